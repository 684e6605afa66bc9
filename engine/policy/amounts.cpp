#include "engine/policy/amounts.hpp"

#include <algorithm>
#include <set>

namespace handrail {

using dsl::Program;
using dsl::Type;
using dsl::TypeKind;

namespace {

std::string below(const std::string& place, std::string_view key) {
  std::string made = place + "/";
  for (const char c : key) made += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return made;
}

void collect(const Value& value, const std::string& place, std::vector<NamedAmount>& found) {
  if (const auto* money = value.as<Money>()) found.push_back({place, *money});
  if (const auto* items = value.as<ValueList>())
    for (std::size_t i = 0; i < items->size(); ++i) collect((*items)[i], place + "/" + std::to_string(i), found);
  if (const auto* record = value.as<ValueRecord>())
    for (const ValueField& field : record->fields) collect(field.value, below(place, field.name), found);
}

bool holds(const Program& program, const Type& type, std::set<std::uint32_t>& seen) {
  switch (type.kind) {
    case TypeKind::money: return true;
    case TypeKind::list: case TypeKind::map: return holds(program, type.element.front(), seen);
    case TypeKind::record:
      return seen.insert(type.index).second &&
             std::ranges::any_of(program.records[type.index].fields, [&](const dsl::Field& field) { return holds(program, field.type, seen); });
    default: return false;
  }
}

// What the places for amounts hold. `left_open`: one that is not given, so that the amount is the tool's to know.
struct Held {
  bool some = false, left_open = false;
  std::vector<JsonIssue> zero, empty;
};

void look(const Program& program, const Type& type, const Value& value, const std::string& place, Held& held) {
  if (!holds_amounts(program, type)) return;
  if (value.absent()) held.left_open = true;
  if (value.unknown()) held.some = true;
  if (const auto* money = value.as<Money>()) {
    held.some = held.some || money->minor != 0;
    held.zero.push_back({"/arguments/" + place, "is zero: nothing would be moved"});
  }
  if (const auto* items = value.as<ValueList>()) {
    if (items->empty()) held.empty.push_back({"/arguments/" + place, "is empty: nothing would be moved"});
    for (std::size_t i = 0; i < items->size(); ++i) look(program, type.element.front(), (*items)[i], place + "/" + std::to_string(i), held);
  }
  const auto* record = value.as<ValueRecord>();
  if (record == nullptr) return;
  if (type.kind == TypeKind::map) {
    if (record->fields.empty()) held.empty.push_back({"/arguments/" + place, "is empty: nothing would be moved"});
    for (const ValueField& entry : record->fields) look(program, type.element.front(), entry.value, below(place, entry.name), held);
    return;
  }
  for (const dsl::Field& field : program.records[type.index].fields)
    if (const Value* member = record->find(field.name)) look(program, field.type, *member, below(place, field.name), held);
}

}  // namespace

std::vector<NamedAmount> amounts_named(const dsl::Tool& tool, const dsl::Roots& arguments) {
  std::vector<NamedAmount> found;
  for (std::size_t i = 0; i < tool.parameters.size() && i < arguments.size(); ++i) collect(arguments[i].second, tool.parameters[i].name, found);
  return found;
}

bool holds_amounts(const Program& program, const Type& type) {
  std::set<std::uint32_t> seen;
  return holds(program, type, seen);
}

std::vector<JsonIssue> nothing_moved(const Program& program, const dsl::Tool& tool, const dsl::Roots& arguments) {
  if (tool.effect != dsl::Effect::moves_money) return {};
  Held held;
  for (std::size_t i = 0; i < tool.parameters.size() && i < arguments.size(); ++i)
    look(program, tool.parameters[i].type, arguments[i].second, tool.parameters[i].name, held);
  if (held.some) return {};
  if (!held.left_open) held.zero.insert(held.zero.end(), held.empty.begin(), held.empty.end());
  return std::move(held.zero);
}

}  // namespace handrail
