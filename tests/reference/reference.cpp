#include "tests/reference/reference.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <tuple>

namespace handrail::reference {

using namespace dsl;

namespace {

// --- three answers, no < unknown < yes: `and` is the least of its answers, `or` the greatest. Of what is not there, nothing holds. -------------

int rank(const Value& answer) { return answer.absent() ? 0 : answer.as<bool>() == nullptr ? 1 : *answer.as<bool>() ? 2 : 0; }
Value ranked(int rank) { return rank == 1 ? Value() : Value(rank == 2); }
bool yes(const Value& answer) { return rank(answer) == 2; }
bool no(const Value& answer) { return rank(answer) == 0; }
Value opposite(const Value& answer) { return ranked(2 - rank(answer)); }
Value all_of(const ValueList& answers) { return answers.empty() ? Value(true) : ranked(rank(std::ranges::min(answers, {}, rank))); }
Value any_of(const ValueList& answers) { return answers.empty() ? Value(false) : ranked(rank(std::ranges::max(answers, {}, rank))); }

// --- quantities: smallest units of some kind (cents of a currency, milliseconds, millionths); kind "" is no quantity --------------------------

__extension__ using Wide = __int128;
constexpr Wide million = 1'000'000;

struct Quantity { std::string kind; Wide units = 0; };
Quantity quantity(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return {"number", *whole * million};
  if (const auto* decimal = value.as<Decimal>()) return {"number", decimal->millionths};
  if (const auto* money = value.as<Money>()) return {std::string(money->currency.code()), money->minor};
  if (const auto* time = value.as<Instant>()) return {"time", time->ms};
  if (const auto* duration = value.as<Duration>()) return {"duration", duration->ms};
  return {};
}
bool whole(const Value& value) { return value.as<std::int64_t>() != nullptr; }
bool nothing(const Value& value) { return value == Value(0); }   // a sum of nothing is zero of every kind

// So many units of what `like` is; what does not fit is not known.
Value made_of(const Value& like, Wide units) {
  if (whole(like)) units /= million;
  if (units > INT64_MAX || units < INT64_MIN) return {};
  const auto n = static_cast<std::int64_t>(units);
  if (const auto* money = like.as<Money>()) return Money{n, money->currency};
  if (like.as<Instant>() != nullptr) return Instant{n};
  if (like.as<Duration>() != nullptr) return Duration{n};
  return whole(like) ? Value(n) : Value(Decimal{n});
}
Value calculate(Arithmetic op, const Value& left, const Value& right) {
  if (left.unknown() || right.unknown()) return {};
  if (left.absent() || right.absent()) return Absent{};
  const Quantity a = quantity(left), b = quantity(right);
  const Value& finer = whole(left) ? right : left;   // 3 times $5 is money, 1 more than 2.5 is a decimal
  if (op == Arithmetic::multiply) {
    Wide product = 0;
    const bool fits = !__builtin_mul_overflow(a.units, b.units, &product) && product % million == 0;   // never rounded
    return fits ? made_of(finer, product / million) : Value();
  }
  const Wide units = op == Arithmetic::add ? a.units + b.units : a.units - b.units;
  if (a.kind == "time" || b.kind == "time") return made_of(a.kind == b.kind ? Duration{} : a.kind == "time" ? left : right, units);
  return a.kind == b.kind || nothing(left) ? made_of(finer, units) : Value();   // two currencies do not add up
}
// What is known not to be there compares with nothing; amounts in two currencies cannot be compared.
Value compare(Comparison op, const Value& left, const Value& right) {
  if (left.absent() || right.absent()) return false;
  const Quantity a = quantity(left), b = quantity(right);
  if (left.unknown() || right.unknown() || (a.kind != b.kind && !nothing(left) && !nothing(right))) return {};
  const int order = a.kind.empty() ? int{left != right} : (a.units > b.units) - (a.units < b.units);
  const std::array holds{order == 0, order != 0, order < 0, order <= 0, order > 0, order >= 0};   // is, is not, under, at most, over, at least
  return holds.at(static_cast<std::size_t>(op));
}

// --- facts and expressions: a sentence for each kind of node --------------------------------------------------------------------------------

Value literal(const Expression& e) { return std::get<LiteralNode>(e.node).value; }
std::string path_of(const PathNode& node) {
  std::string path;
  for (const Name& part : node.parts) path += (path.empty() ? "" : ".") + part.text;
  return path;
}
// A record's field or a map's entry: of what is unknown unknown, of what is not there not there.
Value field_of(const Value& owner, const std::string& name) {
  const auto* record = owner.as<ValueRecord>();
  if (record == nullptr) return owner.absent() ? Value(Absent{}) : Value();
  const Value* found = record->find(name);
  return found == nullptr ? Value(Absent{}) : *found;
}
// The items of a list, the entries of a map or its keys. Of nothing, nothing.
ValueList items_of(const Value& value, bool keys = false) {
  if (const auto* list = value.as<ValueList>()) return *list;
  ValueList items;
  if (const auto* map = value.as<ValueRecord>())
    for (const ValueField& entry : map->fields) items.push_back(keys ? Value(entry.name) : entry.value);
  return items;
}

struct Meaning {
  const Facts& facts;

