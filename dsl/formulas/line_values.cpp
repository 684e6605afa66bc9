#include "dsl/formulas/line_values.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "dsl/program/percent.hpp"

namespace handrail::dsl {
namespace {

constexpr std::int64_t halves_max = 1'000'000'000;

// What stands in a line where that program reads this: of what it cannot read, what no such value is written as. Shares and amounts have a way
// of their own to be written, and can be written as numbers.
enum class Form : std::uint8_t { own, numbers };
Value written(const Program& program, const Type& type, const Value& value, Form form) {
  if (value.unknown()) return type.kind == TypeKind::record || type.kind == TypeKind::map ? Value(ValueList{}) : Value(ValueRecord{});
  if (const auto* share = value.as<Decimal>(); share && type.kind == TypeKind::percent && form == Form::own) return Value(format_percent(*share));
  if (const auto* money = value.as<Money>(); money && form == Form::numbers) {
    const auto number = parse_decimal(format_amount(*money));
    return number ? Value(*number) : value;
  }
  if (const auto* list = value.as<ValueList>(); list && type.kind == TypeKind::list) {
    ValueList items;
    for (const Value& item : *list) items.push_back(written(program, type.element.front(), item, form));
    return Value(std::move(items));
  }
  const auto* record = value.as<ValueRecord>();
  if (record == nullptr || (type.kind != TypeKind::record && type.kind != TypeKind::map)) return value;
  ValueRecord made;
  for (const ValueField& one : record->fields) {
    const Field* field = type.kind == TypeKind::record ? find_field(program.records[type.index].fields, one.name) : nullptr;
    if (field == nullptr && type.kind == TypeKind::record) continue;
    made.fields.push_back({one.name, written(program, field ? field->type : type.element.front(), one.value, form)});
  }
  return Value(std::move(made));
}

}  // namespace

std::vector<Value> lines_of(const Program& program, const Type& type, const Mentioned& mentioned) {
  // Numbers that only one of two types has room for, and halves.
  Mentioned with_ends = mentioned;
  for (const Value& value : mentioned.constants())
    if (const auto* whole = value.as<std::int64_t>(); whole && *whole > -halves_max && *whole < halves_max) with_ends.also(Decimal{*whole * 1'000'000 + 500'000});
  for (const std::int64_t end : {INT64_MAX, INT64_MIN}) with_ends.also(Value(end));
  std::vector<Value> lines;
  for (const Value& value : with_ends.of_type(program, type, 1))
    for (const Form form : {Form::own, Form::numbers})
      if (Value line = written(program, type, value, form); std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
  return lines;
}

Value read_off(const Program& program, const Type& type, const Value& line) {
  std::vector<JsonIssue> issues;
  return decode(program, type, encode(line), "", issues);
}

}  // namespace handrail::dsl
