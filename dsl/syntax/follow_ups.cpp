#include "dsl/syntax/follow_ups.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace handrail::dsl {

namespace {

constexpr std::string_view missing = "there is no ", twice = "` is declared twice";
constexpr std::size_t places_told = 3;

// "queue" of "there is no queue `support`"; none where it says anything else.
std::optional<std::string> kind_missing(const Diagnostic& finding) {
  if (!finding.code.starts_with("P02") || !finding.message.starts_with(missing)) return std::nullopt;
  const std::size_t quote = finding.message.find(" `");
  if (quote == std::string::npos || quote < missing.size() || !finding.message.ends_with('`')) return std::nullopt;
  return finding.message.substr(missing.size(), quote - missing.size());
}

std::optional<std::string> kind_twice(const Diagnostic& finding) {
  const std::size_t quote = finding.message.find(" `");
  if (finding.code != "P0203" || quote == std::string::npos || !finding.message.ends_with(twice)) return std::nullopt;
  return finding.message.substr(0, quote);
}

std::string places(std::size_t count) { return std::to_string(count) + (count == 1 ? " more place" : " more places"); }

// The findings of one message as one, with the other places beside it.
Diagnostics each_name_once(Diagnostics findings) {
  Diagnostics told;
  std::map<std::string, std::size_t> first;
  std::map<std::string, std::size_t> beyond;
  for (Diagnostic& finding : findings) {
    if (!kind_missing(finding)) {
      told.push_back(std::move(finding));
      continue;
    }
    const auto [at, added] = first.emplace(finding.message, told.size());
    if (added) {
      told.push_back(std::move(finding));
      continue;
    }
    Diagnostic& one = told[at->second];
    if (one.labels.size() < places_told) one.labels.push_back({finding.span, "here too"});
    else one.note = "and in " + places(++beyond[one.message]);
  }
  return told;
}

}  // namespace

Diagnostics without_follow_ups(Diagnostics findings) {
  Diagnostics told = each_name_once(std::move(findings));
  std::map<std::string, std::string> explained;   // by the message of what is missing: by which kind it is explained
  for (Diagnostic& finding : told) {
    const auto kind = kind_twice(finding);
    if (!kind) continue;
    const auto lacks = std::ranges::find_if(told, [&](const Diagnostic& other) { return kind_missing(other) == kind && !explained.contains(other.message); });
    if (lacks == told.end()) continue;
    const std::string name = lacks->message.substr(lacks->message.find('`'));
    finding.labels.push_back({lacks->span, name + " is named here, and declared nowhere"});
    finding.help = "rename one of the two to " + name + ", or remove it";
    explained.emplace(lacks->message, *kind);
  }
  std::erase_if(told, [&](const Diagnostic& finding) { return explained.contains(finding.message); });
  return told;
}

}  // namespace handrail::dsl
