#include "workflows/runtime/desk_functions.hpp"

#include <algorithm>

#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/base/time.hpp"
#include "workflows/runtime/written_times.hpp"

namespace handrail {

namespace {

std::string wrong(const DeskFunction& function, const DeskParameter& parameter, std::string_view wants, const Json& got) {
  const std::string kind = got.is_null() ? "nothing" : got.is_object() ? "a table" : got.is_array() ? "a list" : "`" + printable(dump(got), 40) + "`";
  return "desk." + std::string(function.name) + " needs " + std::string(wants) + " as its `" + std::string(parameter.name) + "`, and got " + kind;
}

std::optional<std::string> as_text(const Json& value) {
  if (const std::string* text = value.text()) return *text;
  if (value.number()) return value.number()->literal;
  const std::string* amount = value["amount"].text();
  const auto currency = Currency::parse(value.text_or("currency"));
  if (!amount || !currency) return std::nullopt;
  const auto money = parse_money(*amount, *currency);
  return money ? std::optional(format_money(*money)) : std::nullopt;
}

Result<Json> one_argument(const DeskFunction& function, const DeskParameter& parameter, const Json& value) {
  switch (parameter.value) {
    case DeskValue::any: return value;
    case DeskValue::object:
      if (value.is_null()) return Json::object();
      if (!value.is_object()) return fail(ErrorCode::invalid, wrong(function, parameter, "a table of named arguments", value));
      return value;
    case DeskValue::text:
      if (auto text = as_text(value)) return Json(std::move(*text));
      return fail(ErrorCode::invalid, wrong(function, parameter, "a text", value));
    case DeskValue::duration: break;
  }
  const std::string* written = value.text();
  if (!written) return fail(ErrorCode::invalid, wrong(function, parameter, "a duration such as \"4 hours\"", value));
  HANDRAIL_TRY(const Duration duration, parse_duration(*written));
  return Json(format_duration(duration));
}

std::string no_such_parameter(const WorkflowScript::Tool& tool, const std::string& name) {
  const auto meant = nearest(name, tool.parameters);
  return "`" + tool.name + "` has no parameter `" + printable(name, 40) + "`" +
         (meant ? "; did you mean `" + *meant + "`?" : tool.parameters.empty() ? "; it takes none" : "; it takes " + english_list(tool.parameters));
}

}  // namespace

const std::vector<DeskFunction>& desk_functions() {
  using enum DeskValue;
  static const std::vector<DeskFunction> functions{
      {"ask", {{"name"}, {"question", text, true}}},
      {"confirm", {{"tool"}, {"arguments", object}, {"words", text, true}}},
      {"say", {{"text"}}},
      {"call", {{"tool"}, {"arguments", object}}},
      {"try", {{"tool"}, {"arguments", object}}},
      {"search", {{"query"}}},
      {"draft", {{"instruction"}}},
      {"wait", {{"duration", duration}}},
      {"hand_off", {{"reason"}, {"queue", text, true}}},
      {"remember", {{"name"}, {"value", any}}},
      {"facts", {}},
      {"now", {}},
      {"log", {{"text"}}},
      {"date", {{"time"}, {"form", text, true}}, false},
  };
  return functions;
}

Result<Json> desk_arguments(const DeskFunction& function, const std::vector<LuaArgument>& arguments) {
  if (arguments.size() > function.parameters.size()) {
    return fail(ErrorCode::invalid, "desk." + std::string(function.name) + " takes " + std::to_string(function.parameters.size()) + " arguments, and got " +
                                        std::to_string(arguments.size()));
  }
  Json step = Json::object();
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    const DeskParameter& parameter = function.parameters[i];
    if (i >= arguments.size() && parameter.value == DeskValue::any && !parameter.optional)
      return fail(ErrorCode::invalid, "desk." + std::string(function.name) + " needs its `" + std::string(parameter.name) + "`");
    const Json value = i < arguments.size() ? arguments[i].value : Json();
    if (value.is_null() && parameter.optional) continue;
    HANDRAIL_TRY(Json checked, one_argument(function, parameter, value));
    step.set(parameter.name, std::move(checked));
  }
  return step;
}

Result<Json> worked_out(const DeskFunction& function, const std::vector<LuaArgument>& arguments) {
  HANDRAIL_TRY(const Json given, desk_arguments(function, arguments));
  HANDRAIL_TRY(std::string words, written_time(given.text_or("time"), given.text_or("form", "day")));
  return Json(std::move(words));
}

Result<Json> tool_arguments(const WorkflowScript::Tool& tool, const std::vector<LuaArgument>& arguments) {
  if (arguments.size() == 1 && arguments[0].table && arguments[0].value.is_object()) {
    for (const auto& [name, value] : *arguments[0].value.members()) {
      if (std::find(tool.parameters.begin(), tool.parameters.end(), name) == tool.parameters.end()) {
        return fail(ErrorCode::invalid, no_such_parameter(tool, name));
      }
    }
    return arguments[0].value;
  }
  if (arguments.size() > tool.parameters.size()) {
    return fail(ErrorCode::invalid, "`" + tool.name + "` takes " + std::to_string(tool.parameters.size()) + " arguments, and got " +
                                        std::to_string(arguments.size()));
  }
  Json named = Json::object();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].value.is_null()) named.set(tool.parameters[i], arguments[i].value);
  }
  return named;
}

}  // namespace handrail
