// What an expression is worth, a sentence for each kind of node, and what an author's words for a way on mean: on this the gate (reference.cpp) and the
// conversation (conversation.cpp) stand.
#pragma once

#include <map>
#include <regex>

#include "tests/reference/quantities.hpp"
#include "tests/reference/reference.hpp"
#include "tests/reference/tree_parts.hpp"

namespace handrail::reference {
using namespace dsl;

// --- three answers, no < unknown < yes: `and` is the least of its answers, `or` the greatest. Of what is not there, nothing holds. -------------

inline int rank(const Value& answer) { return answer.absent() || answer == Value(false) ? 0 : answer == Value(true) ? 2 : 1; }
inline Value ranked(int rank) { return rank == 1 ? Value() : Value(rank == 2); }
inline bool yes(const Value& answer) { return rank(answer) == 2; }
inline bool no(const Value& answer) { return rank(answer) == 0; }
inline Value opposite(const Value& answer) { return ranked(2 - rank(answer)); }
inline Value all_of(const ValueList& answers) { return answers.empty() ? Value(true) : ranked(rank(std::ranges::min(answers, {}, rank))); }
inline Value any_of(const ValueList& answers) { return answers.empty() ? Value(false) : ranked(rank(std::ranges::max(answers, {}, rank))); }

// --- facts and expressions: a sentence for each kind of node --------------------------------------------------------------------------------
struct Meaning {
  const Facts& facts;
  // "customer.plan". A path that begins with no fact is a word of an enumeration.
  Value fact(const std::string& path) const {
    const std::size_t dot = path.rfind('.');
    if (dot != std::string::npos) return field_of(fact(path.substr(0, dot)), path.substr(dot + 1));
    return facts.names.contains(path) ? facts.names.at(path) : Value(path);
  }
  Value known(const std::string& name) const { return facts.names.contains(name) ? facts.names.at(name) : Value(); }

  Value of(const Expression& e) const { return std::visit(*this, e.node); }
  ValueList of(const Operands& all) const {
    ValueList values;
    for (const Expression& e : all) values.push_back(of(e));
    return values;
  }
  Value operator()(const LiteralNode& node) const { return node.value; }
  Value operator()(const PathNode& node) const { return fact(path_of(node)); }
  Value operator()(const MemberNode& node) const { return field_of(of(node.owner[0]), node.field.text); }
  Value operator()(const NotNode& node) const { return opposite(of(node.operand[0])); }
  Value operator()(const AndNode& node) const { return all_of(of(node.operands)); }
  Value operator()(const OrNode& node) const { return any_of(of(node.operands)); }
  Value operator()(const ArithmeticNode& node) const { return value_of(exact(node)); }
  Value operator()(const LookUpNode& node) const { return latest(facts, node.tool.text, of(node.arguments)).value_or(LookUp{}).result; }
  Value operator()(const IndexNode& node) const {
    const Value map = of(node.sides[0]), key = of(node.sides[1]);
    return key.absent() || (key.unknown() && !map.absent()) ? key : field_of(map, key.unknown() ? "" : *key.as<std::string>());
  }
  // A number as exact as it is compared: what is calculated may be larger than a value.
  Quantity exact(const ArithmeticNode& node) const { return calculate(node.op, exact(node.sides[0]), exact(node.sides[1])); }
  Quantity exact(const SumNode& node) const {
    Quantity total = each(node).unknown() ? Quantity{} : quantity(0);
    const auto add = [&](const Meaning& seen) {
      if (const Quantity term = seen.exact(node.term[0]); !term.like.absent()) total = calculate(Arithmetic::add, total, term);
      return Value();
    };
    each(node, add);
    return total;
  }
  Quantity exact(const Expression& e) const {
    if (const auto* sum = std::get_if<SumNode>(&e.node)) return exact(*sum);
    const auto* node = std::get_if<ArithmeticNode>(&e.node);
    return node != nullptr ? exact(*node) : quantity(of(e));
  }
  Value operator()(const KnownNode& node) const {
    const Value asked = exact(node.operand[0]).like;   // what is known not to be there is neither
    return !asked.absent() && asked.unknown() != node.known;
  }

