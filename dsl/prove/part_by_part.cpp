#include "dsl/prove/part_by_part.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dsl/check/node_kinds.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

Value moved(const Value& value, std::int64_t step) {
  if (const auto* money = value.as<Money>()) return Money{money->minor + step, money->currency};
  if (const auto* whole = value.as<std::int64_t>()) return *whole + step;
  if (const auto* decimal = value.as<Decimal>()) return Decimal{decimal->millionths + step};
  if (const auto* time = value.as<Instant>()) return Instant{time->ms + step};
  if (const auto* duration = value.as<Duration>()) return Duration{duration->ms + step};
  return value;
}

// The fixed value that a leaf asks about one fact; of a list the first.
const Value* asked_of(const Program& program, const Node& leaf) {
  const bool list = leaf.op == NodeOp::in_list && leaf.count > 0;
  if ((!list && !looks_into_text(leaf.op) && !is_comparison(leaf.op)) || program.nodes[leaf.a].op != NodeOp::slot) return nullptr;
  const Node& other = program.nodes[list ? program.operands[leaf.b] : leaf.b];
  return other.op == NodeOp::constant ? &program.constants[other.a] : nullptr;
}

// Facts that nobody sets alone: an intent has its topic, an angry message its mood, calls are counted together.
bool stands_alone(const Slot& slot) {
  constexpr std::array<std::string_view, 12> together{"intent", "class", "risk", "topic", "mood", "urgency", "messages", "asked_before", "confidence", "running", "used", "now"};
  const bool signal = slot.path.size() == 1 && slot.always_set && slot.type.kind == TypeKind::yes_no;
  return !signal && std::ranges::find(together, slot.path.front()) == together.end() && slot.path != std::vector<std::string>{"customer", "verified"};
}

// That a call may have: amounts are not below zero, and of those that move something not zero.
bool may_be(const Value& value) {
  const auto* money = value.as<Money>();
  return money == nullptr || money->minor >= 1;
}

}  // namespace

void make_true(const Program& program, const Node& leaf, Frame& frame) {
  if (leaf.op == NodeOp::slot) {
    frame.slots[leaf.a] = true;
    return;
  }
  const Value* value = leaf.op == NodeOp::not_equal ? nullptr : asked_of(program, leaf);
  if (value) frame.slots[program.nodes[leaf.a].a] = moved(*value, leaf.op == NodeOp::more ? 1 : leaf.op == NodeOp::less ? -1 : 0);
}

void TriedFacts::read(ExpressionId condition) {
  const Node& node = program_.nodes[condition];
  if (node.op == NodeOp::logical_not) return read(node.a);
  if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or) {
    for (std::uint32_t i = 0; i < node.count; ++i) read(program_.operands[node.a + i]);
    return;
  }
  const auto [leaf, added] = leaves_.emplace(condition, Leaf{});
  if (!added) return;
  const auto slot = slot_of(condition);
  if (!slot || !stands_alone(scope_.slots[*slot])) return;
  leaf->second.slot = *slot;
  leaf->second.tried = true;
  by_slot_[*slot].asking.push_back(condition);
  add_values(condition, by_slot_[*slot].values);
}

// The one fact that a leaf asks about, beside fixed values.
std::optional<std::uint32_t> TriedFacts::slot_of(ExpressionId leaf) const {
  const Node& node = program_.nodes[leaf];
  const auto constant = [&](ExpressionId id) { return program_.nodes[id].op == NodeOp::constant; };
  if (node.op == NodeOp::slot) return node.a;
  if (node.op == NodeOp::in_list) {
    for (std::uint32_t i = 0; i < node.count; ++i)
      if (!constant(program_.operands[node.b + i])) return std::nullopt;
  } else if ((!is_comparison(node.op) && !looks_into_text(node.op)) || !constant(node.b)) {
    return std::nullopt;
  }
  if (program_.nodes[node.a].op != NodeOp::slot) return std::nullopt;
  return program_.nodes[node.a].a;
}

void TriedFacts::add_values(ExpressionId leaf, std::vector<Value>& values) const {
  const Node& node = program_.nodes[leaf];
  const auto add = [&](const Value& value) {
    if (may_be(value)) values.push_back(value);
  };
  const auto around = [&](const Value& value) {
    for (const std::int64_t step : {0, 1, -1})
      if (step == 0 || !(moved(value, step) == value)) add(moved(value, step));
  };
  if (values.empty()) {
    const Type& type = scope_.slots[slot_of(leaf).value()].type;
    if (type.kind == TypeKind::enumeration)
      for (const std::string& word : program_.enumerations[type.index].words) values.emplace_back(word);
    if (type.kind == TypeKind::text) values.emplace_back(std::string("~"));
    if (type.kind == TypeKind::yes_no) values = {Value(true), Value(false)};
    if (type.kind == TypeKind::enumeration || type.kind == TypeKind::yes_no) return;
  }
  if (scope_.slots[slot_of(leaf).value()].type.kind == TypeKind::enumeration || node.op == NodeOp::slot) return;
  if (node.op != NodeOp::in_list) return around(program_.constants[program_.nodes[node.b].a]);
  for (std::uint32_t i = 0; i < node.count; ++i) add(program_.constants[program_.nodes[program_.operands[node.b + i]].a]);
  if (node.count > 0) around(program_.constants[program_.nodes[program_.operands[node.b]].a]);
}

