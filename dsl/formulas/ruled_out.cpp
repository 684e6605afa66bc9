#include "dsl/formulas/ruled_out.hpp"

#include "dsl/check/node_kinds.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

namespace handrail::dsl {

namespace {

using Kind = Literal::Kind;

constexpr std::size_t ways_max = 64;      // of one rule: who writes more alternatives means a table

bool ordered(Kind kind) { return kind == Kind::lower || kind == Kind::upper; }
bool of_words(Kind kind) { return kind == Kind::except || kind == Kind::equal; }

// Both together, where they can be: of two bounds on one side the tighter.
std::optional<Way> together(const Way& one, const Way& other) {
  Way all = one;
  for (const Literal& literal : other) {
    if (std::ranges::any_of(all, [&](const Literal& there) { return apart(there, literal); })) return std::nullopt;
    if (std::ranges::any_of(all, [&](const Literal& there) { return implies(there, literal); })) continue;
    std::erase_if(all, [&](const Literal& there) { return implies(literal, there); });
    all.push_back(literal);
  }
  return all;
}

}  // namespace

// A value stands on a bound (2b) or beyond it (2b + 1): a lower literal leaves what is at its index or above, an upper one what is below.
bool apart(const Literal& a, const Literal& b) {
  if (a.axis != b.axis) return false;
  if (a.kind == Kind::lower && b.kind == Kind::upper) return a.index >= b.index;
  if (a.kind == Kind::upper && b.kind == Kind::lower) return b.index >= a.index;
  if (ordered(a.kind) || ordered(b.kind)) return false;
  if (of_words(a.kind) != of_words(b.kind)) return false;
  if (of_words(a.kind)) return a.kind == Kind::equal && b.kind == Kind::equal ? a.index != b.index : a.kind != b.kind && a.index == b.index;
  return a.kind != b.kind;
}

bool implies(const Literal& a, const Literal& b) {
  if (a == b) return true;
  if (a.axis != b.axis) return false;
  if (a.kind == Kind::equal && b.kind == Kind::except) return a.index != b.index;
  if (a.kind != b.kind) return false;
  return a.kind == Kind::lower ? a.index >= b.index : a.kind == Kind::upper && a.index <= b.index;
}

RuledOut::RuledOut(const Axes& axes, const Encoding& encoding, std::vector<ReadRule> rules, bool known)
    : axes_(axes), encoding_(encoding), rules_(std::move(rules)), known_(known), by_axis_(axes.size()), made_(axes.size()) {
  for (std::uint32_t axis = 0; axis < axes.size(); ++axis) made_[axis].except.resize(axes.bounds(axis));
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const ReadRule& rule = rules_[i];
    Part whole{Part::Kind::both, 0, {}};
    if (rule.when != no_expression) whole.parts.push_back(read(encoding, rule.when));
    if (rule.unless != no_expression) whole.parts.push_back(joint({Part::Kind::turned, 0, {read(encoding, rule.unless)}}));
    conditions_.push_back(joint(whole));
    const auto on_days = [&](const std::optional<Instant>& moment, NodeOp op) {
      const auto place = moment ? axes.place(*moment, op) : std::nullopt;
      if (!place) return;
      const std::uint32_t leaf = leaf_at(*place);
      parts_[conditions_.back()].parts.push_back(leaf);
    };
    on_days(rule.rule->from, NodeOp::at_least);
    on_days(rule.rule->until, NodeOp::less);
    listen(i, conditions_.back());
  }
}

std::uint32_t RuledOut::joint(Part part) {
  parts_.push_back(std::move(part));
  return static_cast<std::uint32_t>(parts_.size() - 1);
}

std::uint32_t RuledOut::leaf_at(const Place& place) {
  places_.push_back(place);
  return joint({Part::Kind::leaf, static_cast<std::uint32_t>(places_.size() - 1), {}});
}

