// A model that has what must be, and of what would be nice as much as goes together, the first before the others.
#pragma once

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <optional>
#include <vector>

#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/encoding.hpp"
#include "dsl/formulas/formula.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

class Preferring {
 public:
  explicit Preferring(Asking& asking) : asking_(asking) {}

  // Wanted of every model, in this order of importance; asked once, so that they have one name each.
  void always(const z3::expr& nice) { always_.push_back(asking_.named(nice)); }

  // `ladders`: of each the first rung that goes with what is kept so far. `same`: wanted next, as much of it as goes together; nothing of it stays.
  Satisfiable find(const std::vector<z3::expr>& must, const std::vector<std::vector<z3::expr>>& ladders, const std::vector<z3::expr>& same = {}) {
    std::vector<z3::expr> kept;
    for (const z3::expr& one : must) kept.push_back(asking_.named(one));
    const Satisfiable there = asking_.ask(kept);
    if (there != Satisfiable::yes) return there;
    for (const auto& ladder : ladders)
      for (const z3::expr& rung : ladder)
        if (keep(kept, asking_.named(rung))) break;
    const Asking::Aside aside(asking_);
    std::vector<z3::expr> near;
    for (const z3::expr& one : same) near.push_back(asking_.named(one));
    keep_of(near, kept, 0, near.size());
    keep_of(always_, kept, 0, always_.size());
    const Satisfiable found = asking_.ask(kept);
    if (found == Satisfiable::yes) model_ = asking_.model();
    return found;
  }
  // Of the last that was found.
  [[nodiscard]] const z3::model& model() const { return *model_; }

 private:
  // All of them where they go together; else the first half before the second.
  void keep_of(const std::vector<z3::expr>& wanted, std::vector<z3::expr>& kept, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    const std::size_t before = kept.size();
    kept.insert(kept.end(), wanted.begin() + static_cast<std::ptrdiff_t>(begin), wanted.begin() + static_cast<std::ptrdiff_t>(end));
    if (asking_.ask(kept) == Satisfiable::yes) return;
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(before), kept.end());
    if (end - begin == 1) return;
    const std::size_t middle = begin + (end - begin) / 2;
    keep_of(wanted, kept, begin, middle);
    keep_of(wanted, kept, middle, end);
  }

  bool keep(std::vector<z3::expr>& kept, const z3::expr& one) {
    kept.push_back(one);
    if (asking_.ask(kept) == Satisfiable::yes) return true;
    kept.pop_back();
    return false;
  }

  Asking& asking_;
  std::vector<z3::expr> always_;
  std::optional<z3::model> model_;
};

// The facts that a model says, each as one formula: what another model of the same question may have in common with it.
inline std::vector<z3::expr> facts_in(const Encoding& encoding, const z3::model& model) {
  std::vector<z3::expr> all;
  for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i) {
    const Term& term = encoding.slot(i);
    const auto as_it_is = [&](const z3::expr& one) { return true_in(model, one) ? one : !one; };
    const z3::expr state = as_it_is(term.known) && as_it_is(term.absent) && as_it_is(term.odd);
    all.push_back(true_in(model, term.known) ? state && term.value == encoding.number(integer_in(model, term.value)) : state);
  }
  all.push_back(encoding.now() == encoding.number(integer_in(model, encoding.now())));
  return all;
}

// What a model answers to the questions about lists and maps.
inline std::vector<z3::expr> of_lists_in(const Encoding& encoding, const Program& program, const z3::model& model) {
  std::vector<z3::expr> all;
  for (const Encoding::Leaf& leaf : encoding.leaves()) {
    const auto slots = slots_of(program, leaf.node);
    const auto many = [&](std::uint32_t slot) { return encoding.scope().slots[slot].type.kind == TypeKind::list || encoding.scope().slots[slot].type.kind == TypeKind::map; };
    if (std::ranges::none_of(slots, many)) continue;
    all.push_back(true_in(model, leaf.tri.yes) ? leaf.tri.yes : true_in(model, leaf.tri.no) ? leaf.tri.no : !leaf.tri.yes && !leaf.tri.no);
  }
  return all;
}

// What the last answer about a clause was found with: the next one is to differ in as little as it can.
class Nearby {
 public:
  [[nodiscard]] std::vector<z3::expr> of(const Rule* rule, ExpressionId leaf, std::size_t step) const {
    return rule_ == rule && leaf_ == leaf && step_ == step ? facts_ : std::vector<z3::expr>{};
  }
  void keep(const Rule* rule, ExpressionId leaf, std::size_t step, std::vector<z3::expr> facts) {
    if (rule_ == rule && leaf_ == leaf && step_ == step) return;   // all are near to the first
    rule_ = rule;
    leaf_ = leaf;
    step_ = step;
    facts_ = std::move(facts);
  }

 private:
  const Rule* rule_ = nullptr;
  ExpressionId leaf_ = no_expression;
  std::size_t step_ = 0;
  std::vector<z3::expr> facts_;
};

// The truth of a condition once one of its leaves is settled, whatever it answers.
class Settled {
 public:
  Settled(const Program& program, ExpressionId leaf) : program_(program), leaf_(leaf) {}

