#include "tests/reference/reference.hpp"

#include <regex>

#include "tests/reference/quantities.hpp"
#include "tests/reference/tree_parts.hpp"

namespace handrail::reference {
using namespace dsl;
namespace {

// --- three answers, no < unknown < yes: `and` is the least of its answers, `or` the greatest. Of what is not there, nothing holds. -------------

int rank(const Value& answer) { return answer.absent() || answer == Value(false) ? 0 : answer == Value(true) ? 2 : 1; }
Value ranked(int rank) { return rank == 1 ? Value() : Value(rank == 2); }
bool yes(const Value& answer) { return rank(answer) == 2; }
bool no(const Value& answer) { return rank(answer) == 0; }
Value opposite(const Value& answer) { return ranked(2 - rank(answer)); }
Value all_of(const ValueList& answers) { return answers.empty() ? Value(true) : ranked(rank(std::ranges::min(answers, {}, rank))); }
Value any_of(const ValueList& answers) { return answers.empty() ? Value(false) : ranked(rank(std::ranges::max(answers, {}, rank))); }

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

void add_lists(const Tree& tree, Facts& facts) {
  for (const ListBlock* list : blocks<ListBlock>(tree)) facts.names[list->name.text] = Meaning{facts}.of(list->items);
}

// What is done, from lax to strict (what a person looks at before it goes out is stricter than what goes out by itself), and what a "no" offers by it.
struct Way { int strictness; std::string done, offered; };
using enum ActionWord;
const std::map<ActionWord, Way> ways_on{{none, {0, "", ""}}, {answer, {0, "answer", ""}}, {draft, {1, "draft", ""}}, {ask, {2, "ask", "ask "}},
    {ask_for, {2, "ask", "ask "}}, {verify, {2, "verify", "verify customer"}}, {offer_person, {3, "offer a person", "offer person"}},
    {hand_off, {4, "hand off", "hand_off "}}, {refuse, {5, "refuse", ""}}};

int strictness(const ActionNode& action) { return ways_on.at(action.word).strictness; }

// --- may this tool be called? -----------------------------------------------------------------------------------------------------------
struct Gate : Meaning {
  const Tree& tree;
  const ToolBlock& tool;
  // A "no": the author's words and ways on where it is certain, else what would find out what nobody knows; and never none.
  Verdict denied(const char* clause, Span rule, const OutcomeNode* said, Ways ways = {}) const {
    Verdict made{"deny", clause, rule, said != nullptr && said->because ? said->because->text : "", std::move(ways)};
    for (const ActionNode* action : steps_of(said))
      if (const std::string& way = ways_on.at(action->word).offered; !way.empty())
        made.ways[way + (action->ask_for ? action->ask_for->text : action->queue ? action->queue->text : "")] = true;
    if (made.ways.empty()) made.ways["offer person"] = true;
    return made;
  }
  // What would find out what nobody knows of this: the look-up, the customer's signing in, a question.
  void find_out(const Expression& asked, Ways& ways) const {
    each_part(asked, [&](const Expression& part, bool) {
      if (const auto* look_up = std::get_if<LookUpNode>(&part.node)) ways.emplace("look_up " + look_up->tool.text, false);
      if (std::holds_alternative<WindowNode>(part.node) && of(part).unknown()) ways["verify customer"] = true;
      const auto* path = std::get_if<PathNode>(&part.node);
      if (path == nullptr || !facts.names.contains(path->parts[0].text) || !of(part).unknown()) return;
      const std::string& root = path->parts[0].text;
      const CallNode* call = let(tool, root);
      ways[call != nullptr ? "look_up " + call->tool.text : root == "customer" ? "verify customer" : "ask " + root] = true;
    });
  }
  Ways undecided(const auto& clause) const {
    Ways ways;
    for (const auto& condition : {clause.when, clause.unless})
      if (condition && now(clause).unknown()) find_out(*condition, ways);
    return ways;
  }
  // Each parameter is known, no amount is negative, what moves money moves some, and of `one of` (or `at least one of`) as many are given as it says.
  std::optional<Verdict> wrong_arguments() const {
    Ways ways;
    for (const FieldNode& one : tool.parameters)
      if (const Value given = fact(one.name.text); given.unknown() || (given.as<Money>() != nullptr && quantity(given).units < 0))
        ways["ask " + one.name.text] = true;
    for (const std::string& zero : zeros_alone(tool, [&](const std::string& name) { return fact(name); })) ways["ask " + zero] = true;
    if (!ways.empty()) return denied("arguments", tool.span, nullptr, ways);
    for (const auto& group : tool.one_of) {
      const auto given = std::ranges::count_if(group.parameters, [&](const Name& name) { return !fact(name.text).absent(); });
      const auto first = std::ranges::find_if(group.parameters, [&](const Name& name) { return fact(name.text).absent() == (given == 0); });
      if (given == 0 || (given > 1 && !group.at_least)) return denied("arguments", group.span, nullptr, {{"ask " + first->text, true}});
    }
    return std::nullopt;
  }
  // Whether what is needed is there, and what would bring it.
  Value met(const Expression& condition, Ways& ways) const {
    const Value met = of(condition);
    if (met.unknown()) find_out(condition, ways);
    return met;
  }
  Value met(const CustomersYes&, Ways& ways) const {
    ways["confirm " + tool.name.text] = true;
    return std::ranges::any_of(facts.yes, [&](Instant at) { return at <= facts.now; });
  }
  Value met(const LookedUp& wanted, Ways& ways) const {
    const CallNode& call = *let(tool, wanted.what.text);
    ways["look_up " + call.tool.text] = true;
    const auto found = latest(facts, call.tool.text, of(call.arguments));
    return found && !found->result.unknown() && facts.now - found->at <= *literal(wanted.within).as<Duration>();
  }
  // Would this call, with those that count, go over? Not known: whose calls count.
  Value over(const LimitNode& limit, Ways& ways) const {
    if (!active(limit.active)) return false;
    const Operands per = counted_per(tree, tool, limit);
    const ValueList key = of(per);
    for (const Expression& part : per) find_out(part, ways);
    if (std::ranges::any_of(key, [](const Value& part) { return part.unknown() || part.absent(); })) return {};
    Value sum = limit.amount ? fact(limit.amount->text) : Value(1);
    for (const Used& one : facts.used)
      if (tool.limits[one.limit].span == limit.span && one.key == key && (!limit.window || facts.now - one.at < *literal(*limit.window).as<Duration>()))
        sum = calculate(Arithmetic::add, sum, one.amount);
    return !yes(compare(Comparison::at_most, sum, literal(*limit.ceiling)));   // what cannot be added up is taken for too much
  }