std::uint32_t RuledOut::read(const Encoding& encoding, ExpressionId id) {
  const Node& node = encoding.program().nodes[id];
  if (node.op == NodeOp::logical_not) return joint({Part::Kind::turned, 0, {read(encoding, node.a)}});
  if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or) {
    Part all{node.op == NodeOp::logical_and ? Part::Kind::both : Part::Kind::either, 0, {}};
    for (std::uint32_t i = 0; i < node.count; ++i) all.parts.push_back(read(encoding, encoding.program().operands[node.a + i]));
    return joint(std::move(all));
  }
  const Encoding::Leaf* leaf = encoding.leaf_of(id);
  return leaf_at(leaf ? axes_.place(encoding, leaf->node) : Place{});
}

void RuledOut::listen(std::size_t rule, std::uint32_t part) {
  if (parts_[part].kind == Part::Kind::leaf) return listen_to(rule, places_[parts_[part].leaf]);
  for (const std::uint32_t inner : parts_[part].parts) listen(rule, inner);
}

void RuledOut::listen_to(std::size_t rule, const Place& place) {
  const auto once = [&](std::vector<std::size_t>& all) {
    if (all.empty() || all.back() != rule) all.push_back(rule);
  };
  if (place.kind != Place::Kind::free) once(by_axis_[place.axis]);
  for (const std::uint32_t state : place.states) once(by_axis_[state]);
  if (place.kind == Place::Kind::word) once(by_word_[{place.axis, place.bound}]);
  for (const Place& one : place.among) listen_to(rule, one);
}

void RuledOut::axes_of(ExpressionId condition, std::vector<bool>& asked) const {
  if (condition == no_expression) return;
  const Node& node = encoding_.program().nodes[condition];
  if (node.op == NodeOp::logical_not) return axes_of(node.a, asked);
  if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or) {
    for (std::uint32_t i = 0; i < node.count; ++i) axes_of(encoding_.program().operands[node.a + i], asked);
    return;
  }
  const auto mark = [&](const auto& self, const Place& place) -> void {
    if (place.kind != Place::Kind::free) asked[place.axis] = true;
    for (const std::uint32_t state : place.states) asked[state] = true;
    for (const Place& one : place.among) self(self, one);
  };
  const Encoding::Leaf* leaf = encoding_.leaf_of(condition);
  if (leaf) mark(mark, axes_.place(encoding_, leaf->node));
}

void RuledOut::make(const std::vector<Literal>& literals) {
  for (Made& made : made_) {
    made.lower = made.upper = made.equal = std::nullopt;
    made.state = std::nullopt;
    if (made.excepted > 0) made.except.assign(made.except.size(), false);
    made.excepted = 0;
  }
  for (const Literal& literal : literals) add(literal);
}

void RuledOut::add(const Literal& literal) {
  Made& made = made_[literal.axis];
  switch (literal.kind) {
    case Kind::lower: made.lower = literal.index; return;
    case Kind::upper: made.upper = literal.index; return;
    case Kind::equal: made.equal = literal.index; return;
    case Kind::except:
      made.except[literal.index] = true;
      ++made.excepted;
      return;
    default: made.state = literal.kind;
  }
}

void RuledOut::take(const Literal& literal) {
  Made& made = made_[literal.axis];
  switch (literal.kind) {
    case Kind::lower: made.lower.reset(); return;
    case Kind::upper: made.upper.reset(); return;
    case Kind::equal: made.equal.reset(); return;
    case Kind::except:
      made.except[literal.index] = false;
      --made.excepted;
      return;
    default: made.state.reset();
  }
}

bool RuledOut::out(std::size_t rule) const {
  const Truths all = truths(conditions_[rule]);
  return !all.yes && !(rules_[rule].open_too && all.open);
}

std::vector<std::size_t> RuledOut::in() const {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < rules_.size(); ++i)
    if (!out(i)) all.push_back(i);
  return all;
}

const std::vector<std::size_t>& RuledOut::asking(const Literal& literal) const {
  if (literal.kind != Kind::except || axes_.closed(literal.axis)) return by_axis_[literal.axis];
  const auto found = by_word_.find({literal.axis, literal.index});
  return found == by_word_.end() ? nobody_ : found->second;
}

