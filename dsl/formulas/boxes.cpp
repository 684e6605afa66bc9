#include "dsl/formulas/boxes.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <limits>

namespace handrail::dsl {

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();

bool meet(const Box::Side& a, const Box::Side& b) {
  if (a.absent && b.absent) return true;
  if (std::max(a.least, b.least) > std::min(a.most, b.most)) return false;
  const auto allows = [](const Box::Side& side, std::int64_t value) {
    return value >= side.least && value <= side.most && (side.among.empty() || std::ranges::binary_search(side.among, value));
  };
  const Box::Side &named = a.among.empty() ? b : a, &other = a.among.empty() ? a : b;
  return named.among.empty() || std::ranges::any_of(named.among, [&](std::int64_t value) { return allows(named, value) && allows(other, value); });
}

bool within(const Box::Side& a, const Box::Side& b) {
  if (a.absent && !b.absent) return false;
  if (!b.among.empty() && a.among.empty()) return a.least == a.most && std::ranges::binary_search(b.among, a.least);
  if (!b.among.empty() && !std::ranges::includes(b.among, a.among)) return false;
  return a.least >= b.least && a.most <= b.most;
}

NodeOp turned(NodeOp op) {
  switch (op) {
    case NodeOp::less: return NodeOp::more;
    case NodeOp::more: return NodeOp::less;
    case NodeOp::at_most: return NodeOp::at_least;
    case NodeOp::at_least: return NodeOp::at_most;
    default: return op;
  }
}

NodeOp opposite(NodeOp op) {
  switch (op) {
    case NodeOp::equal: return NodeOp::not_equal;
    case NodeOp::not_equal: return NodeOp::equal;
    case NodeOp::less: return NodeOp::at_least;
    case NodeOp::at_least: return NodeOp::less;
    case NodeOp::more: return NodeOp::at_most;
    default: return NodeOp::more;
  }
}

}  // namespace

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
    if (one == a.sides.end() || one->slot != side.slot || !within(*one, side)) return false;
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
  if (!number) return false;
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

// --- corners ----------------------------------------------------------------------------------------------------------------------------

Corners::Corners(const Encoding& encoding) : encoding_(encoding) {
  const auto& slots = encoding.scope().slots;
  for (std::uint32_t i = 0; i < slots.size(); ++i) {
    const auto& path = slots[i].path;
    const bool words = slots[i].type.kind == TypeKind::enumeration || slots[i].type.kind == TypeKind::text;
    little_.push_back(slots[i].always_set ? Fact{Fact::State::known, 0} : Fact{Fact::State::unknown, 0});
    if (slots[i].always_set && slots[i].type.optional) little_.back().state = Fact::State::absent;
    else if (slots[i].always_set && words) words_.push_back(i);
    if (path == std::vector<std::string>{"now"}) now_ = i;
    if (path == std::vector<std::string>{"customer", "verified"}) verified_ = i;
    if (path == std::vector<std::string>{"customer", "id"}) id_ = i;
  }
}

bool Corners::free_of(const Box& box, const std::vector<const Box*>& near) const {
  if (!box.exact) return false;
  for (const bool high : {false, true}) {
    const auto point = at(box, high, near);
    if (point && std::ranges::none_of(near, [&](const Box* other) { return point->in(*other, false); })) return true;
  }
  return false;
}

std::optional<std::int64_t> Corners::within(const Box::Side& side, bool high) const {
  const auto [lowest_there, highest_there] = encoding_.bounds(side.slot);
  const std::int64_t least = std::max(side.least, lowest_there), most = std::min(side.most, highest_there);
  if (least > most) return std::nullopt;
  if (side.among.empty()) return high ? most : least;
  const auto inside = [&](std::int64_t value) { return value >= least && value <= most; };
  const auto one = high ? std::ranges::find_if(side.among.rbegin(), side.among.rend(), inside).base() - 1 : std::ranges::find_if(side.among, inside);
  if (high ? std::ranges::none_of(side.among, inside) : one == side.among.end()) return std::nullopt;
  return *one;
}

