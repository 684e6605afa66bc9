#include "engine/proof/acted_out.hpp"

#include <algorithm>

#include "dsl/program/evaluate.hpp"
#include "engine/base/limits.hpp"

namespace handrail {
namespace {

using dsl::ExpressionId;
using dsl::NodeOp;
using dsl::Program;
using dsl::TypeKind;

constexpr std::size_t copies_max = 6;
constexpr int rounds = 3;

// The value itself, and its neighbours.
std::vector<Value> around(const Value& value) {
  if (const auto* money = value.as<Money>()) return {value, Money{money->minor + 1, money->currency}, Money{std::max<std::int64_t>(money->minor - 1, 0), money->currency}};
  if (const auto* number = value.as<std::int64_t>()) return {value, Value(*number + 1), Value(*number - 1)};
  if (const auto* decimal = value.as<Decimal>()) return {value, Decimal{decimal->millionths + 10'000}, Decimal{decimal->millionths - 10'000}};
  if (const auto* time = value.as<Instant>()) return {value, Instant{time->ms + 1000}, Instant{time->ms - 1000}};
  if (const auto* text = value.as<std::string>()) return {value, Value(*text + " too"), Value("another")};
  if (const auto* yes = value.as<bool>()) return {value, Value(!*yes)};
  return {value};
}

void add(std::vector<Value>& values, const Value& value) {
  if (!value.unknown() && std::ranges::find(values, value) == values.end()) values.push_back(value);
}

// What the leaf compares the parts of an item with: by the path of the field, "" for the item itself.
class Mentioned {
 public:
  Mentioned(const Program& program, const dsl::Frame& frame) : program_(program), frame_(frame) {}

  void look(ExpressionId id) {
    const dsl::Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::constant:
        for (const Value& value : around(program_.constants[node.a])) add(constants_, value);
        return;
      case NodeOp::slot:
        if (node.a < frame_.slots.size())
          for (const Value& value : around(frame_.slots[node.a])) add(constants_, value);
        return;
      case NodeOp::local: return;
      case NodeOp::logical_and: case NodeOp::logical_or:
        for (std::uint32_t i = 0; i < node.count; ++i) look(program_.operands[node.a + i]);
        return;
      case NodeOp::in_list:
        look(node.a);
        for (std::uint32_t i = 0; i < node.count; ++i) look(program_.operands[node.b + i]);
        return;
      case NodeOp::field:
        fields_.push_back(program_.names[node.b]);
        return look(node.a);
      case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates: return look(node.a);
      case NodeOp::look_up: return;
      default: look(node.a); look(node.b);
    }
  }

  [[nodiscard]] const std::vector<Value>& constants() const { return constants_; }
  [[nodiscard]] bool field(const std::string& name) const { return std::ranges::find(fields_, name) != fields_.end(); }

 private:
  const Program& program_;
  const dsl::Frame& frame_;
  std::vector<Value> constants_;
  std::vector<std::string> fields_;
};

class Acting {
 public:
  Acting(const Program& program, const dsl::Scope& scope, std::vector<Value>& slots, const std::vector<std::pair<ExpressionId, Truth>>& leaves)
      : program_(program), scope_(scope), slots_(slots), leaves_(leaves) {}

  std::vector<ExpressionId> act() {
    std::vector<ExpressionId> left;
    for (int round = 0; round < rounds; ++round)   // what one leaf needs may take away what another had
      for (const auto& [leaf, wanted] : leaves_)
        if (answer(leaf) != wanted) mend(leaf, wanted);
    for (const auto& [leaf, wanted] : leaves_)
      if (answer(leaf) != wanted) left.push_back(leaf);
    return left;
  }

 private:
  Truth answer(ExpressionId leaf) const {
    dsl::Frame frame;
    frame.slots = slots_;
    return dsl::evaluate(program_, leaf, frame);
  }

  std::size_t fitting() const {
    return static_cast<std::size_t>(std::ranges::count_if(leaves_, [&](const auto& leaf) { return answer(leaf.first) == leaf.second; }));
  }

  static bool can_change(TypeKind kind) { return kind == TypeKind::list || kind == TypeKind::map || kind == TypeKind::text; }

  // The value of one slot with which most of the leaves answer as they should, this one before others; the first of equals.
  void mend(ExpressionId leaf, Truth wanted) {
    const auto score = [&] { return 2 * fitting() + (answer(leaf) == wanted ? 1 : 0); };
    for (const std::uint32_t slot : dsl::slots_of(program_, leaf)) {
      if (!can_change(scope_.slots[slot].type.kind)) continue;
      Value best = slots_[slot];
      std::size_t most = score();
      std::size_t tries = 0;
      for (Value& value : values_for(leaf, scope_.slots[slot].type)) {
        if (++tries > limits::sample_values) break;
        slots_[slot] = std::move(value);
        if (const std::size_t fit = score(); fit > most) {
          most = fit;
          best = slots_[slot];
        }
      }
      slots_[slot] = best;
    }
  }