RuledOut::Truths RuledOut::truths(std::uint32_t at) const {
  const Part& part = parts_[at];
  if (part.kind == Part::Kind::leaf) return of_place(places_[part.leaf]);
  if (part.kind == Part::Kind::turned) {
    const Truths inner = truths(part.parts.front());
    return {inner.no, inner.yes, inner.open};
  }
  const bool both = part.kind == Part::Kind::both;
  Truths all{both, !both, false};
  for (const std::uint32_t inner : part.parts) {
    const Truths one = truths(inner);
    const bool open = (all.open && (one.open || (both ? one.yes : one.no))) || (one.open && (both ? all.yes : all.no));
    all = both ? Truths{all.yes && one.yes, all.no || one.no, open} : Truths{all.yes || one.yes, all.no && one.no, open};
  }
  return all;
}

RuledOut::Truths RuledOut::of_place(const Place& place) const {
  switch (place.kind) {
    case Place::Kind::ordered: return of_ordered(place);
    case Place::Kind::word: return of_word(place);
    case Place::Kind::listed: return of_listed(place);
    case Place::Kind::truth: return of_truth(place);
    case Place::Kind::state: return of_state(place);
    case Place::Kind::free: break;
  }
  return {true, true, !known_};
}

// `said`: a statement about the fact is made, so that it is known. Of what is known not to be there nothing is so.
RuledOut::Truths RuledOut::on_known(const Place& place, bool said, bool may_yes, bool may_no) const {
  if (said) return {may_yes, may_no, false};
  bool open = false, settled = true;
  for (const std::uint32_t axis : place.states) {
    const auto& state = made_[axis].state;
    if (state == Kind::absent) return {false, true, false};
    open = open || state == Kind::unknown || state == Kind::odd;
    settled = settled && state.has_value();
  }
  if (open) return {false, !settled, true};
  return {may_yes, may_no || !settled, !known_ && !settled};
}

RuledOut::Truths RuledOut::of_ordered(const Place& place) const {
  const Made& made = made_[place.axis];
  const std::int64_t at = 2 * std::int64_t{place.bound};
  const std::int64_t least = made.lower ? std::int64_t{*made.lower} : -1, most = made.upper ? std::int64_t{*made.upper} - 1 : at + 1 + 2 * std::int64_t(axes_.bounds(place.axis));
  const auto may = [&](NodeOp op) {
    switch (op) {
      case NodeOp::less: return least < at;
      case NodeOp::at_most: return least <= at;
      case NodeOp::more: return most > at;
      case NodeOp::at_least: return most >= at;
      case NodeOp::equal: return least <= at && at <= most;
      default: return least != at || most != at;
    }
  };
  return on_known(place, made.lower || made.upper, may(place.op), may(opposite(place.op)));
}

RuledOut::Truths RuledOut::of_word(const Place& place) const {
  const Made& made = made_[place.axis];
  bool is = true, is_not = true;
  if (made.equal) {
    is = *made.equal == place.bound;
    is_not = !is;
  } else if (made.except[place.bound]) {
    is = false;
  } else if (axes_.closed(place.axis) && made.excepted + 1 == made.except.size()) {
    is_not = false;
  }
  const bool equal = place.op == NodeOp::equal;
  return on_known(place, made.equal || made.excepted > 0, equal ? is : is_not, equal ? is_not : is);
}

RuledOut::Truths RuledOut::of_truth(const Place& place) const {
  const auto& said = made_[place.axis].state;
  if (said == Kind::unknown) return {false, true, true};
  // A yes is a yes; a no may be that of a fact that is not there, which is no way round.
  if (said == Kind::yes) return place.turned ? Truths{false, true, false} : Truths{true, false, false};
  if (said == Kind::no) return place.turned ? Truths{true, true, false} : Truths{false, true, false};
  if (!place.states.empty()) return on_known(place, false, true, true);
  return {true, true, !known_};
}

