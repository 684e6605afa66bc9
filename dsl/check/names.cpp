#include "dsl/check/names.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"

namespace handrail::dsl {

namespace {

Type type_of(const Symbols& symbols, const Builtin& builtin) {
  if (builtin.path == "intent") return {TypeKind::enumeration, false, symbols.intent_words};
  if (builtin.path == "topic") return {TypeKind::enumeration, true, symbols.topic_words};
  if (builtin.path == "class") return {TypeKind::enumeration, false, symbols.class_words};
  if (builtin.path == "risk") return {TypeKind::enumeration, false, symbols.risk_words};
  if (builtin.path == "mood") return {TypeKind::enumeration, false, symbols.mood_words};
  if (builtin.path == "urgency") return {TypeKind::enumeration, false, symbols.urgency_words};
  if (builtin.type == "percent") return {TypeKind::percent};
  if (builtin.type == "whole number") return {TypeKind::whole_number};
  if (builtin.type == "time") return {TypeKind::time};
  if (builtin.type == "duration") return {TypeKind::duration};
  return {builtin.type == "yes/no" ? TypeKind::yes_no : TypeKind::text};
}

// What is a fact everywhere: the customer, what the channel supplied, the time.
void add_facts(const Symbols& symbols, Names& names) {
  const auto declared = symbols.customer_block != nullptr ? std::optional(symbols.customer_block->span) : std::nullopt;
  names.roots["customer"] = {{TypeKind::record, false, symbols.customer_record}, declared, true};
  names.roots["now"] = {{TypeKind::time}, std::nullopt, true};
  for (std::size_t i = 0; i < symbols.context.fields.size(); ++i) {
    const Field& field = symbols.context.fields[i];   // an optional one that the channel leaves out is known not to be there
    names.roots.try_emplace(field.name, Root{field.type, symbols.context.spans[i], field.type.optional});
  }
}

}  // namespace

std::uint32_t Names::slot(const std::vector<std::string>& path, const Type& type, bool always_set) {
  const auto found = std::ranges::find(scope.slots, path, &Slot::path);
  if (found != scope.slots.end()) return static_cast<std::uint32_t>(found - scope.slots.begin());
  scope.slots.push_back({path, type, always_set});
  return static_cast<std::uint32_t>(scope.slots.size() - 1);
}

std::vector<std::string> Names::candidates() const {
  std::vector<std::string> all;
  for (const auto& [name, root] : roots) all.push_back(name);
  return all;
}

Names turn_names(const Symbols& symbols) {
  Names names;
  add_facts(symbols, names);
  for (const Builtin& builtin : builtins())
    if (builtin.path.find('.') == std::string_view::npos)
      names.roots[std::string(builtin.path)] = {type_of(symbols, builtin), std::nullopt, builtin.always_set};
  for (std::uint32_t i = 0; i < symbols.entities.size(); ++i)
    names.roots.try_emplace(symbols.entities[i].name.text, Root{symbols.entity_types[i], symbols.entities[i].name.span, false});
  for (const SignalBlock* signal : symbols.signals)
    names.roots.try_emplace(signal->name.text, Root{{TypeKind::yes_no}, signal->name.span, true});
  return names;
}

Names tool_names(const Symbols& symbols, std::uint32_t tool) {
  Names names;
  names.place = Place::tool;
  add_facts(symbols, names);
  const FieldTable& parameters = symbols.tool_types[tool].parameters;
  for (std::size_t i = 0; i < parameters.fields.size(); ++i)
    names.roots[parameters.fields[i].name] = {parameters.fields[i].type, parameters.spans[i], false};
  return names;
}

bool is_claim(const Symbols& symbols, std::string_view name) {
  if (symbols.entities.find(name) || symbols.signals.find(name)) return true;
  return name != "now" && std::ranges::any_of(builtins(), [&](const Builtin& builtin) { return builtin.path == name; });
}

}  // namespace handrail::dsl
