#include "tests/reference/reference.hpp"

#include "tests/reference/meaning.hpp"

namespace handrail::reference {
namespace {

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
    if (!active(limit.active) || (limit.amount && fact(limit.amount->text).absent())) return false;   // a call without the amount takes nothing of it
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

}  // namespace

Value value_of(const Expression& e, const Facts& facts) { return Meaning{facts}.of(e); }
Value holds(const std::optional<Expression>& when, const std::optional<Expression>& unless, const Facts& facts) { return Meaning{facts}.holds(when, unless); }

Facts seen_by(const Tree& tree, const ToolBlock& tool, Facts facts) {
  add_lists(tree, facts);
  for (const auto& [name, call] : tool.lets) facts.names[name.text] = Meaning{facts}(LookUpNode{call.tool, call.arguments});
  return facts;
}
Verdict judge(const Tree& tree, const ToolBlock& tool, const Facts& known) { return Gate{{seen_by(tree, tool, known)}, tree, tool}.judge(); }

}  // namespace handrail::reference
