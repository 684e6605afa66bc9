#include "dsl/formulas/made_list.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <deque>
#include <map>

#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/acted_out.hpp"
#include "dsl/formulas/entry_program.hpp"
#include "dsl/formulas/preferring.hpp"
#include "dsl/formulas/sample_values.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t entries_min = 6, entries_max = 60;   // that the solver may put in; a person reads the list
constexpr std::uint64_t steps_max = 200'000;               // of the solver for one question: some milliseconds

class Making : public SpelledOut {
 public:
  explicit Making(const WantedList& wanted)
      : wanted_(wanted), program_(wanted.program), type_(wanted.scope.slots[wanted.slot].type),
        asked_(program_, wanted.scope, type_.element.front(), EntryProgram::Beside::values, &wanted.values), asking_(context_, ProofOptions{.budget = steps_max}),
        preferring_(asking_), outside_(context_, asking_.solver(), program_, wanted.scope, "") {
    std::size_t most = entries_min;
    for (const auto& [leaf, answer] : wanted.tests) read(leaf, most);
    for (const TermAnswer& one : wanted.terms) read(one.node, most);
    add_entries(std::min(most, entries_max));
    stay_as_they_are();
    outside_.spell_out(this);
  }

  std::optional<Value> make() {
    if (said_.empty()) return std::nullopt;
    std::vector<z3::expr> must;
    for (const auto& [leaf, answer] : wanted_.tests) must.push_back(answers(outside_.condition(leaf), answer));
    std::vector<z3::expr> as_taken = must;
    for (const TermAnswer& one : wanted_.terms)
      if (said_.contains(one.node)) as_taken.push_back(is(outside_.term(one.node), one.is));
    std::vector<z3::expr> fewest;
    for (std::size_t i = 0; i < std::min(unkeyed_.size(), entries_min); ++i) fewest.push_back(!entries_[unkeyed_[i]].there);
    wishes();
    if (preferring_.find(as_taken, {fewest}) != Satisfiable::yes && preferring_.find(must, {fewest}) != Satisfiable::yes) return std::nullopt;
    return list_in(preferring_.model());
  }

  std::optional<Tri> leaf(ExpressionId id) override {
    const Node& node = program_.nodes[id];
    if (key_of_map(id)) {
      const Term found = *term(id);
      return Tri{found.known && found.value == 1, found.absent || (found.known && found.value != 1)};
    }
    const auto said = said_.find(id);
    if (said == said_.end()) return std::nullopt;
    const bool every = node.op == NodeOp::all_of;
    z3::expr_vector some(context_), all(context_);
    for (Entry& entry : entries_) {
      const Tri tri = entry.encoding->condition(said->second);
      some.push_back(entry.there && (every ? tri.no : tri.yes));
      all.push_back(z3::implies(entry.there, every ? tri.yes : tri.no));
    }
    const Tri found{z3::mk_or(some), z3::mk_and(all)};
    return every || node.op == NodeOp::none_of ? Tri{found.no, found.yes} : found;
  }

  std::optional<Term> term(ExpressionId id) override {
    const Node& node = program_.nodes[id];
    const auto said = said_.find(id);
    if (said == said_.end()) return std::nullopt;
    if (const auto key = key_of_map(id)) {
      Entry& entry = entries_[*key];
      const Term found = entry.encoding->term(said->second);
      return Term{found.value, entry.there && found.known, !entry.there || found.absent, entry.there && found.odd, found.kind};
    }
    if (node.op == NodeOp::count_of) return count(said->second);
    return node.op == NodeOp::sum_of ? std::optional(sum(said->second)) : std::nullopt;
  }

 private:
  struct Entry {
    z3::expr there;
    std::optional<std::string> key;         // of a map, where it is asked for by it
    std::optional<Encoding> encoding;
  };

  static z3::expr is(const Term& term, TermAnswer::Is wanted) {
    switch (wanted) {
      case TermAnswer::Is::known: return term.known && !term.odd;
      case TermAnswer::Is::absent: return term.absent;
      case TermAnswer::Is::in_another_currency: return term.odd;
      default: return !term.known && !term.absent;
    }
  }

  // --- what is asked of the entries ---------------------------------------------------------------------------------------------------