  // With the first moment at which enough of what was used has left the window for this call to fit, where that comes.
  Verdict wait(LimitNode limit, Verdict made) const {
    std::optional<Instant> fits;
    limit.active.reset();
    for (const Used& one : facts.used) {
      Facts then = facts;
      then.now = limit.window ? one.at + *literal(*limit.window).as<Duration>() : facts.now;
      if (Ways unused; then.now > facts.now && (!fits || then.now < *fits) && no(Gate{{then}, tree, tool}.over(limit, unused))) fits = then.now;
    }
    if (fits) made.ways["wait " + format_time(*fits)] = true;
    return made;
  }
  // Approved by somebody with the role, in time, and every amount of the call within the role's limit; nobody approves their own request.
  Verdict approval(const std::string& role, const std::optional<Expression>& within, const char* clause, Span rule) const {
    const auto& most = block<RoleBlock>(tree, role)->limit;
    const bool too_much = most && std::ranges::any_of(tool.parameters, [&](const FieldNode& one) {
      return fact(one.name.text).as<Money>() != nullptr && !yes(compare(Comparison::at_most, fact(one.name.text), literal(*most)));
    });
    const bool given = std::ranges::any_of(facts.approvals, [&](const Approval& one) {
      const bool in_time = one.at <= facts.now && !(within && facts.now - one.at > *literal(*within).as<Duration>());
      return one.role == role && in_time && !one.by.empty() && Value(one.by) != fact("customer.id");
    });
    return {given && !too_much ? "allow" : "approve", clause, rule};
  }
  // What a clause, or an approval that was given, lets through, unless a limit says that above it somebody must approve: each limit for itself.
  Verdict above_limits(Verdict made) const {
    for (const LimitNode& limit : tool.limits)
      if (Ways unused; made.kind == "allow" && limit.above_approve_by && !no(over(with_budget(tree, limit), unused)))
        made = approval(limit.above_approve_by->text, std::nullopt, "limit", limit.span);
    return made;
  }

