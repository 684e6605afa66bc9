#include "tests/reference/reference.hpp"

#include <algorithm>
#include <regex>

namespace handrail::reference {

using namespace dsl;

// --- three answers ----------------------------------------------------------------------------------------------------------------------

Truth truth(bool yes) { return yes ? Truth::yes : Truth::no; }
bool contains(const std::vector<Truth>& answers, Truth one) { return std::ranges::count(answers, one) > 0; }

Truth any_of(const std::vector<Truth>& answers) {
  if (contains(answers, Truth::yes)) return Truth::yes;
  return contains(answers, Truth::unknown) ? Truth::unknown : Truth::no;
}
Truth all_of(const std::vector<Truth>& answers) {
  if (contains(answers, Truth::no)) return Truth::no;
  return contains(answers, Truth::unknown) ? Truth::unknown : Truth::yes;
}
Truth negated(Truth answer) { return answer == Truth::unknown ? answer : truth(answer == Truth::no); }

Value as_value(Truth answer) { return answer == Truth::unknown ? Value() : Value(answer == Truth::yes); }
Truth as_truth(const Value& value) {
  if (value.absent()) return Truth::no;
  return value.as<bool>() != nullptr ? truth(*value.as<bool>()) : Truth::unknown;
}

// --- quantities -------------------------------------------------------------------------------------------------------------------------

__extension__ using Wide = __int128;
constexpr Wide million = 1'000'000;

// A number of smallest units of some kind: cents of a currency, milliseconds, millionths. Kind "": no quantity.
struct Quantity { std::string kind; Wide units = 0; };
Quantity quantity(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return {"number", *whole * million};
  if (const auto* decimal = value.as<Decimal>()) return {"number", decimal->millionths};
  if (const auto* money = value.as<Money>()) return {std::string(money->currency.code()), money->minor};
  if (const auto* time = value.as<Instant>()) return {"time", time->ms};
  if (const auto* duration = value.as<Duration>()) return {"duration", duration->ms};
  return {};
}
Value made_of(const Value& like, Wide units) {
  if (like.as<std::int64_t>() != nullptr) units /= million;
  if (units > INT64_MAX || units < INT64_MIN) return {};   // what does not fit is not known
  const auto n = static_cast<std::int64_t>(units);
  if (like.as<std::int64_t>() != nullptr) return n;
  if (const auto* money = like.as<Money>()) return Money{n, money->currency};
  if (like.as<Instant>() != nullptr) return Instant{n};
  if (like.as<Duration>() != nullptr) return Duration{n};
  return Decimal{n};
}
bool whole(const Value& value) { return value.as<std::int64_t>() != nullptr; }
bool zero(const Value& value) { return whole(value) && *value.as<std::int64_t>() == 0; }   // a sum of nothing is zero of every kind

Value multiplied(const Value& left, const Value& right) {
  const Quantity a = quantity(left), b = quantity(right);
  const bool numbers = a.kind == "number" && b.kind == "number";
  Wide product = 0;
  if (!numbers && !whole(left) && !whole(right)) return {};
  if (__builtin_mul_overflow(a.units, b.units, &product) || product % million != 0) return {};   // never rounded
  return made_of(whole(left) ? right : left, product / million);
}
Value added(const Value& left, const Value& right) {
  const Quantity a = quantity(left), b = quantity(right);
  if (zero(left)) return right;
  if (a.kind == "time" && b.kind == "duration") return made_of(left, a.units + b.units);
  if (a.kind == "duration" && b.kind == "time") return made_of(right, a.units + b.units);
  return a.kind == b.kind && a.kind != "time" ? made_of(whole(left) ? right : left, a.units + b.units) : Value();
}
Value subtracted(const Value& left, const Value& right) {
  const Quantity a = quantity(left), b = quantity(right);
  if (a.kind == "time" && b.kind == "time") return made_of(Duration{}, a.units - b.units);
  const bool subtracts = a.kind == b.kind || (a.kind == "time" && b.kind == "duration");
  return subtracts ? made_of(whole(left) ? right : left, a.units - b.units) : Value();
}
Value calculate(Arithmetic op, const Value& left, const Value& right) {
  if (left.unknown() || right.unknown()) return {};
  if (left.absent() || right.absent()) return Absent{};
  if (op == Arithmetic::multiply) return multiplied(left, right);
  return op == Arithmetic::add ? added(left, right) : subtracted(left, right);
}

// What is known not to be there compares with nothing; amounts in two currencies cannot be compared.
Truth compare(Comparison op, const Value& left, const Value& right) {
  if (left.absent() || right.absent()) return Truth::no;
  if (left.unknown() || right.unknown()) return Truth::unknown;
  const Quantity a = quantity(left), b = quantity(right);
  const bool ordered = !a.kind.empty() && !b.kind.empty();
  if (ordered && a.kind != b.kind && !zero(left) && !zero(right)) return Truth::unknown;
  const bool same = ordered ? a.units == b.units : left == right;
  switch (op) {
    case Comparison::equal: return truth(same);
    case Comparison::not_equal: return truth(!same);
    case Comparison::less: return ordered ? truth(a.units < b.units) : Truth::unknown;
    case Comparison::at_most: return ordered ? truth(a.units <= b.units) : Truth::unknown;
    case Comparison::more: return ordered ? truth(a.units > b.units) : Truth::unknown;
    case Comparison::at_least: return ordered ? truth(a.units >= b.units) : Truth::unknown;
  }
  return Truth::unknown;
}

// --- facts ------------------------------------------------------------------------------------------------------------------------------

Value literal(const Expression& e) { return std::get<LiteralNode>(e.node).value; }

// A record's field or a map's entry: of what is unknown unknown, of what is not there not there.
Value field_of(const Value& owner, const std::string& name) {
  const auto* record = owner.as<ValueRecord>();
  if (record == nullptr) return owner.absent() ? Value(Absent{}) : Value();
  const Value* found = record->find(name);
  return found == nullptr ? Value(Absent{}) : *found;
}

void add_lists(const Tree& tree, Facts& facts) {
  for (const Block& block : tree.blocks)
    if (const auto* list = std::get_if<ListBlock>(&block)) {
      ValueList items;
      for (const Expression& item : list->items) items.push_back(value_of(item, facts));
      facts.names[list->name.text] = items;
    }
}

Value named(const std::string& name, const Facts& facts) {
  const auto found = facts.names.find(name);
  return found == facts.names.end() ? Value() : found->second;
}

// The latest look-up with these arguments; with one that is not known to be there, there is none.
const LookUp* looked_up(const std::string& tool, const std::vector<Expression>& terms, const Facts& facts) {
  std::vector<Value> arguments;
  for (const Expression& term : terms) arguments.push_back(value_of(term, facts));
  const LookUp* found = nullptr;
  for (const LookUp& one : facts.lookups)
    if (one.tool == tool && one.arguments == arguments && one.at <= facts.now && (found == nullptr || one.at >= found->at)) found = &one;
  return found;
}
Value answer_of(const LookUp* found) { return found == nullptr ? Value() : found->result; }

// --- expressions: one function for each kind of node ------------------------------------------------------------------------------------

namespace {

struct Evaluation {
  const Facts& facts;