  // "customer.plan". A path that begins with no fact is a word of an enumeration.
  Value fact(const std::string& path) const {
    const std::size_t dot = path.rfind('.');
    if (dot != std::string::npos) return field_of(fact(path.substr(0, dot)), path.substr(dot + 1));
    const auto found = facts.names.find(path);
    return found == facts.names.end() ? Value(path) : found->second;
  }
  // The latest look-up with these arguments.
  const LookUp* looked_up(const Name& tool, const Operands& arguments) const {
    const LookUp* found = nullptr;
    for (const LookUp& one : facts.lookups)
      if (one.tool == tool.text && one.arguments == of(arguments) && one.at <= facts.now && (found == nullptr || one.at >= found->at)) found = &one;
    return found;
  }

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
  Value operator()(const ArithmeticNode& node) const { return calculate(node.op, of(node.sides[0]), of(node.sides[1])); }
  Value operator()(const LookUpNode& node) const {
    const LookUp* found = looked_up(node.tool, node.arguments);
    return found == nullptr ? Value() : found->result;
  }
  Value operator()(const IndexNode& node) const {
    const Value map = of(node.sides[0]), key = of(node.sides[1]);
    if (map.absent() || key.absent()) return Absent{};
    return map.unknown() || key.unknown() ? Value() : field_of(map, *key.as<std::string>());
  }
  Value operator()(const KnownNode& node) const {
    const Value asked = of(node.operand[0]);
    return !asked.absent() && asked.unknown() != node.known;
  }

  // `angry` is a signal, and beside a mood one of its words.
  Value beside(const Value& other, const Expression& e) const {
    const Value found = of(e);
    const bool word = found.as<bool>() != nullptr && other.as<std::string>() != nullptr;
    return word ? Value(path_of(std::get<PathNode>(e.node))) : found;
  }
  Value operator()(const CompareNode& node) const {
    const Value left = of(node.sides[0]);
    return compare(node.op, left, beside(left, node.sides[1]));
  }
  Value operator()(const TextTestNode& node) const {
    const Value left = of(node.sides[0]), right = of(node.sides[1]);
    if (left.absent() || right.absent()) return false;
    if (left.unknown() || right.unknown()) return {};
    const std::string &text = *left.as<std::string>(), &part = *right.as<std::string>();
    if (node.test == TextTest::contains) return text.find(part) != std::string::npos;
    if (node.test == TextTest::matches) return std::regex_match(text, std::regex(part));
    return node.test == TextTest::starts_with ? text.starts_with(part) : text.ends_with(part);
  }
  // In a list as it is written, or that is named, or among the keys of a map. What is not there is in no list and outside of none.
  Value operator()(const InListNode& node) const {
    const Value needle = of(node.needle[0]);
    ValueList items;
    for (const Expression& item : node.items) items.push_back(beside(needle, item));
    const bool named = items.size() == 1 && std::holds_alternative<PathNode>(node.items[0].node) && items[0].as<std::string>() == nullptr;
    if (needle.absent()) return false;
    if (named && !items[0].absent() && (items[0].unknown() || needle.unknown())) return {};
    if (named) items = items_of(items[0], true);
    ValueList same{node.negated && needle.unknown() ? Value() : Value(false)};
    for (const Value& item : items) same.push_back(compare(Comparison::equal, needle, item));
    return node.negated ? opposite(any_of(same)) : any_of(same);
  }
  Value operator()(const DuplicatesNode& node) const {
    const Value list = of(node.list[0]);
    const ValueList items = items_of(list);
    ValueList same{list.unknown() ? Value() : Value(false)};
    for (std::size_t i = 0; i < items.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) same.push_back(compare(Comparison::equal, items[i], items[j]));
    return node.negated ? opposite(any_of(same)) : any_of(same);
  }