  // One visible order; the first that holds decides. With an unknown, `needs`, `deny` and `limit` block, `approve` holds, `allow` does not.
  Verdict judge() const {
    if (const auto wrong = wrong_arguments()) return *wrong;
    for (const NeedNode& need : tool.needs) {
      Ways ways;
      const Value is_met = active(need.active) ? std::visit([&](const auto& what) { return met(what, ways); }, need.what) : Value(true);
      if (!yes(is_met)) return denied("needs", need.span, no(is_met) ? &need.otherwise : nullptr, ways);
    }
    for (const DenyNode& deny : tool.denies)
      if (const Value holds = now(deny); !no(holds)) return denied("deny", deny.span, yes(holds) ? &deny.outcome : nullptr, undecided(deny));
    for (const LimitNode& limit : tool.limits) {
      Ways ways;
      const Value is_over = limit.above_approve_by ? Value(false) : over(with_budget(tree, limit), ways);
      if (!no(is_over)) return wait(with_budget(tree, limit), denied("limit", limit.span, yes(is_over) ? &limit.otherwise : nullptr, ways));
    }
    for (const ApproveNode& approve : tool.approves)
      if (!no(now(approve))) return above_limits(approval(approve.role.text, approve.within, "approve", approve.span));
    Ways ways;                               // where an `allow` cannot be decided, what would find that out
    for (const AllowNode& allow : tool.allows) {
      if (yes(now(allow))) return above_limits({"allow", "allow", allow.span});
      ways.merge(undecided(allow));
    }
    const Span last = tool.otherwise ? tool.otherwise->span : tool.span;
    if (tool.otherwise ? tool.otherwise->allow : tool.effect->text == "reads") return above_limits({"allow", "otherwise", last});
    return denied("otherwise", last, tool.otherwise ? &tool.otherwise->outcome : nullptr, ways);
  }
};

// --- what happens to this message? --------------------------------------------------------------------------------------------------------
struct Desk : Meaning {
  const Tree& tree;
  const IntentBlock* intent = block<IntentBlock>(tree, *fact("intent").as<std::string>());   // none: `other`, which the text does not declare
  // An intent's row beats its risk's; a confidence that is not known reaches nothing.
  ActionNode by_band() const {
    const BandRow* own = band(tree, *fact("intent").as<std::string>());
    const BandRow* row = own != nullptr ? own : band(tree, *fact("risk").as<std::string>() + " risk");
    const auto reaches = [&](const auto& share) { return share && yes(compare(Comparison::at_least, fact("confidence"), literal(*share))); };
    return reaches(row->send_at) ? doing(answer) : reaches(row->check_at) ? doing(draft) : row->below;
  }
  // The first row that matches; one that cannot be decided matches only if it leads to a person. The last one matches always.
  ActionNode by_table(const TableBlock& table) const {
    for (const TableBlock::Row& row : table.rows) {
      ValueList cells;
      for (const auto& cell : row.cells) cells.push_back(cell ? of(*cell) : Value(true));
      const bool person = row.then.action.word == hand_off || row.then.action.word == offer_person;
      if (active(row.active) && (yes(all_of(cells)) || (person && !no(all_of(cells))))) return row.then.action;
    }
    return doing(answer);
  }
  // Until a person has checked enough replies, and enough of them were accurate, one checks each.
  bool still_checked(const RolloutBlock& rollout) const {
    const bool concerns = rollout.intents.empty() || std::ranges::any_of(rollout.intents, [&](const Name& one) { return Value(one.text) == fact("intent"); });
    const Reviews& of = rollout.per_intent ? facts.of_intent : facts.of_all;
    const Value wanted = calculate(Arithmetic::multiply, literal(*rollout.accurate), of.drafts);
    const bool enough = yes(compare(Comparison::at_least, of.drafts, literal(*rollout.reviewed))) && yes(compare(Comparison::at_least, of.accurate, wanted));
    return active(rollout.active) && concerns && !enough;
  }
  ActionNode by_class() const {
    const Value request_class = fact("class");
    if (request_class == "unsafe") return doing(refuse);
    if (request_class == "needs human") return doing(hand_off, intent->queue);
    ActionNode made = by_band();
    for (const TableBlock* table : blocks<TableBlock>(tree))   // where a table and a band disagree, the stricter stands
      if (const ActionNode other = by_table(*table); strictness(other) > strictness(made)) made = other;
    if (request_class == "needs account" && strictness(made) < 2 && !yes(fact("customer.verified"))) return doing(verify);
    for (const RolloutBlock* rollout : blocks<RolloutBlock>(tree))
      if (made.word == answer && still_checked(*rollout)) made = doing(draft);
    return made;
  }
  // The first route that matches, else the intent's queue, else the last route.
  std::string route() const {
    for (const RouteRow* row : rows<RouteBlock>(tree))
      if (row->when && active(row->active) && yes(of(*row->when))) return row->queue.text;
    return intent != nullptr && intent->queue ? intent->queue->text : rows<RouteBlock>(tree).back()->queue.text;
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
    made.kind = ways_on.at(action.word).done;
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
Facts seen_by(const Tree& tree, Facts facts) {
  add_lists(tree, facts);
  const auto* intent = block<IntentBlock>(tree, *Meaning{facts}.fact("intent").as<std::string>());
  const auto word = [&](std::optional<Name> IntentBlock::*of, Value otherwise) { return intent && intent->*of ? Value((intent->*of)->text) : otherwise; };
  facts.names["risk"] = word(&IntentBlock::risk, "low");
  facts.names["class"] = word(&IntentBlock::request_class, "answerable");
  facts.names["topic"] = word(&IntentBlock::topic, Absent{});
  return facts;
}
Decision decide(const Tree& tree, const Facts& known) { return Desk{{seen_by(tree, known)}, tree}.decide(); }

}  // namespace handrail::reference