  // `angry` is a signal, and beside a mood one of its words.
  Value beside(const Value& other, const Expression& e) const {
    const Value found = of(e);
    return found.as<bool>() != nullptr && other.as<std::string>() != nullptr ? Value(path_of(std::get<PathNode>(e.node))) : found;
  }
  Value operator()(const CompareNode& node) const {
    const Quantity left = exact(node.sides[0]), right = exact(node.sides[1]);
    return compare(node.op, left, right.kind.empty() ? quantity(beside(left.like, node.sides[1])) : right);
  }
  Value operator()(const TextTestNode& node) const {
    const Value left = of(node.sides[0]), right = of(node.sides[1]);
    if (left.absent() || right.absent()) return false;
    if (left.unknown() || right.unknown()) return {};
    const std::string &text = *left.as<std::string>(), &part = *right.as<std::string>();
    if (node.test == TextTest::matches) return std::regex_match(text, std::regex(part));
    if (node.test == TextTest::contains) return text.find(part) != std::string::npos;
    return node.test == TextTest::starts_with ? text.starts_with(part) : text.ends_with(part);
  }
  // In a list as it is written, or that is named, or among the keys of a map. What is not there is in no list and outside of none.
  Value operator()(const InListNode& node) const {
    const Value needle = of(node.needle[0]);
    ValueList items, same{node.negated && needle.unknown() ? Value() : Value(false)};
    for (const Expression& item : node.items) items.push_back(beside(needle, item));
    const bool named = items.size() == 1 && std::holds_alternative<PathNode>(node.items[0].node) && items[0].as<std::string>() == nullptr;
    if (needle.absent()) return false;
    if (named && !items[0].absent() && (items[0].unknown() || needle.unknown())) return {};
    for (const Value& item : named ? items_of(items[0], true) : items) same.push_back(compare(Comparison::equal, needle, item));
    return node.negated ? opposite(any_of(same)) : any_of(same);
  }
  Value operator()(const DuplicatesNode& node) const {
    const Value list = of(node.list[0]);
    ValueList items = items_of(list), same{list.unknown() ? Value() : Value(false)};
    for (; !items.empty(); items.pop_back())
      for (std::size_t i = 0; i + 1 < items.size(); ++i) same.push_back(compare(Comparison::equal, items[i], items.back()));
    return node.negated ? opposite(any_of(same)) : any_of(same);
  }

  // What is said of each item of a list or entry of a map, or of two lists of one length in pairs.
  Value each(const auto& node, const auto& said) const {
    const Value left = of(node.list.front()), right = of(node.list.back());
    const ValueList a = items_of(left), b = items_of(right);
    if (left.absent() || right.absent()) return Absent{};
    if (left.unknown() || right.unknown() || a.size() != b.size()) return {};   // nobody knows which belong together
    ValueList made;
    for (std::size_t i = 0; i < a.size(); ++i) {
      Facts seen = facts;
      seen.names[node.variable.text] = a[i];
      if (node.second) seen.names[node.second->text] = b[i];
      made.push_back(said(Meaning{seen}));
    }
    return made;
  }
  Value each(const auto& node) const {
    return each(node, [](const Meaning&) { return Value(true); });
  }
  Value operator()(const QuantifierNode& node) const {
    const Value said = each(node, [&](const Meaning& seen) { return node.condition.empty() ? Value(true) : seen.of(node.condition[0]); });
    const ValueList answers = items_of(said);
    if (said.unknown()) return {};
    if (node.quantifier == Quantifier::any) return any_of(answers);
    if (node.quantifier == Quantifier::none) return opposite(any_of(answers));
    if (node.quantifier == Quantifier::all) return said.absent() ? Value(false) : all_of(answers);   // of no list nothing can be said to hold
    const auto so_many = [&](int wanted) { return std::int64_t{std::ranges::count(answers, wanted, rank)}; };
    return so_many(1) > 0 ? Value() : Value(so_many(2));
  }
  Value operator()(const SumNode& node) const { return value_of(exact(node)); }
  // What earlier calls add up to, and what earlier messages said.
  Value operator()(const WindowNode& node) const { return known(name_of(node)); }
  Value operator()(const RunningNode& node) const { return compare(Comparison::at_least, known(node.signal.text + " running"), node.count); }

  // `when X unless Y`, and `from … until …`: whether it is a rule now.
  Value holds(const std::optional<Expression>& when, const std::optional<Expression>& unless) const {
    return all_of({when ? of(*when) : Value(true), unless ? opposite(of(*unless)) : Value(true)});
  }
  bool active(const std::optional<ActivePeriod>& period) const {
    const auto reached = [&](const Expression& time) { return facts.now >= *literal(time).as<Instant>(); };
    return !period || ((!period->from || reached(*period->from)) && !(period->until && reached(*period->until)));
  }
  Value now(const auto& clause) const { return active(clause.active) ? holds(clause.when, clause.unless) : Value(false); }
};

inline void add_lists(const Tree& tree, Facts& facts) {
  for (const ListBlock* list : blocks<ListBlock>(tree)) facts.names[list->name.text] = Meaning{facts}.of(list->items);
}

// What is done, from lax to strict (what a person looks at before it goes out is stricter than what goes out by itself), and what a "no" offers by it.
struct Way { int strictness; std::string done, offered; };
using enum ActionWord;
inline const std::map<ActionWord, Way> ways_on{{none, {0, "", ""}}, {answer, {0, "answer", ""}}, {draft, {1, "draft", ""}}, {ask, {2, "ask", "ask "}},
    {ask_for, {2, "ask", "ask "}}, {verify, {2, "verify", "verify customer"}}, {offer_person, {3, "offer a person", "offer person"}},
    {hand_off, {4, "hand off", "hand_off "}}, {refuse, {5, "refuse", ""}}};

inline int strictness(const ActionNode& action) { return ways_on.at(action.word).strictness; }

}  // namespace handrail::reference
