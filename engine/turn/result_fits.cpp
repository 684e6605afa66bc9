#include "engine/turn/result_fits.hpp"

#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_bytes = 300;   // of the wrong places in one sentence
constexpr std::size_t issues_named = 3;

std::vector<std::pair<std::string, Value>> amounts(const dsl::Program& program, const dsl::Tool& tool, const Json& from) {
  std::vector<std::pair<std::string, Value>> found;
  if (tool.effect != dsl::Effect::moves_money || !from.is_object()) return found;
  for (const dsl::Field& parameter : tool.parameters) {
    const Json* said = parameter.type.kind == dsl::TypeKind::money ? from.find(parameter.name) : nullptr;
    if (!said || said->is_null()) continue;
    std::vector<JsonIssue> issues;
    found.emplace_back(parameter.name, dsl::decode(program, parameter.type, *said, "", issues));
  }
  return found;
}

void missing_members(const dsl::Program& program, const dsl::Type& type, const Json& result, std::vector<JsonIssue>& issues) {
  if (type.kind != dsl::TypeKind::record || !result.is_object()) return;
  for (const dsl::Field& field : program.records[type.index].fields) {
    const Json* member = result.find(field.name);
    if (!field.type.optional && (!member || member->is_null())) issues.push_back({"/" + field.name, "is missing, and no receipt vouches for the call"});
  }
}

void other_amounts(const dsl::Program& program, const dsl::Tool& tool, const Json& arguments, const Json& result, std::vector<JsonIssue>& issues) {
  const auto asked = amounts(program, tool, arguments);
  for (const auto& [name, value] : amounts(program, tool, result)) {
    const std::string pointer = "/" + name;
    const auto* said = value.as<Money>();
    if (!said) {
      issues.push_back({pointer, "is no amount of money"});
      continue;
    }
    for (const auto& [argument, amount] : asked) {
      const auto* wanted = argument == name ? amount.as<Money>() : nullptr;
      if (!wanted) continue;
      const std::string both = format_money(*said) + ", and " + format_money(*wanted) + " was asked for";
      if (said->currency != wanted->currency) issues.push_back({pointer, "is in another currency: " + both});
      else if (said->minor > wanted->minor) issues.push_back({pointer, "is more than was asked for: " + both});
      else if (said->minor <= 0 && wanted->minor > 0) issues.push_back({pointer, "is not above zero: " + both});
    }
  }
}

Json record_as_declared(const dsl::Program& program, const dsl::RecordType& type, const Json& json, const std::string& pointer, std::vector<JsonIssue>& issues) {
  Json made = json;
  for (const dsl::Field& field : type.fields)
    if (const Json* member = json.find(field.name)) made.set(field.name, as_declared(program, field.type, *member, pointer + "/" + field.name, issues));
  return made;
}

}  // namespace

Json as_declared(const dsl::Program& program, const dsl::Type& type, const Json& json, const std::string& pointer, std::vector<JsonIssue>& issues) {
  if (json.is_null()) return json;
  if (type.kind == dsl::TypeKind::record && json.is_object()) return record_as_declared(program, program.records[type.index], json, pointer, issues);
  if (type.kind == dsl::TypeKind::list && json.items()) {
    Json made = Json::array();
    for (std::size_t i = 0; i < json.items()->size(); ++i) made.push(as_declared(program, type.element[0], (*json.items())[i], pointer + "/" + std::to_string(i), issues));
    return made;
  }
  if (type.kind == dsl::TypeKind::map && json.is_object()) {
    Json made = Json::object();
    for (const auto& [key, member] : *json.members()) made.set(key, as_declared(program, type.element[0], member, pointer + "/" + key, issues));
    return made;
  }
  const Value value = dsl::decode(program, type, json, pointer, issues);
  const bool as_written = type.kind == dsl::TypeKind::time || type.kind == dsl::TypeKind::duration;
  return as_written && !value.unknown() ? json : dsl::encode(value);
}

Json as_declared(const dsl::Program& program, const std::vector<dsl::Field>& fields, const Json& object) {
  Json made = Json::object();
  if (object.members())
    for (const auto& [name, value] : *object.members()) {
      std::vector<JsonIssue> issues;
      const dsl::Field* field = dsl::find_field(fields, name);
      Json declared = field ? as_declared(program, field->type, value, "", issues) : value;
      if (issues.empty()) made.set(name, std::move(declared));
    }
  return made;
}

std::string issues_in_words(const std::vector<JsonIssue>& issues) {
  std::string wrong;
  for (std::size_t i = 0; i < issues.size() && i < issues_named; ++i)
    wrong += (i ? "; " : "") + (issues[i].pointer.empty() ? "" : issues[i].pointer + " ") + issues[i].message;
  return printable(wrong, words_bytes);
}

ToolResponse fitting(const dsl::Program& program, const dsl::Tool& tool, const Json& arguments, ToolResponse response) {
  if (tool.effect == dsl::Effect::reads || response.outcome != CallOutcome::completed) return response;
  const std::string receipt = response.receipt.empty() ? "" : " (receipt " + response.receipt + ")";
  if (!response.error.empty()) return {CallOutcome::unknown, {}, "", "the tool answered that it is done" + receipt + ", and that it is not: " + response.error};
  if (response.result.is_null()) return response;
  std::vector<JsonIssue> issues;
  if (tool.gives) {
    (void)dsl::decode(program, *tool.gives, response.result, "", issues);
    if (response.receipt.empty()) missing_members(program, *tool.gives, response.result, issues);
  }
  if (issues.empty()) other_amounts(program, tool, arguments, response.result, issues);
  if (issues.empty()) return response;
  return {CallOutcome::unknown, {}, "", "the tool answered that it is done" + receipt + ", and its result does not fit: " + issues_in_words(issues)};
}

std::vector<std::pair<std::string, Value>> moved_amounts(const dsl::Program& program, const dsl::Tool& tool, const Json& result) {
  return amounts(program, tool, result);
}

}  // namespace handrail
