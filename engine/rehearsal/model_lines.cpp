#include "engine/rehearsal/model_lines.hpp"

#include <optional>
#include <string_view>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::string_view how_to_write =
    "write `model says \"…\"`, `model calls lookup_order {\"order_id\":\"W1001\"}`, `model reads refund_request 0.93 order_id \"W1001\"` or `model fails \"why\"`";

tl::unexpected<Error> not_understood(const std::string& rest) {
  return fail(ErrorCode::invalid, "`model " + printable(rest) + "` is not understood: " + std::string(how_to_write));
}

std::string first_of(std::string_view& rest) {
  rest = trim(rest);
  const std::size_t end = rest.find(' ');
  std::string word(rest.substr(0, end));
  rest = end == std::string_view::npos ? std::string_view() : trim(rest.substr(end));
  return word;
}

// The first JSON value of the text, and what stands behind it.
Result<Json> json_of(std::string_view& rest) {
  rest = trim(rest);
  for (std::size_t end = rest.find('}'); end != std::string_view::npos; end = rest.find('}', end + 1))
    if (auto json = parse_json(rest.substr(0, end + 1))) {
      rest = trim(rest.substr(end + 1));
      return std::move(*json);
    }
  return fail(ErrorCode::invalid, "no JSON");
}

Result<std::string> text_of(std::string_view& rest) {
  rest = trim(rest);
  const std::size_t end = rest.starts_with('"') ? rest.find('"', 1) : std::string_view::npos;
  if (end == std::string_view::npos) return fail(ErrorCode::invalid, "no text");
  std::string text(rest.substr(1, end - 1));
  rest = trim(rest.substr(end + 1));
  return text;
}

std::optional<ModelAnswer> calls_in(std::string_view rest) {
  ModelAnswer answer;
  for (;;) {
    const std::string tool = first_of(rest);
    auto arguments = json_of(rest);
    if (tool.empty() || !arguments) return std::nullopt;
    answer.calls.push_back({"scripted_" + std::to_string(answer.calls.size()), tool, std::move(*arguments)});
    if (rest.empty()) return answer;
    if (first_of(rest) != "and") return std::nullopt;
  }
}

std::optional<std::string> reading_in(std::string_view rest) {
  if (rest.starts_with('"')) {   // whatever it writes, like nonsense
    return rest.size() >= 2 && rest.ends_with('"') ? std::optional(std::string(rest.substr(1, rest.size() - 2))) : std::nullopt;
  }
  const std::string intent = first_of(rest), number = first_of(rest);
  const auto sure = parse_json(number);
  if (!sure || !sure->number()) return std::nullopt;
  Json entities = Json::array(), signals = Json::array();
  while (!rest.empty()) {
    std::string name = first_of(rest);
    const bool is_signal = name == "signal";
    if (is_signal) name = first_of(rest);
    auto words = text_of(rest);
    if (!words) return std::nullopt;
    if (!is_signal) entities.push(Json::object({{"entity", name}, {"text", std::move(*words)}}));
    else signals.push(Json::object({{"signal", name}, {"text", std::move(*words)}}));
  }
  Json reading = Json::object({{"intent", intent}, {"confidence", *sure}});
  if (!entities.items()->empty()) reading.set("entities", std::move(entities));
  if (!signals.items()->empty()) reading.set("signals", std::move(signals));
  return dump(reading);
}

}  // namespace

Result<ScriptedAnswer> model_line(const std::string& rest) {
  std::string_view left = rest;
  const std::string does = first_of(left);
  ScriptedAnswer made;
  if (does == "calls") {
    auto calls = calls_in(left);
    if (!calls) return not_understood(rest);
    made.answer = std::move(*calls);
    return made;
  }
  if (does == "reads") {
    auto reading = reading_in(left);
    if (!reading) return not_understood(rest);
    made.answer.text = std::move(*reading);
    return made;
  }
  // Its words may hold quotes of their own: they end at the last one.
  if ((does != "says" && does != "fails") || left.size() < 2 || !left.starts_with('"') || !left.ends_with('"')) return not_understood(rest);
  std::string text(left.substr(1, left.size() - 2));
  for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at)) text.replace(at, 2, "\n");
  (does == "says" ? made.answer.text : made.why) = std::move(text);
  return made;
}

}  // namespace handrail