  Value value(const Expression& e) const {
    return std::visit([&](const auto& node) { return at(node); }, e.node);
  }
  Truth ask(const Expression& e) const { return as_truth(value(e)); }
  std::vector<Truth> ask_all(const Operands& operands) const {
    std::vector<Truth> answers;
    for (const Expression& e : operands) answers.push_back(ask(e));
    return answers;
  }

  Value at(const LiteralNode& node) const { return node.value; }
  Value at(const PathNode& node) const {
    const std::string& first = node.parts[0].text;
    if (!facts.names.contains(first)) return first;   // a word of an enumeration
    Value value = named(first, facts);
    for (std::size_t i = 1; i < node.parts.size(); ++i) value = field_of(value, node.parts[i].text);
    return value;
  }
  Value at(const MemberNode& node) const { return field_of(value(node.owner[0]), node.field.text); }
  Value at(const IndexNode& node) const {
    const Value map = value(node.sides[0]), key = value(node.sides[1]);
    if (map.absent() || key.absent()) return Absent{};
    return map.unknown() || key.unknown() ? Value() : field_of(map, *key.as<std::string>());
  }
  Value at(const LookUpNode& node) const { return answer_of(looked_up(node.tool.text, node.arguments, facts)); }

  Value at(const NotNode& node) const { return as_value(negated(ask(node.operand[0]))); }
  Value at(const AndNode& node) const { return as_value(all_of(ask_all(node.operands))); }
  Value at(const OrNode& node) const { return as_value(any_of(ask_all(node.operands))); }
  Value at(const ArithmeticNode& node) const { return calculate(node.op, value(node.sides[0]), value(node.sides[1])); }

  // `angry` is a signal, and beside a mood one of its words.
  Value beside(const Value& other, const Expression& e) const {
    const Value found = value(e);
    const bool word = found.as<bool>() != nullptr && other.as<std::string>() != nullptr;
    return word ? Value(std::get<PathNode>(e.node).parts[0].text) : found;
  }
  Value at(const CompareNode& node) const {
    const Value left = value(node.sides[0]);
    return as_value(compare(node.op, left, beside(left, node.sides[1])));
  }
  Value at(const KnownNode& node) const {
    const Value asked = value(node.operand[0]);
    return !asked.absent() && asked.unknown() != node.known;
  }
  Value at(const TextTestNode& node) const {
    const Value a = value(node.sides[0]), b = value(node.sides[1]);
    if (a.absent() || b.absent()) return false;
    const auto *text = a.as<std::string>(), *part = b.as<std::string>();
    if (text == nullptr || part == nullptr) return {};
    switch (node.test) {
      case TextTest::contains: return text->find(*part) != std::string::npos;
      case TextTest::starts_with: return text->starts_with(*part);
      case TextTest::ends_with: return text->ends_with(*part);
      case TextTest::matches: return std::regex_match(*text, std::regex(*part));
    }
    return {};
  }