  // What is said of each item of a list or entry of a map, or of two lists of one length in pairs; where nothing is said, yes.
  template <class Node>
  Value each(const Node& node, const Operands& said) const {
    const Value left = of(node.list.front()), right = of(node.list.back());
    const ValueList a = items_of(left), b = items_of(right);
    if (left.absent() || right.absent()) return Absent{};
    if (left.unknown() || right.unknown() || a.size() != b.size()) return {};   // nobody knows which belong together
    ValueList made;
    for (std::size_t i = 0; i < a.size(); ++i) {
      Facts seen = facts;
      seen.names[node.variable.text] = a[i];
      if (node.second) seen.names[node.second->text] = b[i];
      made.push_back(said.empty() ? Value(true) : Meaning{seen}.of(said[0]));
    }
    return made;
  }
  Value operator()(const QuantifierNode& node) const {
    const Value said = each(node, node.condition);
    const ValueList answers = items_of(said);
    if (said.unknown()) return {};
    if (node.quantifier == Quantifier::any) return any_of(answers);
    if (node.quantifier == Quantifier::none) return opposite(any_of(answers));
    if (node.quantifier == Quantifier::all) return said.absent() ? Value(false) : all_of(answers);   // of no list nothing can be said to hold
    const auto so_many = [&](int wanted) { return std::int64_t{std::ranges::count(answers, wanted, rank)}; };
    return so_many(1) > 0 ? Value() : Value(so_many(2));
  }
  Value operator()(const SumNode& node) const {
    const Value terms = each(node, node.term);
    Value total = terms.unknown() ? Value() : Value(0);
    for (const Value& term : items_of(terms))
      if (!term.absent()) total = calculate(Arithmetic::add, total, term);
    return total;
  }
  // What earlier calls add up to, and what earlier messages said.
  Value operator()(const WindowNode& node) const {
    std::string id = (node.parameter ? "sum " + node.tool.text + "." + node.parameter->text : "count " + node.tool.text) + " per " + node.per.text;
    if (!node.window.empty()) id += " in " + std::to_string(literal(node.window[0]).as<Duration>()->ms);
    const auto found = facts.past.find(id);
    return found == facts.past.end() ? Value() : found->second;
  }
  Value operator()(const RunningNode& node) const {
    const auto found = facts.running.find(node.signal.text);
    return found != facts.running.end() && found->second >= node.count;
  }

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

// --- blocks -----------------------------------------------------------------------------------------------------------------------------

template <class Wanted>
std::vector<const Wanted*> blocks(const Tree& tree) {
  std::vector<const Wanted*> found;
  for (const Block& block : tree.blocks)
    if (const auto* one = std::get_if<Wanted>(&block)) found.push_back(one);
  return found;
}
template <class Wanted>
const Wanted* block(const Tree& tree, const Value& name) {
  const auto all = blocks<Wanted>(tree);
  const auto found = std::ranges::find_if(all, [&](const Wanted* one) { return Value(one->name.text) == name; });
  return found == all.end() ? nullptr : *found;
}
void add_lists(const Tree& tree, Facts& facts) {
  for (const ListBlock* list : blocks<ListBlock>(tree)) facts.names[list->name.text] = Meaning{facts}.of(list->items);
}

// --- may this tool be called? -----------------------------------------------------------------------------------------------------------

struct Gate : Meaning {
  const Tree& tree;
  const ToolBlock& tool;

