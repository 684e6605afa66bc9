#include "engine/policy/for_people.hpp"

#include <algorithm>

#include "engine/policy/opening.hpp"
#include "engine/policy/queue_holes.hpp"

namespace handrail {
namespace {

Value fields_for_people(const dsl::Program& program, const std::vector<dsl::Field>& fields, const ValueRecord& record) {
  ValueRecord made = record;
  for (ValueField& member : made.fields)
    if (const dsl::Field* field = dsl::find_field(fields, member.name)) member.value = for_people(program, field->type, member.value);
  return made;
}

Value elements_for_people(const dsl::Program& program, const dsl::Type& element, const Value& value) {
  if (const auto* list = value.as<ValueList>()) {
    ValueList made = *list;
    for (Value& item : made) item = for_people(program, element, item);
    return made;
  }
  const auto* map = value.as<ValueRecord>();
  if (!map) return value;
  ValueRecord made = *map;
  for (ValueField& entry : made.fields) entry.value = for_people(program, element, entry.value);
  return made;
}

std::string percent_words(Decimal share) {
  std::int64_t hundred_times = 0;
  if (__builtin_mul_overflow(share.millionths, 100, &hundred_times)) return format_decimal(share);
  return format_decimal({hundred_times}) + "%";
}

}  // namespace

Value for_people(const dsl::Program& program, const dsl::Type& type, const Value& value) {
  switch (type.kind) {
    case dsl::TypeKind::percent:
      if (const auto* share = value.as<Decimal>()) return Value(percent_words(*share));
      return value;
    case dsl::TypeKind::time:
      if (const auto* at = value.as<Instant>()) return Value(time_words(program, *at));
      return value;
    case dsl::TypeKind::record:
      if (const auto* record = value.as<ValueRecord>()) return fields_for_people(program, program.records[type.index].fields, *record);
      return value;
    case dsl::TypeKind::list:
    case dsl::TypeKind::map: return elements_for_people(program, type.element[0], value);
    default: return value;
  }
}

dsl::Roots for_people(const dsl::Program& program, const dsl::Tool& tool, dsl::Roots roots) {
  const auto type_of = [&](const std::string& name) -> const dsl::Type* {
    if (const dsl::Field* parameter = dsl::find_field(tool.parameters, name)) return &parameter->type;
    const auto let = std::ranges::find(tool.lets, name, &dsl::Let::name);
    if (let != tool.lets.end()) return &let->type;
    const dsl::Field* context = dsl::find_field(program.context, name);
    return context ? &context->type : nullptr;
  };
  for (auto& [name, value] : roots) {
    const auto* record = value.as<ValueRecord>();
    if (name == "customer" && record) value = fields_for_people(program, program.customer.fields, *record);
    else if (const dsl::Type* type = type_of(name)) value = for_people(program, *type, value);
  }
  return roots;
}

dsl::Roots for_people(const dsl::Program& program, const dsl::Tool& tool, const GateCall& call) {
  std::vector<JsonIssue> ignored;
  return for_people(program, tool, with_queue_holes(roots_of(program, tool, call, ignored)));
}

}  // namespace handrail