  bool over_it(ExpressionId list) const { return program_.nodes[list].op == NodeOp::slot && program_.nodes[list].a == wanted_.slot; }

  void read(ExpressionId id, std::size_t& most) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::constant: case NodeOp::slot: case NodeOp::local: case NodeOp::look_up: return;
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: case NodeOp::count_of: case NodeOp::sum_of:
        if (over_it(node.a)) keep(id, asked_.of_entry(node.b));
        return;
      case NodeOp::in_value:
        if (over_it(node.b) && type_.kind == TypeKind::list) keep(id, asked_.is_entry(node.a));
        return read(node.a, most);
      case NodeOp::field: case NodeOp::index_of: return under_key(id);
      case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates: return read(node.a, most);
      case NodeOp::logical_and: case NodeOp::logical_or:
        for (std::uint32_t i = 0; i < node.count; ++i) read(program_.operands[node.a + i], most);
        return;
      case NodeOp::in_list:
        read(node.a, most);
        for (std::uint32_t i = 0; i < node.count; ++i) read(program_.operands[node.b + i], most);
        return;
      default: break;
    }
    if (is_comparison(node.op))                // a count is met by as many as it is compared with, and missed by one more
      for (const ExpressionId side : {node.a, node.b}) enough_for(side, most);
    read(node.a, most);
    read(node.b, most);
  }

  void enough_for(ExpressionId id, std::size_t& most) const {
    if (!settled(program_, id)) return;
    Frame frame;
    frame.slots = wanted_.values;
    const Value value = evaluate_value(program_, id, frame);
    if (const auto* number = value.as<std::int64_t>(); number && *number > 0) most = std::max(most, static_cast<std::size_t>(std::min<std::int64_t>(*number, entries_max)) + 2);
  }

  void keep(ExpressionId id, std::optional<ExpressionId> said) {
    if (said) said_.emplace(id, *said);
  }

  void under_key(ExpressionId id) {
    ExpressionId at = id;
    while (program_.nodes[at].op == NodeOp::field) at = program_.nodes[at].a;
    const Node& index = program_.nodes[at];
    if (index.op != NodeOp::index_of || !over_it(index.a) || type_.kind != TypeKind::map || !settled(program_, index.b)) return;
    Frame frame;
    frame.slots = wanted_.values;
    const Value value = evaluate_value(program_, index.b, frame);
    const auto* key = value.as<std::string>();
    const auto said = key ? asked_.of_entry(id, wanted_.slot) : std::nullopt;
    if (!said) return;
    said_.emplace(id, *said);
    const auto known = std::ranges::find(keys_, *key);
    keys_of_.emplace(id, static_cast<std::size_t>(known - keys_.begin()));
    if (known == keys_.end()) keys_.push_back(*key);
  }

  std::optional<std::size_t> key_of_map(ExpressionId id) const {
    const auto found = keys_of_.find(id);
    return found == keys_of_.end() ? std::nullopt : std::optional(found->second);
  }

  // --- the entries --------------------------------------------------------------------------------------------------------------------

  // Those under the keys that are asked for come first, each there or not.
  void add_entries(std::size_t most) {
    for (std::size_t i = 0; i < keys_.size() + most; ++i) {
      const std::string prefix = "e" + std::to_string(i);
      entries_.push_back({context_.bool_const((prefix + " there").c_str()), std::nullopt, std::nullopt});
      Entry& entry = entries_.back();
      entry.encoding.emplace(context_, asking_.solver(), asked_.program(), asked_.scope(), prefix, &asked_.lets());
      asking_.solver().add(entry.encoding->is_there(EntryProgram::root));
      if (i < keys_.size()) {
        entry.key = keys_[i];
        continue;
      }
      if (!unkeyed_.empty()) asking_.solver().add(z3::implies(entry.there, entries_[unkeyed_.back()].there));
      unkeyed_.push_back(i);
    }
  }

  void stay_as_they_are() {
    for (std::uint32_t i = 0; i < wanted_.scope.slots.size(); ++i) {
      const Term& fact = outside_.slot(i);
      const Value& value = wanted_.values[i];
      if (i == wanted_.slot) asking_.solver().add(fact.known && !fact.absent);
      else if (value.absent() || value.unknown()) asking_.solver().add(!fact.known && (value.absent() ? fact.absent : !fact.absent));
      else if (value.as<ValueList>() || value.as<ValueRecord>()) asking_.solver().add(fact.known);
      else if (const auto* money = value.as<Money>(); money && money->currency != program_.currency) asking_.solver().add(fact.known);
      else asking_.solver().add(fact.known && !fact.odd && fact.value == outside_.constant(value).value);
    }
  }

  Term count(ExpressionId said) {
    Formula value = outside_.number(0);
    z3::expr_vector known(context_);
    for (Entry& entry : entries_) {
      const Tri tri = entry.encoding->condition(said);
      value = value + z3::ite(entry.there && tri.yes, outside_.number(1), outside_.number(0));
      known.push_back(z3::implies(entry.there, tri.yes || tri.no));
    }
    return {value, z3::mk_and(known), outside_.truth(false), outside_.truth(false), TypeKind::whole_number};
  }

  // Of amounts in several currencies there is no sum; in another one it is one amount.
  Term sum(ExpressionId said) {
    Formula value = outside_.number(0), ours = outside_.truth(true), odd = outside_.truth(false);
    z3::expr_vector known(context_), amounts(context_);
    TypeKind kind = TypeKind::money;
    amounts.push_back(outside_.number(0));
    for (Entry& entry : entries_) {
      const Term amount = entry.encoding->term(said);
      kind = amount.kind;
      value = value + z3::ite(entry.there && amount.known, amount.value, outside_.number(0));
      known.push_back(z3::implies(entry.there, amount.known || amount.absent));
      amounts.push_back(z3::ite(entry.there && amount.known, outside_.number(1), outside_.number(0)));
      ours = ours && !(entry.there && amount.odd);
      odd = odd || (entry.there && amount.odd);
    }
    const z3::expr all = z3::mk_and(known), theirs = odd && z3::sum(amounts) == 1;
    return {value, all && (ours || theirs), outside_.truth(false), all && theirs, kind};
  }

  // Plain values: known, such as people write, and in the policy's currency.
  void wishes() {
    for (Entry& entry : entries_) {
      Encoding& encoding = *entry.encoding;
      for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i) {
        const Term& fact = encoding.slot(i);
        preferring_.always(fact.known);
        if (const auto nice = readable(encoding, i, readable_day)) preferring_.always(*nice);
      }
    }
  }

  // --- the list -----------------------------------------------------------------------------------------------------------------------

  std::optional<Value> list_in(const z3::model& model) {
    ValueList list;
    ValueRecord map;
    std::size_t others = 0;
    for (const Entry& entry : entries_) {
      if (!true_in(model, entry.there)) continue;
      std::vector<Value> values = entry.encoding->values(model);
      (void)act_out(asked_.program(), asked_.scope(), values, entry.encoding->answers(model));   // texts, and lists within it
      Value made = asked_.entry(values);
      if (type_.kind == TypeKind::list) list.push_back(std::move(made));
      else map.set(entry.key ? *entry.key : other_key(others++), std::move(made));
    }
    return type_.kind == TypeKind::list ? Value(std::move(list)) : Value(std::move(map));
  }

  // None of those that are asked for.
  std::string other_key(std::size_t number) const {
    std::string key = number == 0 ? "one" : "another " + std::to_string(number);
    while (std::ranges::find(keys_, key) != keys_.end()) key += " too";
    return key;
  }

  const WantedList& wanted_;
  const Program& program_;
  const Type& type_;
  EntryProgram asked_;
  std::map<ExpressionId, ExpressionId> said_;          // of each question about the list, what it asks of an entry
  std::map<ExpressionId, std::size_t> keys_of_;        // of what is asked of an entry under a key, which key
  std::vector<std::string> keys_;
  z3::context context_;
  Asking asking_;
  Preferring preferring_;
  Encoding outside_;
  std::deque<Entry> entries_;
  std::vector<std::size_t> unkeyed_;
};

}  // namespace

std::optional<Value> made_list(const WantedList& wanted) {
  try {
    return Making(wanted).make();
  } catch (const z3::exception&) {
    return std::nullopt;   // the solver gave up in its own way
  }
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

std::optional<Value> made_list(const WantedList&) { return std::nullopt; }

}  // namespace handrail::dsl

#endif