RuledOut::Truths RuledOut::of_listed(const Place& place) const {
  const auto& said = made_[place.axis].state;
  if (said == Kind::yes) return {true, false, false};
  if (said == Kind::unknown) return {false, false, true};
  Truths any{false, true, false};
  for (const Place& one : place.among) {
    const Truths is = of_place(one);
    any = {any.yes || is.yes, any.no && is.no, any.open || is.open};
  }
  if (said == Kind::no) any.yes = false;
  return any;
}

RuledOut::Truths RuledOut::of_state(const Place& place) const {
  const auto& said = made_[place.axis].state;
  if (!said) return {true, true, false};
  const bool yes = place.op == NodeOp::is_known ? said == Kind::known || said == Kind::odd : said == Kind::unknown;
  return {yes, !yes, false};
}

std::optional<std::vector<Way>> RuledOut::ways(std::size_t rule) const { return ways_of(conditions_[rule], true); }

std::optional<std::vector<Way>> RuledOut::ways_of(std::uint32_t at, bool yes) const {
  const Part& part = parts_[at];
  if (part.kind == Part::Kind::leaf) return ways_of_place(places_[part.leaf], yes);
  if (part.kind == Part::Kind::turned) return ways_of(part.parts.front(), !yes);
  const bool both = (part.kind == Part::Kind::both) == yes;
  std::vector<Way> all(both ? 1 : 0);
  for (const std::uint32_t inner : part.parts) {
    const auto one = ways_of(inner, yes);
    if (!one) return std::nullopt;
    std::vector<Way> joined;
    if (both) {
      for (const Way& a : all)
        for (const Way& b : *one)
          if (auto way = together(a, b)) joined.push_back(std::move(*way));
    } else {
      joined = std::move(all);
      joined.insert(joined.end(), one->begin(), one->end());
    }
    if (joined.size() > ways_max) return std::nullopt;
    all = std::move(joined);
  }
  return all;
}

std::optional<std::vector<Way>> RuledOut::ways_of_place(const Place& place, bool yes) const {
  const auto one = [&](Kind kind, std::uint32_t index) { return Literal{place.axis, kind, index}; };
  switch (place.kind) {
    case Place::Kind::ordered: {
      const std::uint32_t on = 2 * place.bound, past = on + 1;
      switch (yes ? place.op : opposite(place.op)) {
        case NodeOp::less: return std::vector<Way>{{one(Kind::upper, on)}};
        case NodeOp::at_most: return std::vector<Way>{{one(Kind::upper, past)}};
        case NodeOp::more: return std::vector<Way>{{one(Kind::lower, past)}};
        case NodeOp::at_least: return std::vector<Way>{{one(Kind::lower, on)}};
        case NodeOp::equal: return std::vector<Way>{{one(Kind::lower, on), one(Kind::upper, past)}};
        default: return std::vector<Way>{{one(Kind::upper, on)}, {one(Kind::lower, past)}};
      }
    }
    case Place::Kind::word: return std::vector<Way>{{one((place.op == NodeOp::equal) == yes ? Kind::equal : Kind::except, place.bound)}};
    case Place::Kind::listed: {
      std::vector<Way> all(yes ? 0 : 1);
      for (const Place& word : place.among) {
        const auto way = ways_of_place(word, yes);
        if (!way || way->size() != 1 || all.size() > ways_max) return std::nullopt;
        if (yes) all.push_back(way->front());
        else all.front().insert(all.front().end(), way->front().begin(), way->front().end());
      }
      return all;
    }
    case Place::Kind::truth: return std::vector<Way>{{one(place.turned == yes ? Kind::no : Kind::yes, 0)}};
    case Place::Kind::state: return std::vector<Way>{{one((place.op == NodeOp::is_known) == yes ? Kind::known : Kind::unknown, 0)}};
    case Place::Kind::free: break;
  }
  return std::nullopt;
}

}  // namespace handrail::dsl
#endif
