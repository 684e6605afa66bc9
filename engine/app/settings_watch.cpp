#include "engine/app/settings_watch.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/app/settings.hpp"

namespace handrail {
namespace {

std::string text_of(const std::string& bundle) {
  std::ifstream in(std::filesystem::path(bundle) / "handrail.toml", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

SettingsWatch::SettingsWatch(std::string bundle) : bundle_(std::move(bundle)), begun_with_(text_of(bundle_)), seen_(begun_with_) {}

std::string SettingsWatch::look() {
  std::string now = text_of(bundle_);
  if (now == seen_) return "";
  seen_ = std::move(now);
  std::string problem;
  if (seen_ != begun_with_) {
    problem = "handrail.toml was edited, and counts from the next start on: the desk serves on with what it was started with";
    if (const auto settings = read_settings(bundle_); !settings) problem += "; as it is now the desk would not start: " + settings.error().message;
  }
  const std::lock_guard lock(mutex_);
  problem_ = std::move(problem);
  return problem_.empty() ? "handrail.toml is again what the desk was started with" : problem_;
}

Json SettingsWatch::problems() const {
  const std::lock_guard lock(mutex_);
  return problem_.empty() ? Json::array() : Json::array({Json::object({{"message", problem_}})});
}

}  // namespace handrail