  template <class Ask>   // the truth of another leaf
  Tri with(ExpressionId id, bool yes, const z3::expr& always, const Ask& ask) const {
    if (id == no_expression) return {always, !always};
    if (id == leaf_) return yes ? Tri{always, !always} : Tri{!always, always};
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) {
      const Tri inner = with(node.a, yes, always, ask);
      return {inner.no, inner.yes};
    }
    if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return ask(id);
    const bool both = node.op == NodeOp::logical_and;
    Tri all = both ? Tri{always, !always} : Tri{!always, always};
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Tri part = with(program_.operands[node.a + i], yes, always, ask);
      all = both ? Tri{all.yes && part.yes, all.no || part.no} : Tri{all.yes || part.yes, all.no && part.no};
    }
    return all;
  }

  // `when` holds and `unless` does not lift it, the one way with the leaf and the other way without.
  template <class Ask>
  z3::expr matters(ExpressionId when, ExpressionId unless, const z3::expr& always, const Ask& ask) const {
    const auto whole = [&](bool yes) {
      const Tri holds = with(when, yes, always, ask);
      if (unless == no_expression) return holds;
      const Tri spared = with(unless, yes, always, ask);
      return Tri{holds.yes && spared.no, holds.no || spared.yes};
    };
    const Tri with_it = whole(true), without = whole(false);
    return (with_it.yes && without.no) || (with_it.no && without.yes);
  }

  // Nothing that stands before the leaf settles the clause already.
  template <class Ask>
  z3::expr asked(ExpressionId when, ExpressionId unless, const z3::expr& always, const Ask& ask) const {
    if (contains(when)) return reached(when, always, ask);
    if (unless == no_expression || !contains(unless)) return always;
    return !with(when, true, always, ask).no && reached(unless, always, ask);
  }

 private:
  bool contains(ExpressionId id) const {
    if (id == leaf_) return true;
    if (id == no_expression) return false;
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return contains(node.a);
    if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return false;
    for (std::uint32_t i = 0; i < node.count; ++i)
      if (contains(program_.operands[node.a + i])) return true;
    return false;
  }

  template <class Ask>
  z3::expr reached(ExpressionId id, const z3::expr& always, const Ask& ask) const {
    const Node& node = program_.nodes[id];
    if (id == leaf_) return always;
    if (node.op == NodeOp::logical_not) return reached(node.a, always, ask);
    Formula open = always;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const ExpressionId part = program_.operands[node.a + i];
      if (contains(part)) return open && reached(part, always, ask);
      const Tri before = with(part, true, always, ask);
      open = open && !(node.op == NodeOp::logical_and ? before.no : before.yes);
    }
    return open;
  }

  const Program& program_;
  ExpressionId leaf_;
};

// Texts that nothing says are the same are told apart.
inline void prefer_different_texts(Preferring& preferring, const Encoding& encoding) {
  const auto& slots = encoding.scope().slots;
  for (std::uint32_t i = 0; i < slots.size(); ++i)
    for (std::uint32_t other = 0; other < i; ++other)
      if (slots[i].type.kind == TypeKind::text && slots[other].type.kind == TypeKind::text) preferring.always(encoding.slot(i).value != encoding.slot(other).value);
}

// How near to each other the sides of a comparison may come, nearest first; empty for what has no order.
inline std::vector<z3::expr> nearness(Encoding& encoding, const Program& program, ExpressionId leaf) {
  const Node& node = program.nodes[leaf];
  if (node.op < NodeOp::less || node.op > NodeOp::at_least) return {};
  const Term a = encoding.term(node.a), b = encoding.term(node.b);
  std::int64_t unit = 1;
  if (a.kind == TypeKind::decimal || a.kind == TypeKind::percent) unit = 10'000;
  if (a.kind == TypeKind::time || a.kind == TypeKind::duration) unit = 1000;
  const z3::expr apart = a.value - b.value;
  return {apart == encoding.number(0), apart == encoding.number(unit) || apart == encoding.number(-unit)};
}

// What a quantifier, a count or a sum cannot say is written as its list not being known, where that will do: a case cannot say that a field of some entry is not.
inline std::vector<z3::expr> lists_unknown(const Encoding& encoding, const Program& program, ExpressionId leaf) {
  Formula all = encoding.truth(true);
  const Node& node = program.nodes[leaf];
  for (const ExpressionId side : is_comparison(node.op) ? std::vector{node.a, node.b} : std::vector{leaf}) {
    const Node& over = program.nodes[side];
    const bool goes_over = over.op == NodeOp::any_of || over.op == NodeOp::all_of || over.op == NodeOp::none_of || over.op == NodeOp::count_of || over.op == NodeOp::sum_of;
    const ExpressionId within = goes_over ? over.a : over.op == NodeOp::in_value ? over.b : no_expression;
    if (within == no_expression || program.nodes[within].op != NodeOp::slot) continue;
    const Term& list = encoding.slot(program.nodes[within].a);
    all = all && !list.known && !list.absent;
  }
  return {all};
}

inline z3::expr answers(const Tri& tri, Truth answer) { return answer == Truth::yes ? tri.yes : answer == Truth::no ? tri.no : !tri.yes && !tri.no; }

// Numbers that people write: no debts, no fortunes, moments of the last year.
inline std::optional<z3::expr> readable(Encoding& encoding, std::uint32_t index, Instant day) {
  const Term& term = encoding.slot(index);
  const auto between = [&](std::int64_t least, std::int64_t most) { return term.value >= encoding.number(least) && term.value <= encoding.number(most); };
  switch (term.kind) {
    case TypeKind::money: return between(100, 1'000'000) && !term.odd;
    case TypeKind::whole_number: return between(0, 1000);
    case TypeKind::decimal: case TypeKind::percent: return between(0, 1'000'000);
    case TypeKind::time: return between(day.ms - days(365).ms, day.ms);
    case TypeKind::duration: return between(0, days(365).ms);
    default: return std::nullopt;
  }
}

inline constexpr Instant readable_day{1'767'607'200'000};   // 2026-01-05T10:00Z, as cases have it

}  // namespace handrail::dsl
#endif