  // Each parameter is known, no amount is negative, and of `one of` (or `at least one of`) as many are given as it says. Else: what is not kept.
  std::optional<Span> wrong_arguments() const {
    for (const FieldNode& one : tool.parameters) {
      const Value given = fact(one.name.text);
      if (given.unknown() || (given.as<Money>() != nullptr && given.as<Money>()->minor < 0)) return tool.span;
    }
    for (const auto& group : tool.one_of) {
      const auto given = std::ranges::count_if(group.parameters, [&](const Name& name) { return !fact(name.text).absent(); });
      if (given == 0 || (given > 1 && !group.at_least)) return group.span;
    }
    return std::nullopt;
  }

  Value met(const Expression& condition) const { return of(condition); }
  Value met(const CustomersYes&) const { return std::ranges::any_of(facts.yes, [&](Instant at) { return at <= facts.now; }); }
  Value met(const LookedUp& wanted) const {
    const LookUp* found = nullptr;
    for (const auto& [name, call] : tool.lets)
      if (name.text == wanted.what.text) found = looked_up(call.tool, call.arguments);
    return found != nullptr && !found->result.unknown() && facts.now - found->at <= *literal(wanted.within).as<Duration>();
  }

  // Whether records of this type have such a field, one that names something.
  bool names_records(const std::string& field, const TypeNode& type) const {
    const auto* record = block<RecordBlock>(tree, type.word == TypeWord::named ? type.words[0].text : "");
    return record != nullptr && std::ranges::any_of(record->fields, [&](const FieldNode& one) {
      return one.name.text == field && (one.type.word == TypeWord::text || one.type.word == TypeWord::whole_number);
    });
  }
  // `per order` is per what was looked up: its `id`, else its field called like what it is looked up by, else that itself.
  ValueList counted_per(const std::string& name) const {
    if (name == "conversation") return {facts.conversation};
    for (const auto& [let, call] : tool.lets) {
      const ToolBlock& reading = *block<ToolBlock>(tree, call.tool.text);
      if (let.text != name || reading.gives->word == TypeWord::text) continue;
      if (names_records("id", *reading.gives)) return {fact(name + ".id")};
      ValueList key = of(call.arguments);
      for (std::size_t i = 0; i < key.size(); ++i)
        if (const std::string& by = reading.parameters[i].name.text; names_records(by, *reading.gives)) key[i] = fact(name + "." + by);
      return key;
    }
    return {fact(name == "customer" ? "customer.id" : name)};
  }
  // Would this call, with those that count, go over? Not known: whose calls count, or how much this one is.
  Value over(std::size_t index) const {
    LimitNode limit = tool.limits[index];
    if (!active(limit.active)) return false;
    if (limit.budget) {                    // of several tools: what bounds them stands in its block
      const auto& budget = *block<BudgetBlock>(tree, limit.budget->text);
      std::tie(limit.ceiling, limit.per, limit.window) = std::tie(budget.ceiling, budget.per, budget.window);
    }
    ValueList key;
    for (const Name& per : limit.per) std::ranges::copy(counted_per(per.text), std::back_inserter(key));
    Value sum = limit.amount ? fact(limit.amount->text) : Value(1);
    if (sum.absent() || sum.unknown() || std::ranges::any_of(key, [](const Value& part) { return part.unknown() || part.absent(); })) return {};
    for (const Used& one : facts.used) {
      const bool counts = !limit.window || facts.now - one.at < *literal(*limit.window).as<Duration>();
      if (one.limit == index && one.key == key && counts) sum = calculate(Arithmetic::add, sum, one.amount);
    }
    return !yes(compare(Comparison::at_most, sum, literal(*limit.ceiling)));   // what cannot be added up is taken for too much
  }

  // Approved by somebody with the role, in time, and every amount of the call within the role's limit; nobody approves their own request.
  Verdict approval(const std::string& role, const std::optional<Expression>& within, const std::string& clause, Span rule) const {
    const auto& most = block<RoleBlock>(tree, role)->limit;
    const bool too_much = most && std::ranges::any_of(tool.parameters, [&](const FieldNode& one) {
      const Value given = fact(one.name.text);
      return given.as<Money>() != nullptr && !yes(compare(Comparison::at_most, given, literal(*most)));
    });
    const bool given = std::ranges::any_of(facts.approvals, [&](const Approval& one) {
      const bool late = within && facts.now - one.at > *literal(*within).as<Duration>();
      return one.role == role && one.at <= facts.now && !late && !one.by.empty() && Value(one.by) != fact("customer.id");
    });
    return {given && !too_much ? "allow" : "approve", clause, rule};
  }
  // An allow, unless a limit says that above it somebody must approve: each limit for itself.
  Verdict allowed(const std::string& clause, Span rule) const {
    Verdict made{"allow", clause, rule};
    for (std::size_t i = 0; i < tool.limits.size() && made.kind == "allow"; ++i)
      if (const auto& role = tool.limits[i].above_approve_by; role && !no(over(i))) made = approval(role->text, std::nullopt, "limit", tool.limits[i].span);
    return made;
  }