  // The items of a list, the entries of a map. Of nothing, nothing.
  static ValueList items_of(const Value& value, bool keys = false) {
    if (const auto* list = value.as<ValueList>()) return *list;
    ValueList items;
    if (const auto* map = value.as<ValueRecord>())
      for (const ValueField& entry : map->fields) items.push_back(keys ? Value(entry.name) : entry.value);
    return items;
  }
  // In the list, or among the keys of the map, that is named, or in the list as it is written. What is not there is in no list and outside of none.
  Value at(const InListNode& node) const {
    const Value needle = value(node.needle[0]), first = beside(needle, node.items[0]);
    if (needle.absent()) return false;
    const bool is_named = node.items.size() == 1 && std::holds_alternative<PathNode>(node.items[0].node) && first.as<std::string>() == nullptr;
    if (is_named && !first.absent() && (first.unknown() || needle.unknown())) return {};
    ValueList items = is_named ? items_of(first, true) : ValueList{};
    for (const Expression& item : node.items)
      if (!is_named) items.push_back(beside(needle, item));
    std::vector<Truth> same{node.negated && needle.unknown() ? Truth::unknown : Truth::no};
    for (const Value& item : items) same.push_back(compare(Comparison::equal, needle, item));
    return as_value(node.negated ? negated(any_of(same)) : any_of(same));
  }
  Value at(const DuplicatesNode& node) const {
    const Value list = value(node.list[0]);
    if (list.unknown()) return {};
    const ValueList items = items_of(list);
    std::vector<Truth> same;
    for (std::size_t i = 0; i < items.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) same.push_back(compare(Comparison::equal, items[i], items[j]));
    return as_value(node.negated ? negated(any_of(same)) : any_of(same));
  }

  // The facts of each round over a list or a map, or over two lists of one length in pairs.
  struct Rounds { bool known = true, absent = false; std::vector<Facts> each; };
  Rounds rounds(const Operands& lists, const Name& first, const std::optional<Name>& second) const {
    Rounds made;
    std::vector<ValueList> items;
    for (const Expression& e : lists) {
      const Value list = value(e);
      made.known = made.known && !list.unknown();
      made.absent = made.absent || list.absent();
      items.push_back(items_of(list));
    }
    if (made.absent) return {true, true, {}};
    if (items.back().size() != items[0].size()) made.known = false;   // nobody knows which belong together
    for (std::size_t i = 0; made.known && i < items[0].size(); ++i) {
      made.each.push_back(facts);
      made.each.back().names[first.text] = items[0][i];
      if (second) made.each.back().names[second->text] = items[1][i];
    }
    return made;
  }
  Value at(const QuantifierNode& node) const {
    const Rounds all = rounds(node.list, node.variable, node.second);
    if (!all.known) return {};
    std::vector<Truth> answers;
    for (const Facts& one : all.each) answers.push_back(node.condition.empty() ? Truth::yes : truth_of(node.condition[0], one));
    switch (node.quantifier) {
      case Quantifier::any: return as_value(any_of(answers));
      case Quantifier::all: return all.absent ? Value(false) : as_value(all_of(answers));   // of no list nothing can be said to hold
      case Quantifier::none: return as_value(negated(any_of(answers)));
      case Quantifier::count: break;
    }
    return contains(answers, Truth::unknown) ? Value() : Value(std::int64_t{std::ranges::count(answers, Truth::yes)});
  }
  Value at(const SumNode& node) const {
    const Rounds all = rounds(node.list, node.variable, node.second);
    if (!all.known) return {};
    Value total = 0;
    for (const Facts& one : all.each)
      if (const Value term = value_of(node.term[0], one); !term.absent()) total = calculate(Arithmetic::add, total, term);
    return total;
  }

  // What earlier calls add up to, and what earlier messages said.
  Value at(const WindowNode& node) const {
    std::string id = node.parameter ? "sum " + node.tool.text + "." + node.parameter->text : "count " + node.tool.text;
    id += " per " + node.per.text;
    if (!node.window.empty()) id += " in " + std::to_string(literal(node.window[0]).as<Duration>()->ms);
    const auto found = facts.past.find(id);
    return found == facts.past.end() ? Value() : found->second;
  }
  Value at(const RunningNode& node) const {
    const auto found = facts.running.find(node.signal.text);
    return found != facts.running.end() && found->second >= node.count;
  }
};

}  // namespace

Value value_of(const Expression& term, const Facts& facts) { return Evaluation{facts}.value(term); }
Truth truth_of(const Expression& condition, const Facts& facts) { return as_truth(value_of(condition, facts)); }

Truth holds(const std::optional<Expression>& when, const std::optional<Expression>& unless, const Facts& facts) {
  return all_of({when ? truth_of(*when, facts) : Truth::yes, unless ? negated(truth_of(*unless, facts)) : Truth::yes});
}
bool active(const std::optional<ActivePeriod>& period, Instant now) {
  if (period && period->from && now < *literal(*period->from).as<Instant>()) return false;
  return !period || !period->until || now < *literal(*period->until).as<Instant>();
}

}  // namespace handrail::reference