void TriedFacts::want(ExpressionId condition, bool yes) {
  const Node& node = program_.nodes[condition];
  if (node.op == NodeOp::logical_not) return want(node.a, !yes);
  if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return set(condition, yes);
  const bool all = (node.op == NodeOp::logical_and) == yes;
  bool chosen = false;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    const ExpressionId part = program_.operands[node.a + i];
    const bool last = i + 1 == node.count;
    const bool wanted = all || (!chosen && (last || can_be_tried(part)));
    chosen = chosen || wanted;
    if (wanted) want(part, yes);
    else leave(part);
  }
}

bool TriedFacts::can_be_tried(ExpressionId condition) const {
  const Node& node = program_.nodes[condition];
  if (node.op == NodeOp::logical_not) return can_be_tried(node.a);
  if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return leaves_.at(condition).tried;
  return std::ranges::all_of(program_.operands.begin() + node.a, program_.operands.begin() + node.a + node.count, [&](ExpressionId part) { return can_be_tried(part); });
}

void TriedFacts::leave(ExpressionId condition) {
  const Node& node = program_.nodes[condition];
  if (node.op == NodeOp::logical_not) return leave(node.a);
  if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return set(condition, std::nullopt);
  for (std::uint32_t i = 0; i < node.count; ++i) leave(program_.operands[node.a + i]);
}

void TriedFacts::set(ExpressionId id, std::optional<bool> wanted) {
  Leaf& leaf = leaves_.at(id);
  if (leaf.wanted == wanted) return;
  if (!leaf.tried) {
    if (leaf.wanted) --not_tried_;
    if (wanted) ++not_tried_;
    leaf.wanted = wanted;
    return;
  }
  leaf.wanted = wanted;
  OfFact& fact = by_slot_[leaf.slot];
  if (fact.changed) return;
  fact.changed = true;
  changed_.push_back(leaf.slot);
}

// A text that begins, goes on and ends as is wanted of it.
std::optional<Value> TriedFacts::text_of_all(const std::vector<std::pair<ExpressionId, bool>>& wanted) const {
  std::string begin, middle, end;
  for (const auto& [id, yes] : wanted) {
    const Node& node = program_.nodes[id];
    if (!yes || !looks_into_text(node.op)) continue;
    const std::string& text = *program_.constants[program_.nodes[node.b].a].as<std::string>();
    if (node.op == NodeOp::contains) middle += text;
    else if (std::string& side = node.op == NodeOp::starts_with ? begin : end; text.size() > side.size()) side = text;
  }
  return begin.empty() && middle.empty() && end.empty() ? std::nullopt : std::optional<Value>(begin + middle + end);
}

// What only a few are to answer is asked first: it is what most values do not give.
bool TriedFacts::settle(std::uint32_t slot) {
  const OfFact& fact = by_slot_[slot];
  std::vector<std::pair<ExpressionId, bool>> wanted;
  std::size_t yes = 0;
  for (const ExpressionId id : fact.asking)
    if (const auto& wish = leaves_.at(id).wanted) {
      wanted.emplace_back(id, *wish);
      yes += *wish ? 1 : 0;
    }
  const bool rarer = yes * 2 <= wanted.size();
  std::ranges::stable_partition(wanted, [&](const auto& one) { return one.second == rarer; });
  const auto fits = [&] {
    return std::ranges::all_of(wanted, [&](const auto& one) { return evaluate(program_, one.first, frame_) == (one.second ? Truth::yes : Truth::no); });
  };
  const auto fits_with = [&](const Value& value) {
    frame_.slots[slot] = value;
    return fits();
  };
  if (fits() || std::ranges::any_of(fact.values, fits_with)) return true;
  const auto text = scope_.slots[slot].type.kind == TypeKind::text ? text_of_all(wanted) : std::nullopt;
  return text && fits_with(*text);
}

bool TriedFacts::found() {
  for (const std::uint32_t slot : changed_) {
    OfFact& fact = by_slot_[slot];
    if (!fact.settled) --unsettled_;
    fact.changed = false;
    fact.settled = settle(slot);
    if (!fact.settled) ++unsettled_;
  }
  changed_.clear();
  return unsettled_ == 0 && not_tried_ == 0;
}

}  // namespace handrail::dsl