  // One visible order; the first that holds decides. With an unknown, `needs`, `deny` and `limit` block, `approve` holds, `allow` does not.
  Verdict judge() const {
    const auto denied = [](auto clause, Span rule, const OutcomeNode& said, bool known) { return Verdict{"deny", clause, rule, known ? &said : nullptr}; };
    if (const auto wrong = wrong_arguments()) return {"deny", "arguments", *wrong};
    for (const NeedNode& need : tool.needs) {
      const Value is_met = active(need.active) ? std::visit([&](const auto& what) { return met(what); }, need.what) : Value(true);
      if (!yes(is_met)) return denied("needs", need.span, need.otherwise, no(is_met));
    }
    for (const DenyNode& deny : tool.denies)
      if (const Value holds = now(deny); !no(holds)) return denied("deny", deny.span, deny.outcome, yes(holds));
    for (std::size_t i = 0; i < tool.limits.size(); ++i)
      if (const LimitNode& limit = tool.limits[i]; !limit.above_approve_by && !no(over(i))) return denied("limit", limit.span, limit.otherwise, yes(over(i)));
    for (const ApproveNode& approve : tool.approves)
      if (!no(now(approve))) return approval(approve.role.text, approve.within, "approve", approve.span);
    for (const AllowNode& allow : tool.allows)
      if (yes(now(allow))) return allowed("allow", allow.span);
    if (!tool.otherwise) return tool.effect && tool.effect->text == "reads" ? allowed("otherwise", tool.span) : Verdict{"deny", "otherwise", tool.span};
    const OtherwiseNode& last = *tool.otherwise;
    return last.allow ? allowed("otherwise", last.span) : denied("otherwise", last.span, last.outcome, true);
  }
};

// --- what happens to this message? --------------------------------------------------------------------------------------------------------

// What is done, from lax to strict; what a person looks at before it goes out is stricter than what goes out by itself.
using enum ActionWord;
const std::map<ActionWord, std::pair<int, std::string>> ways{{answer, {0, "answer"}}, {draft, {1, "draft"}}, {ask, {2, "ask"}}, {ask_for, {2, "ask"}},
    {verify, {2, "verify"}}, {offer_person, {3, "offer a person"}}, {hand_off, {4, "hand off"}}, {refuse, {5, "refuse"}}};
int strictness(const ActionNode& action) { return ways.at(action.word).first; }
ActionNode doing(ActionWord word, const std::optional<Name>& queue = std::nullopt) {
  ActionNode action;
  std::tie(action.word, action.queue) = std::tie(word, queue);
  return action;
}

struct Desk : Meaning {
  const Tree& tree;
  const IntentBlock* intent;               // none: `other`, which the text does not declare

