#include "dsl/formulas/boxes.hpp"

#include "dsl/check/node_kinds.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <limits>

namespace handrail::dsl {

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();

}  // namespace

bool meet(const Box::Side& a, const Box::Side& b) {
  if (a.absent && b.absent) return true;
  if (std::max(a.least, b.least) > std::min(a.most, b.most)) return false;
  const auto allows = [](const Box::Side& side, std::int64_t value) {
    return value >= side.least && value <= side.most && (side.among.empty() || std::ranges::binary_search(side.among, value));
  };
  const Box::Side &named = a.among.empty() ? b : a, &other = a.among.empty() ? a : b;
  return named.among.empty() || std::ranges::any_of(named.among, [&](std::int64_t value) { return allows(named, value) && allows(other, value); });
}

bool covers(const Box::Side& a, const Box::Side& b) {
  if (b.absent && !a.absent) return false;
  if (!a.among.empty() && b.among.empty()) return b.least == b.most && std::ranges::binary_search(a.among, b.least);
  if (!a.among.empty() && !std::ranges::includes(a.among, b.among)) return false;
  return b.least >= a.least && b.most <= a.most;
}

bool apart(const Box& a, const Box& b) {
  auto one = a.sides.begin();
  auto other = b.sides.begin();
  while (one != a.sides.end() && other != b.sides.end()) {
    if (one->slot < other->slot) ++one;
    else if (other->slot < one->slot) ++other;
    else if (!meet(*one++, *other++)) return true;
  }
  return false;
}

bool inside(const Box& a, const Box& b) {
  if (!b.exact) return false;
  auto one = a.sides.begin();
  for (const Box::Side& side : b.sides) {
    while (one != a.sides.end() && one->slot < side.slot) ++one;
    if (one == a.sides.end() || one->slot != side.slot || !covers(side, *one)) return false;
  }
  return true;
}

Point::Point(const z3::model& model, const Encoding& encoding, const std::vector<std::uint32_t>& slots) : facts_(encoding.scope().slots.size()) {
  for (const std::uint32_t slot : slots) {
    const Term& term = encoding.slot(slot);
    if (true_in(model, term.absent)) facts_[slot].state = Fact::State::absent;
    else if (true_in(model, term.known && !term.odd)) facts_[slot] = {Fact::State::known, integer_in(model, term.value)};
    else facts_[slot].state = Fact::State::unknown;
  }
}

bool Point::in(const Box& box, bool unknown) const {
  return std::ranges::all_of(box.sides, [&](const Box::Side& side) {
    const Fact& fact = facts_[side.slot];
    switch (fact.state) {
      case Fact::State::unread: return true;
      case Fact::State::unknown: return unknown;
      case Fact::State::absent: return side.absent;
      case Fact::State::known: break;
    }
    return fact.value >= side.least && fact.value <= side.most && (side.among.empty() || std::ranges::binary_search(side.among, fact.value));
  });
}

// What only holds for some days is exact on none.
Box Boxes::of(const Rule& rule, ExpressionId when, ExpressionId unless) {
  Box box;
  box.exact = !rule.from && !rule.until;
  if (when != no_expression) read(when, true, box);
  if (unless != no_expression) read(unless, false, box);
  std::ranges::sort(box.sides, {}, &Box::Side::slot);
  return box;
}

std::vector<std::uint32_t> Boxes::slots() const {
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < read_.size(); ++i)
    if (read_[i]) all.push_back(i);
  return all;
}

void Boxes::read(ExpressionId id, bool yes, Box& box) {
  const Node& node = encoding_.program().nodes[id];
  if (node.op == NodeOp::logical_not) return read(node.a, !yes, box);
  const bool both = node.op == (yes ? NodeOp::logical_and : NodeOp::logical_or), one = node.op == (yes ? NodeOp::logical_or : NodeOp::logical_and);
  if (both)
    for (std::uint32_t i = 0; i < node.count; ++i) read(encoding_.program().operands[node.a + i], yes, box);
  else if (one) box.exact = false;
  else read_leaf(node, yes, box);
}

void Boxes::read_leaf(const Node& node, bool yes, Box& box) {
  if (node.op == NodeOp::slot) return narrow(box, {node.a, yes ? 1 : 0, yes ? 1 : 0, !yes});
  if (!read_comparison(node, yes, box) && !read_words(node, yes, box)) box.exact = false;
}

// The solver's number for a fixed value beside a fact of this kind; none where the two are counted in different units.
std::optional<std::int64_t> Boxes::number_of(TypeKind fact, ExpressionId constant) {
  const Node& node = encoding_.program().nodes[constant];
  if (node.op != NodeOp::constant) return std::nullopt;
  const Term term = encoding_.constant(encoding_.program().constants[node.a]);
  const auto counted = [](TypeKind kind) { return kind == TypeKind::enumeration ? TypeKind::text : kind == TypeKind::percent ? TypeKind::decimal : kind; };
  std::int64_t number = 0;
  if (counted(term.kind) != counted(fact) || !term.value.is_numeral_i64(number)) return std::nullopt;
  return number;
}

bool Boxes::read_comparison(const Node& node, bool yes, Box& box) {
  if (node.op < NodeOp::equal || node.op > NodeOp::at_least) return false;
  const auto& nodes = encoding_.program().nodes;
  const bool left = nodes[node.a].op == NodeOp::slot;
  if (!left && nodes[node.b].op != NodeOp::slot) return false;
  const std::uint32_t slot = nodes[left ? node.a : node.b].a;
  const auto number = number_of(encoding_.slot(slot).kind, left ? node.b : node.a);
  if (!number || *number == lowest || *number == highest) return false;   // nothing is beside them
  const NodeOp op = left ? node.op : turned(node.op);
  switch (yes ? op : opposite(op)) {
    case NodeOp::equal: narrow(box, {slot, *number, *number, !yes}); return true;
    case NodeOp::less: narrow(box, {slot, lowest, *number - 1, !yes}); return true;
    case NodeOp::at_most: narrow(box, {slot, lowest, *number, !yes}); return true;
    case NodeOp::more: narrow(box, {slot, *number + 1, highest, !yes}); return true;
    case NodeOp::at_least: narrow(box, {slot, *number, highest, !yes}); return true;
    default: return false;
  }
}

bool Boxes::read_words(const Node& node, bool yes, Box& box) {
  const Program& program = encoding_.program();
  if (node.op != NodeOp::in_list || !yes || program.nodes[node.a].op != NodeOp::slot || node.count == 0) return false;
  Box::Side side{program.nodes[node.a].a, 0, 0, false, {}};
  for (std::uint32_t i = 0; i < node.count; ++i) {
    const auto number = number_of(encoding_.slot(side.slot).kind, program.operands[node.b + i]);
    if (!number) return false;
    side.among.push_back(*number);
  }
  std::ranges::sort(side.among);
  side.least = side.among.front();
  side.most = side.among.back();
  narrow(box, std::move(side));
  return true;
}

void Boxes::narrow(Box& box, Box::Side side) {
  read_.resize(std::max<std::size_t>(read_.size(), side.slot + 1));
  read_[side.slot] = true;
  const auto there = std::ranges::find(box.sides, side.slot, &Box::Side::slot);
  if (there == box.sides.end()) return box.sides.push_back(std::move(side));
  there->least = std::max(there->least, side.least);
  there->most = std::min(there->most, side.most);
  there->absent = there->absent && side.absent;
  if (there->among.empty()) there->among = std::move(side.among);
  else if (!side.among.empty()) box.exact = false;           // the words of one of the two lists
}

}  // namespace handrail::dsl
#endif