std::optional<Point> Corners::at(const Box& box, bool high, const std::vector<const Box*>& near) const {
  std::vector<Fact> facts = little_;
  std::vector<bool> asked(facts.size());
  for (const Box::Side& side : box.sides) {
    const auto value = within(side, high);
    if (side.slot == now_ || (!value && !side.absent)) return std::nullopt;
    asked[side.slot] = true;
    facts[side.slot] = value ? Fact{Fact::State::known, *value} : Fact{Fact::State::absent, 0};
    // Nobody is verified whose id is not known; it is none that a rule could name.
    if (side.slot == verified_ && id_ && !asked[*id_]) facts[*id_] = {Fact::State::known, encoding_.bounds(*id_).second};
  }
  // Of facts that always have a word, one that none of the others asks for.
  for (const std::uint32_t slot : words_) {
    if (asked[slot]) continue;
    const auto free = [&](std::int64_t word) {
      return std::ranges::none_of(near, [&](const Box* other) {
        const auto side = std::ranges::lower_bound(other->sides, slot, {}, &Box::Side::slot);
        return side != other->sides.end() && side->slot == slot && word >= side->least && word <= side->most;
      });
    };
    const std::vector<std::int64_t> choice = encoding_.words_of(slot);
    if (const auto word = std::ranges::find_if(choice, free); word != choice.end()) facts[slot].value = *word;
    else return std::nullopt;
  }
  return Point(std::move(facts));
}

namespace {

// The leaves of a condition that says so much of each: all of them hold. Otherwise none.
bool leaves_of(const Program& program, ExpressionId id, bool yes, std::vector<std::pair<ExpressionId, bool>>& leaves) {
  if (id == no_expression) return true;
  const Node& node = program.nodes[id];
  if (node.op == NodeOp::logical_not) return leaves_of(program, node.a, !yes, leaves);
  if (node.op == (yes ? NodeOp::logical_or : NodeOp::logical_and)) return false;
  if (node.op != (yes ? NodeOp::logical_and : NodeOp::logical_or)) {
    leaves.emplace_back(id, yes);
    return true;
  }
  for (std::uint32_t i = 0; i < node.count; ++i)
    if (!leaves_of(program, program.operands[node.a + i], yes, leaves)) return false;
  return true;
}

// Some fact may be as the rest has it and not as the whole does.
bool narrower(const Encoding& encoding, const Box& whole, const Box& rest) {
  return std::ranges::any_of(whole.sides, [&](const Box::Side& side) {
    const auto other = std::ranges::find(rest.sides, side.slot, &Box::Side::slot);
    const Slot& slot = encoding.scope().slots[side.slot];
    if (other == rest.sides.end() && !slot.always_set) return true;      // it may be unknown
    const auto [least, most] = encoding.bounds(side.slot);
    Box::Side left{side.slot, least, most, slot.type.optional, {}};
    if (other != rest.sides.end()) left = {side.slot, std::max(least, other->least), std::min(most, other->most), other->absent, other->among};
    return left.least <= left.most && !within(left, side);
  });
}

}  // namespace

bool every_part_matters(Encoding& encoding, const Corners& corners, ExpressionId when, ExpressionId unless) {
  std::vector<std::pair<ExpressionId, bool>> leaves;
  if (!leaves_of(encoding.program(), when, true, leaves) || !leaves_of(encoding.program(), unless, false, leaves)) return false;
  Boxes boxes(encoding);
  const auto without = [&](std::size_t out) {
    Box box;
    for (std::size_t i = 0; i < leaves.size(); ++i)
      if (i != out) boxes.add(leaves[i].first, leaves[i].second, box);
    std::ranges::sort(box.sides, {}, &Box::Side::slot);
    return box;
  };
  const Box whole = without(leaves.size());
  if (!corners.free_of(whole, {})) return false;
  for (std::size_t i = 0; i < leaves.size(); ++i)
    if (const Box rest = without(i); !rest.exact || !narrower(encoding, whole, rest)) return false;
  return true;
}

}  // namespace handrail::dsl
#endif