  // An intent's row beats its risk's; a confidence that is not known reaches nothing.
  ActionNode by_band() const {
    const BandRow* row = nullptr;
    for (const std::string& subject : {*fact("intent").as<std::string>(), *fact("risk").as<std::string>() + " risk"})
      for (const ConfidenceBlock* block : blocks<ConfidenceBlock>(tree))
        for (const BandRow& one : block->rows)
          if (row == nullptr && one.subject.text == subject) row = &one;
    const auto reaches = [&](const auto& share) { return share && yes(compare(Comparison::at_least, fact("confidence"), literal(*share))); };
    return reaches(row->send_at) ? doing(answer) : reaches(row->check_at) ? doing(draft) : row->below;
  }
  // The first row that matches; one that cannot be decided matches only if it leads to a person. The last one matches always.
  ActionNode by_table(const TableBlock& table) const {
    for (const TableBlock::Row& row : table.rows) {
      ValueList cells;
      for (const auto& cell : row.cells) cells.push_back(cell ? of(*cell) : Value(true));
      const ActionNode& then = row.then.action;
      const bool person = then.word == hand_off || then.word == offer_person;
      if (active(row.active) && (yes(all_of(cells)) || (person && !no(all_of(cells))))) return then;
    }
    return doing(answer);
  }
  ActionNode by_class() const {
    const Value request_class = fact("class");
    if (request_class == "unsafe") return doing(refuse);
    if (request_class == "needs human") return doing(hand_off, intent->queue);
    ActionNode made = by_band();
    for (const TableBlock* table : blocks<TableBlock>(tree))   // where a table and a band disagree, the stricter stands
      if (const ActionNode other = by_table(*table); strictness(other) > strictness(made)) made = other;
    const bool goes_on = made.word == answer || made.word == draft;
    return request_class == "needs account" && goes_on && !yes(fact("customer.verified")) ? doing(verify) : made;
  }
  // The first route that matches, else the intent's queue, else the last route.
  std::string route() const {
    std::string last;
    for (const RouteBlock* block : blocks<RouteBlock>(tree))
      for (const RouteRow& row : block->rows) {
        if (row.when && active(row.active) && yes(of(*row.when))) return row.queue.text;
        last = row.queue.text;
      }
    return intent != nullptr && intent->queue ? intent->queue->text : last;
  }

  static std::ptrdiff_t urgency(const TriggerBlock& trigger) {
    static const std::vector<std::string> rising{"low", "medium", "high", "immediate"};
    return std::ranges::find(rising, trigger.urgency ? trigger.urgency->text : "medium") - rising.begin();
  }
  // A trigger beats a class, a class beats the bands and the tables. All that fire are recorded; the most urgent wins, the first of equals. One that
  // cannot be decided is recorded as such, and does what it says about the fact that is missing, unless another fires.
  Decision decide() const {
    Decision made;
    const TriggerBlock* winner = nullptr;
    const ActionNode* if_unknown = nullptr;
    for (const TriggerBlock* trigger : blocks<TriggerBlock>(tree)) {
      const Value fires = now(*trigger);
      if (!no(fires)) made.triggers.emplace_back(trigger->name.text, fires.unknown());
      if (yes(fires) && (winner == nullptr || urgency(*trigger) > urgency(*winner))) winner = trigger;
      for (const auto& clause : trigger->if_unknown)
        if (fires.unknown() && if_unknown == nullptr && fact(clause.fact.text).unknown()) if_unknown = &clause.action;
    }
    const ActionNode action = winner != nullptr ? *winner->then : if_unknown != nullptr ? *if_unknown : by_class();
    made.kind = ways.at(action.word).second;
    if (action.word == hand_off) made.queue = action.queue ? action.queue->text : route();
    if (intent != nullptr && intent->workflow && strictness(action) < 2) made.kind = made.kind == "answer" ? "act" : "act, reviewed";
    return made;
  }
};

}  // namespace

Value value_of(const Expression& e, const Facts& facts) { return Meaning{facts}.of(e); }
Value holds(const std::optional<Expression>& when, const std::optional<Expression>& unless, const Facts& facts) { return Meaning{facts}.holds(when, unless); }

Facts seen_by(const Tree& tree, const ToolBlock& tool, Facts facts) {
  add_lists(tree, facts);
  for (const auto& [name, call] : tool.lets) facts.names[name.text] = Meaning{facts}(LookUpNode{call.tool, call.arguments});
  return facts;
}
Verdict judge(const Tree& tree, const ToolBlock& tool, const Facts& known) { return Gate{{seen_by(tree, tool, known)}, tree, tool}.judge(); }

Decision decide(const Tree& tree, Facts facts) {
  add_lists(tree, facts);
  const auto* intent = block<IntentBlock>(tree, Meaning{facts}.fact("intent"));
  const auto word = [&](std::optional<Name> IntentBlock::*of, Value otherwise) { return intent && intent->*of ? Value((intent->*of)->text) : otherwise; };
  facts.names["risk"] = word(&IntentBlock::risk, "low");
  facts.names["class"] = word(&IntentBlock::request_class, "answerable");
  facts.names["topic"] = word(&IntentBlock::topic, Absent{});
  return Desk{{facts}, tree, intent}.decide();
}

}  // namespace handrail::reference
