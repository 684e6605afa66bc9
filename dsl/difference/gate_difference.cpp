#include "dsl/difference/gate_difference.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/difference/difference.hpp"
#include "dsl/formulas/acted_out.hpp"
#include "dsl/formulas/gate_steps.hpp"
#include "dsl/formulas/wording.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/text.hpp"
#endif

namespace handrail::dsl {

#ifdef HANDRAIL_PROOF

namespace {

using Clause = GateStep::Clause;

// What a decided step says, level by level.
struct Said { std::string verdict, way, words; };

std::string questions(const Action& action) {
  const std::string own = text_of(action.question);
  return action.afterwards.empty() ? own : own + questions(action.afterwards.front());
}

std::string words_of(const Consequence& consequence) {
  std::string words = text_of(consequence.say);
  for (const std::string& more : {consequence.because, questions(consequence.action)})
    if (!more.empty()) words += (words.empty() ? "" : " / ") + more;
  return words;
}

class Gate {
 public:
  Gate(z3::context& context, Asking& asking, const Program& program, std::uint32_t index, Vocabulary& shared)
      : asking_(asking), program_(program), tool_(program.tools[index]), steps_(context, asking, program, index, &shared) {}

  GateSteps& steps() { return steps_; }
  const Tool& tool() const { return tool_; }
  const Program& program() const { return program_; }

  // The outcomes at one level: "deny", "deny\x1fhand off to billing", ….
  Outcomes outcomes(DifferenceLevel level) const {
    Outcomes made;
    Formula reached = asking_.truth(true);
    for (const GateStep& step : steps_.steps()) {
      const z3::expr decides = reached && step.guard;
      made.add(at(level, said(step, true)), decides && step.surely);
      made.add(at(level, said(step, false)), decides && !step.surely);
      reached = reached && !step.guard;
    }
    return made;
  }

  const GateStep& decides(const z3::model& model) const {
    for (const GateStep& step : steps_.steps())
      if (true_in(model, step.guard)) return step;
    return steps_.steps().back();
  }

  // What both say is met: needs, denials that do not hold, limits that are not reached. What only one of them says is told, and so is a limit above which
  // somebody approves.
  void in_order(const Gate& other, std::vector<InOrder>& wishes) const {
    const std::vector<std::string> theirs = other.conditions();
    const std::vector<std::string> mine = conditions();
    const auto shared = [&](std::size_t at) { return std::ranges::find(theirs, mine[at]) != theirs.end(); };
    std::size_t at = 0;
    for (const GateStep& step : steps_.steps())
      if (step.clause == Clause::needs || step.clause == Clause::deny)
        if (shared(at++)) wishes.push_back({asking_.named(!step.guard), facts_of(step)});
    for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
      const Limit& limit = tool_.limits[i];
      if (!shared(at++) || limit.above_approve_by) continue;
      wishes.push_back({asking_.named(steps_.above()[i].no), limit.amount ? std::vector<std::string>{tool_.parameters[*limit.amount].name} : std::vector<std::string>()});
    }
  }

  void read_into(Axes& axes) {
    axes.read(steps_.encoding());
    for (const GateStep& step : steps_.steps()) axes.read_dates(steps_.encoding(), *step.rule);
    for (std::size_t i = 0; i < tool_.needs.size(); ++i) {
      const auto& met = steps_.met()[i];
      if (!met) continue;
      const auto* looked_up = std::get_if<Need::LookedUp>(&tool_.needs[i].what);
      const std::string let = looked_up ? tool_.lets[looked_up->let].name : "", within = looked_up ? format_duration(looked_up->within) : "";
      if (looked_up) axes.read_truth({*met, !*met}, let + " was looked up in the last " + within, let + " was not looked up in the last " + within);
      else axes.read_truth({*met, !*met}, "the customer said yes to it", "the customer did not say yes to it");
    }
    for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
      const std::string ceiling = ceiling_of(tool_.limits[i]);
      const std::string what = tool_.limits[i].amount ? tool_.parameters[*tool_.limits[i].amount].name + " comes to " : "it is ";
      axes.read_truth(steps_.above()[i], what + "over " + ceiling, what + "at most " + ceiling);
    }
  }