  std::vector<Value> values_for(ExpressionId leaf, const dsl::Type& type) const {
    dsl::Frame frame;
    frame.slots = slots_;
    Mentioned mentioned(program_, frame);
    mentioned.look(leaf);
    std::vector<Value> values;
    if (type.kind == TypeKind::text) {
      for (const Value& value : mentioned.constants())
        if (value.as<std::string>()) values.push_back(value);
      return values;
    }
    const std::vector<Value> items = items_for(mentioned, type.element.front());
    if (type.kind == TypeKind::map) return maps_of(items, mentioned);
    values.emplace_back(ValueList{});
    for (const Value& item : items) values.emplace_back(ValueList{item});
    for (const Value& item : items)
      for (std::size_t copies = 2; copies <= copies_max && values.size() < limits::sample_values; ++copies) values.emplace_back(ValueList(copies, item));
    for (std::size_t i = 0; i + 1 < items.size() && values.size() < limits::sample_values; ++i) values.emplace_back(ValueList{items[i], items[i + 1]});
    return values;
  }

  std::vector<Value> maps_of(const std::vector<Value>& items, const Mentioned& mentioned) const {
    std::vector<Value> values{Value(ValueRecord{})};
    std::vector<std::string> keys{"one"};
    for (const Value& value : mentioned.constants())
      if (const auto* text = value.as<std::string>()) keys.push_back(*text);
    for (const std::string& key : keys)
      for (const Value& item : items) {
        ValueRecord map;
        map.set(key, item);
        values.emplace_back(std::move(map));
      }
    return values;
  }

  // One item for each mix of the values that the leaf asks its fields for.
  std::vector<Value> items_for(const Mentioned& mentioned, const dsl::Type& type) const {
    std::vector<Value> items{typical(program_, type)};
    if (type.kind != TypeKind::record) {
      for (Value& value : of_type(mentioned, type)) add(items, value);
      return items;
    }
    for (const dsl::Field& field : program_.records[type.index].fields) {
      if (!mentioned.field(field.name)) continue;
      std::vector<Value> mixed;
      for (const Value& item : items)
        for (const Value& value : of_type(mentioned, field.type)) {
          ValueRecord changed = *item.as<ValueRecord>();
          changed.set(field.name, value);
          if (mixed.size() < limits::sample_values) mixed.emplace_back(std::move(changed));
        }
      if (!mixed.empty()) items = std::move(mixed);
    }
    return items;
  }

  std::vector<Value> of_type(const Mentioned& mentioned, const dsl::Type& type) const {
    const Value plain = typical(program_, type);
    std::vector<Value> values;
    if (type.kind == TypeKind::yes_no) return {Value(true), Value(false)};
    if (type.kind == TypeKind::enumeration) {
      for (const std::string& word : program_.enumerations[type.index].words) values.emplace_back(word);
      return values;
    }
    for (const Value& value : mentioned.constants())
      if (value.node().index() == plain.node().index()) values.push_back(value);
    if (values.empty()) values.push_back(plain);
    return values;
  }

  const Program& program_;
  const dsl::Scope& scope_;
  std::vector<Value>& slots_;
  const std::vector<std::pair<ExpressionId, Truth>>& leaves_;
};

}  // namespace

std::vector<ExpressionId> act_out(const Program& program, const dsl::Scope& scope, std::vector<Value>& slots,
                                  const std::vector<std::pair<ExpressionId, Truth>>& leaves) {
  return Acting(program, scope, slots, leaves).act();
}

Value typical(const Program& program, const dsl::Type& type) {
  switch (type.kind) {
    case TypeKind::whole_number: return std::int64_t{1};
    case TypeKind::decimal: case TypeKind::percent: return Decimal{500'000};
    case TypeKind::yes_no: return true;
    case TypeKind::money: return Money{1000, type.currency.code().empty() ? program.currency : type.currency};
    case TypeKind::time: return Instant{1'767'225'600'000};   // 2026-01-01
    case TypeKind::duration: return hours(1);
    case TypeKind::enumeration: return program.enumerations[type.index].words.empty() ? Value("any") : Value(program.enumerations[type.index].words.front());
    case TypeKind::list: return ValueList{};
    case TypeKind::map: return ValueRecord{};
    case TypeKind::record: {
      ValueRecord record;
      for (const dsl::Field& field : program.records[type.index].fields)
        if (!field.type.optional) record.set(field.name, typical(program, field.type));
      return record;
    }
    default: return "any";
  }
}

}  // namespace handrail
