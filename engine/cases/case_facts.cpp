#include "engine/cases/case_facts.hpp"

#include <map>

#include "dsl/program/decode.hpp"
#include "engine/base/json_number.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t number_longest = 40;   // longer ones are no values of any type; as texts they are cut where they are shown

bool is_number(std::string_view text) {
  return text.size() <= number_longest && text.find_first_not_of("0123456789.-") == std::string_view::npos && exact_number(text);
}

dsl::Type type(dsl::TypeKind kind) { return {.kind = kind, .optional = false, .index = 0, .element = {}, .currency = {}}; }

// What a turn has whether or not a condition of the policy reads it.
const std::map<std::string, dsl::TypeKind, std::less<>> built_in = {
    {"messages", dsl::TypeKind::whole_number}, {"turns_with_bot", dsl::TypeKind::whole_number}, {"asked_before", dsl::TypeKind::whole_number},
    {"tool_errors", dsl::TypeKind::whole_number}, {"reviewed", dsl::TypeKind::whole_number}, {"accurate", dsl::TypeKind::whole_number},
    {"reviewed_all", dsl::TypeKind::whole_number}, {"accurate_all", dsl::TypeKind::whole_number}, {"confidence", dsl::TypeKind::percent},
    {"since_first_message", dsl::TypeKind::duration}, {"answered", dsl::TypeKind::yes_no}, {"bare", dsl::TypeKind::yes_no},
    {"declines", dsl::TypeKind::yes_no}, {"only_asks", dsl::TypeKind::yes_no}, {"crossed", dsl::TypeKind::yes_no}, {"says_signed_in", dsl::TypeKind::yes_no},
    {"offered", dsl::TypeKind::yes_no},
    {"frustration", dsl::TypeKind::whole_number}, {"urgency", dsl::TypeKind::text}, {"written_in", dsl::TypeKind::text},
    {"workflow", dsl::TypeKind::text}, {"asked", dsl::TypeKind::text}, {"intent", dsl::TypeKind::text}, {"mood", dsl::TypeKind::text}};

}  // namespace

const std::vector<dsl::Field>& CaseFacts::parameters(const Situation& situation) const {
  static const std::vector<dsl::Field> none;
  return situation.is_call ? program_.tools[*program_.find_tool(situation.call.tool)].parameters : none;
}

std::vector<std::string> CaseFacts::paths(const Situation& situation) const {
  std::vector<std::string> all;
  for (const dsl::Slot& slot : scope_of(program_, situation).slots) all.push_back(path_text(slot.path));
  for (const dsl::Field& field : parameters(situation)) all.push_back(field.name);
  for (const dsl::Field& field : program_.customer.fields) all.push_back("customer." + field.name);
  if (!situation.is_call)
    for (const auto& [name, kind] : built_in) all.push_back(name);
  return all;
}

std::optional<dsl::Type> CaseFacts::type_of(const Situation& situation, const std::string& path) const {
  if (!situation.is_call)
    if (const auto known = built_in.find(path); known != built_in.end()) return type(known->second);
  if (path == "customer.id") return type(dsl::TypeKind::text);
  if (path == "customer.verified") return type(dsl::TypeKind::yes_no);
  for (const dsl::Slot& slot : scope_of(program_, situation).slots)
    if (path_text(slot.path) == path && path != "now" && slot.path.front() != "used") return slot.type;
  if (const dsl::Field* field = dsl::find_field(parameters(situation), path)) return field->type;
  if (const dsl::Field* field = dsl::find_field(program_.context, path)) return field->type;
  if (path.starts_with("customer."))
    if (const dsl::Field* field = dsl::find_field(program_.customer.fields, path.substr(9))) return field->type;
  return situation.is_call ? of_look_up(situation, path) : of_turn(situation, path);
}

std::optional<dsl::Type> CaseFacts::type_of_entry(const Situation& situation, const std::string& map, std::string_view field) const {
  const auto kind = type_of(situation, map);
  if (!kind || kind->kind != dsl::TypeKind::map) return std::nullopt;
  dsl::Type type = kind->element.front();
  while (!field.empty()) {
    const std::size_t dot = field.find('.');
    if (type.kind != dsl::TypeKind::record) return std::nullopt;
    const dsl::Field* found = dsl::find_field(program_.records[type.index].fields, std::string(field.substr(0, dot)));
    if (found == nullptr) return std::nullopt;
    type = dsl::Type(found->type);
    field = dot == std::string_view::npos ? std::string_view() : field.substr(dot + 1);
  }
  return type;
}

// A field of what a `let` finds, whether or not a condition reads it.
std::optional<dsl::Type> CaseFacts::of_look_up(const Situation& situation, const std::string& path) const {
  for (const dsl::Let& let : program_.tools[*program_.find_tool(situation.call.tool)].lets) {
    if (path == let.name) return let.type;
    if (let.type.kind != dsl::TypeKind::record || !path.starts_with(let.name + ".")) continue;
    if (const dsl::Field* field = dsl::find_field(program_.records[let.type.index].fields, path.substr(let.name.size() + 1))) return field->type;
  }
  return std::nullopt;
}

std::optional<dsl::Type> CaseFacts::of_turn(const Situation& situation, const std::string& path) const {
  for (const dsl::Entity& entity : program_.entities)
    if (entity.name == path) return entity.type;
  Situation probe = situation;
  const bool running = path.starts_with("running.");
  const std::string signal = running ? path.substr(8) : path;
  if (signal.find('.') != std::string::npos || !put_fact(program_, probe, signal, Json(true))) return std::nullopt;
  return type(running ? dsl::TypeKind::whole_number : dsl::TypeKind::yes_no);
}

namespace case_words {

std::string_view without_comment(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && (i == 0 || line[i - 1] != '\\')) quoted = !quoted;
    if (line[i] == '#' && !quoted) return line.substr(0, i);
  }
  return line;
}

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
}

std::string_view fact(std::string_view line) {
  bool quoted = false;
  int depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && depth > 0 && line[i - 1] != '\\') quoted = !quoted;
    if (!quoted && line[i] == '[') ++depth;
    if (!quoted && line[i] == ']') --depth;
    if (depth == 0 && (line[i] == ' ' || line[i] == '\t')) return line.substr(0, i);
  }
  return line;
}

std::optional<Json> literal(std::string_view text) {
  if (text == "yes" || text == "no") return Json(text == "yes");
  if (text == "none") return Json();
  if (!text.empty() && (text.front() == '[' || text.front() == '{')) {
    auto json = parse_json(text);
    return json ? std::optional(std::move(*json)) : std::nullopt;
  }
  if (is_number(text)) return Json(Json::Number{std::string(text)});
  return text.empty() ? std::nullopt : std::optional(Json(unquoted(text)));
}

std::size_t end_of_arguments(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (text[i] == ')' && !quoted) return i;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> arguments(std::string_view between) {
  std::vector<std::string_view> pieces;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= between.size(); ++i) {
    if (i < between.size() && between[i] == '"') quoted = !quoted;
    if (i < between.size() && (between[i] != ',' || quoted)) continue;
    pieces.push_back(trim(between.substr(begin, i - begin)));
    begin = i + 1;
  }
  return pieces;
}

}  // namespace case_words
}  // namespace handrail