 private:
  // Of each need, denial and limit, in their order.
  std::vector<std::string> conditions() const {
    const Saying& saying = steps_.encoding().saying();
    const auto when = [](const Rule& rule) { return std::to_string(rule.from ? rule.from->ms : -1) + " " + std::to_string(rule.until ? rule.until->ms : -1) + " "; };
    std::vector<std::string> all;
    for (const Need& need : tool_.needs) {
      const auto* condition = std::get_if<Need::Condition>(&need.what);
      const auto* looked_up = std::get_if<Need::LookedUp>(&need.what);
      std::string said = "yes";
      if (condition) said = saying.condition(condition->when);
      if (looked_up) said = saying.root(tool_.lets[looked_up->let].name) + format_duration(looked_up->within);
      all.push_back("needs " + when(need.rule) + said);
    }
    for (const Deny& deny : tool_.denies) all.push_back("deny " + when(deny.rule) + saying.condition(deny.when) + "/" + saying.condition(deny.unless));
    for (const Limit& limit : tool_.limits) all.push_back("limit " + when(limit.rule) + counted_by(tool_, limit, saying) + format_value(limit.ceiling));
    return all;
  }

  std::vector<std::string> facts_of(const GateStep& step) const {
    std::vector<std::string> facts;
    for (const Need& need : tool_.needs)
      if (const auto* condition = std::get_if<Need::Condition>(&need.what); condition && &need.rule == step.rule) add_facts(condition->when, facts);
    add_facts(step.when, facts);
    add_facts(step.unless, facts);
    return facts;
  }

  void add_facts(ExpressionId condition, std::vector<std::string>& facts) const {
    if (condition == no_expression) return;
    for (const std::uint32_t slot : slots_of(program_, condition)) facts.push_back(join(tool_.scope.slots[slot].path, "."));
  }

  static std::string at(DifferenceLevel level, const Said& said) {
    if (level == DifferenceLevel::verdict) return said.verdict;
    return level == DifferenceLevel::way_on ? said.verdict + '\x1f' + said.way : said.verdict + '\x1f' + said.way + '\x1f' + said.words;
  }

  std::string ceiling_of(const Limit& limit) const {
    const auto* count = limit.ceiling.as<std::int64_t>();
    std::string text = count ? std::to_string(*count) + (*count == 1 ? " call" : " calls") : format_value(limit.ceiling);
    if (limit.per_customer) text += " per customer";
    if (limit.per_conversation) text += " per conversation";
    for (const ExpressionId key : limit.per) text += " per " + std::string(program_.sources.text(program_.nodes[key].span));
    return limit.window ? text + " in " + format_duration(*limit.window) : text;
  }

  template <class Clauses>
  static auto of(const Clauses& clauses, const GateStep& step) {
    return std::ranges::find_if(clauses, [&](const auto& clause) { return &clause.rule == step.rule; });
  }

  Said consequence(const Consequence& consequence, const std::string& first = "") const {
    const std::string way = way_on(program_, consequence.action);
    return {"deny", first.empty() || way.empty() ? first + way : first + ", then " + way, words_of(consequence)};
  }

  // What a fact that nobody knows leads to is found out fact by fact, and not compared here.
  Said said(const GateStep& step, bool surely) const {
    if (step.outcome == GateStep::Outcome::allow) return {"allow", "", ""};
    if (step.outcome == GateStep::Outcome::approve) return approval(step);
    if (!surely) return {"deny", "find out what nobody knows", ""};
    switch (step.clause) {
      case Clause::needs: {
        const Need& need = *of(tool_.needs, step);
        const auto* looked_up = std::get_if<Need::LookedUp>(&need.what);
        if (looked_up) return consequence(need.otherwise, "look up " + program_.tools[tool_.lets[looked_up->let].tool].name);
        if (!std::holds_alternative<Need::CustomersYes>(need.what)) return consequence(need.otherwise);
        Said made = consequence(need.otherwise, "ask for the customer's yes");
        made.words = text_of(tool_.say_to_confirm) + (made.words.empty() ? "" : " / " + made.words);
        return made;
      }
      case Clause::deny: return consequence(of(tool_.denies, step)->outcome);
      case Clause::limit: return consequence(of(tool_.limits, step)->otherwise);
      default: return tool_.otherwise ? consequence(tool_.otherwise->outcome) : consequence({});
    }
  }

  Said approval(const GateStep& step) const {
    Said made{"approve by " + program_.roles[*step.role].name, "", ""};
    if (step.clause != Clause::approve) return made;
    const Approve& approve = *of(tool_.approves, step);
    if (approve.urgency != Urgency::medium) made.way = "with urgency " + std::string(to_text(approve.urgency));
    if (approve.within) made.way += std::string(made.way.empty() ? "" : " ") + "within " + format_duration(*approve.within);
    const std::string otherwise = way_on(program_, approve.otherwise.action);
    if (!otherwise.empty()) made.way += (made.way.empty() ? "otherwise " : ", otherwise ") + otherwise;
    made.words = words_of(approve.otherwise);
    return made;
  }

  Asking& asking_;
  const Program& program_;
  const Tool& tool_;
  GateSteps steps_;
};

class Comparing {
 public:
  Comparing(const Program& before, std::uint32_t old_tool, const Program& after, std::uint32_t new_tool, ProofOptions options)
      : asking_(context_, options.budget), old_(context_, asking_, before, old_tool, shared_), new_(context_, asking_, after, new_tool, shared_),
        axes_(context_, asking_, before) {}

  GateDifferences compare() {
    only_in_one(old_, new_);
    only_in_one(new_, old_);
    const Satisfiable any = asking_.ask({});
    made_.comparable = any != Satisfiable::no && made_.comparable;
    made_.proven = any != Satisfiable::not_known;
    if (!made_.comparable || !made_.proven) return std::move(made_);
    old_.read_into(axes_);
    new_.read_into(axes_);
    std::vector<InOrder> in_order;
    std::vector<z3::expr> plain;
    old_.in_order(new_, in_order);
    new_.in_order(old_, in_order);
    for (Gate* gate : {&old_, &new_}) plain.push_back(asking_.named(everything_known(gate->steps().encoding())));
    for (Gate* gate : {&old_, &new_}) {
      for (const Tri& above : gate->steps().above()) plain.push_back(asking_.named(above.no));
      for (const z3::expr& used : gate->steps().used()) plain.push_back(asking_.named(used == 0));
    }
    const z3::expr& now = new_.steps().encoding().now();
    plain.push_back(asking_.named(now == new_.steps().encoding().number(limits::sample_moment)));
    Differences differences(asking_, axes_, std::move(in_order), std::move(plain));
    Formula same = asking_.truth(true);
    for (const DifferenceLevel level : {DifferenceLevel::verdict, DifferenceLevel::way_on, DifferenceLevel::words}) {
      const Outcomes before = old_.outcomes(level), after = new_.outcomes(level);
      const std::size_t most = level == DifferenceLevel::verdict ? limits::diff_areas : limits::diff_lesser_areas;
      const Search search = differences.search(before, after, asking_.named(same), most, level == DifferenceLevel::verdict,
                                               [&](const FoundDifference& one) { add(level, before, after, one); });
      made_.more = made_.more || search == Search::more;
      made_.proven = made_.proven && search != Search::not_proven;
      same = same && !differ(asking_, before, after);
    }
    return std::move(made_);
  }

 private:
  // A call that both take does not give what only one of them knows.
  void only_in_one(Gate& gate, Gate& other) {
    for (const Field& parameter : gate.tool().parameters) {
      const Field* there = find_field(other.tool().parameters, parameter.name);
      if (there && (there->type.kind == parameter.type.kind)) continue;
      made_.comparable = made_.comparable && !there && parameter.type.optional;
      Encoding& encoding = gate.steps().encoding();
      for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i)
        if (encoding.scope().slots[i].path == std::vector<std::string>{parameter.name}) asking_.solver().add(encoding.slot(i).absent);
    }
  }

  void add(DifferenceLevel level, const Outcomes& before, const Outcomes& after, const FoundDifference& found) {
    GateDifference made;
    static_cast<DifferenceTold&>(made) = told(level, before, after, found);
    made.old_rule = *old_.decides(found.model).rule;
    made.new_rule = *new_.decides(found.model).rule;
    made.old_sample = old_.steps().sample(found.model);
    made.new_sample = new_.steps().sample(found.model);
    act_out_together(made.old_sample, made.new_sample);
    made_.differences.push_back(std::move(made));
  }

  // One call: the same lists, texts and look-ups for both.
  void act_out_together(GateSample& before, GateSample& after) const {
    const std::vector<ActedPart> both{{old_.program(), old_.tool().scope, before.slots, before.leaves, &before.look_ups},
                                      {new_.program(), new_.tool().scope, after.slots, after.leaves, &after.look_ups}};
    const auto open = act_out(both);
    before.open = open.front();
    after.open = open.back();
  }

  z3::context context_;
  Vocabulary shared_;
  Asking asking_;
  Gate old_, new_;
  Axes axes_;
  GateDifferences made_;
};

}  // namespace

GateDifferences gate_differences(const Program& before, std::uint32_t old_tool, const Program& after, std::uint32_t new_tool, ProofOptions options) {
  try {
    return Comparing(before, old_tool, after, new_tool, options).compare();
  } catch (const z3::exception&) {
    GateDifferences none;
    none.proven = false;
    return none;
  }
}

#else

GateDifferences gate_differences(const Program&, std::uint32_t, const Program&, std::uint32_t, ProofOptions) {
  GateDifferences none;
  none.proven = false;
  return none;
}

#endif

}  // namespace handrail::dsl
