#include "dsl/difference/gate_difference.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/difference/difference.hpp"
#include "dsl/formulas/acted_out.hpp"
#include "dsl/formulas/counters.hpp"
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
    for (const GateStep& step : steps_.with_approvals()) {
      const z3::expr decides = reached && step.guard;
      made.add(at(level, said(step, true)), decides && step.surely);
      made.add(at(level, said(step, false)), decides && !step.surely);
      reached = reached && !step.guard;
    }
    return made;
  }

  const GateStep& decides(const z3::model& model) const {
    for (const GateStep& step : steps_.with_approvals())
      if (true_in(model, step.guard)) return step;
    return steps_.with_approvals().back();
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
        if (shared(at++)) wishes.push_back({asking_.named(!step.guard), facts_of(step), not_in_the_way(step)});
    for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
      const Limit& limit = tool_.limits[i];
      if (!shared(at++) || limit.above_approve_by) continue;
      wishes.push_back({asking_.named(steps_.above()[i].no), limit.amount ? std::vector<std::string>{tool_.parameters[*limit.amount].name} : std::vector<std::string>(),
                        counted_in_words(tool_, limit) + "at most " + ceiling_in_words(program_, limit) + days_of(limit.rule)});
    }
  }

  void read_into(Axes& axes) {
    axes.read(steps_.encoding());
    for (const GateStep& step : steps_.steps()) axes.read_dates(steps_.encoding(), *step.rule);
    for (std::size_t i = 0; i < tool_.needs.size(); ++i) {
      const auto& met = steps_.met()[i];
      if (!met) continue;
      const auto* looked_up = std::get_if<Need::LookedUp>(&tool_.needs[i].what);
      if (looked_up) axes.read_truth({*met, !*met}, looked_up_in_time(*looked_up, "was"), looked_up_in_time(*looked_up, "was not"));
      else axes.read_truth({*met, !*met}, said_yes, "the customer did not say yes to it");
    }
    for (std::size_t i = 0; i < tool_.limits.size(); ++i) {
      const std::string ceiling = ceiling_in_words(program_, tool_.limits[i]), what = counted_in_words(tool_, tool_.limits[i]);
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

  static constexpr const char* said_yes = "the customer said yes to it";

  std::string looked_up_in_time(const Need::LookedUp& need, const std::string& was) const {
    return tool_.lets[need.let].name + " " + was + " looked up in the last " + format_duration(need.within);
  }


  // That the step does not stop the call, with the days on which it could.
  std::string not_in_the_way(const GateStep& step) const {
    const auto text = [&](ExpressionId id) { return on_one_line(program_, id); };
    std::string words;
    for (const Need& need : tool_.needs) {
      if (&need.rule != step.rule) continue;
      const auto* condition = std::get_if<Need::Condition>(&need.what);
      const auto* looked_up = std::get_if<Need::LookedUp>(&need.what);
      words = condition ? text(condition->when) : looked_up ? looked_up_in_time(*looked_up, "was") : said_yes;
    }
    if (step.clause == Clause::deny && step.when == no_expression) words = text(step.unless);
    else if (step.clause == Clause::deny) words = "not (" + text(step.when) + (step.unless == no_expression ? "" : " unless " + text(step.unless)) + ")";
    return words + days_of(*step.rule);
  }

  void add_facts(ExpressionId condition, std::vector<std::string>& facts) const {
    if (condition == no_expression) return;
    for (const std::uint32_t slot : slots_of(program_, condition)) facts.push_back(join(tool_.scope.slots[slot].path, "."));
  }

  static std::string at(DifferenceLevel level, const Said& said) {
    if (level == DifferenceLevel::verdict) return said.verdict;
    return level == DifferenceLevel::way_on ? said.verdict + '\x1f' + said.way : said.verdict + '\x1f' + said.way + '\x1f' + said.words;
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
      : asking_(context_, options.budget), today_(options.today), old_(context_, asking_, before, old_tool, shared_), new_(context_, asking_, after, new_tool, shared_),
        axes_(context_, asking_, before) {}

  GateDifferences compare() {
    only_in_one(old_, new_);
    only_in_one(new_, old_);
    new_.steps().encoding().tie_readings(old_.steps().encoding());
    const z3::expr& now = new_.steps().encoding().now();
    if (today_) asking_.solver().add(now >= new_.steps().encoding().number(today_->ms));
    given_in_turn();
    one_history();
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
    read_approvals(in_order);
    for (Gate* gate : {&old_, &new_}) plain.push_back(asking_.named(everything_known(gate->steps().encoding())));
    for (Gate* gate : {&old_, &new_}) {
      for (const Tri& above : gate->steps().above()) plain.push_back(asking_.named(above.no));
      for (const z3::expr& used : gate->steps().used()) plain.push_back(asking_.named(used == 0));
    }
    plain.push_back(asking_.named(now == new_.steps().encoding().number(std::max(limits::sample_moment, today_.value_or(Instant{}).ms))));
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

  // An approval that is there both have asked for, one after the other: what they ask for before is compared before. One that only one of them counts is another
  // difference, unless it is the role itself that may approve something else, which is told of the role.
  void given_in_turn() {
    z3::solver& solver = asking_.solver();
    solver.add(old_.steps().in_turn());
    solver.add(new_.steps().in_turn());
    const auto name = [](const Gate& gate, std::uint32_t role) { return gate.program().roles[role].name; };
    for (const auto& [role, approved] : new_.steps().approved()) {
      const auto was = std::ranges::find_if(old_.steps().approved(), [&](const auto& one) { return name(old_, one.first) == name(new_, role); });
      if (was == old_.steps().approved().end()) {
        solver.add(!approved);
        continue;
      }
      const z3::expr old_may = old_.steps().may_approve(was->first), new_may = new_.steps().may_approve(role);
      const bool as_it_was = old_.program().roles[was->first].limit == new_.program().roles[role].limit;
      solver.add(z3::implies(approved, as_it_was ? old_may || new_may : old_may && new_may));
    }
    for (const auto& [role, approved] : old_.steps().approved())
      if (std::ranges::none_of(new_.steps().approved(), [&](const auto& one) { return name(new_, one.first) == name(old_, role); })) solver.add(!approved);
  }

  // That nobody has approved the call yet goes without saying.
  void read_approvals(std::vector<InOrder>& in_order) {
    for (const auto& [role, approved] : new_.steps().approved()) {
      const std::string& name = new_.program().roles[role].name;
      axes_.read_truth({approved, !approved}, after_approval(name), "with no approval by " + name);
      in_order.push_back({.holds = asking_.named(!approved), .facts = {}, .of_outcomes = true});
    }
  }

  // Whoever knows of the calls knows of them, however far back they are counted.
  static bool same_calls(const Counted& one, const Counted& other) { return one.of == other.of && one.per == other.per && one.verified_alone == other.verified_alone; }

  // What calls before come to is one past, whichever of the two counts it.
  // An amount that only a limit reads in one version is the argument that clauses of the other read.
  template <class Side>
  void one_amount(Side& reads_less, Side& other) {
    for (const auto& [parameter, amount] : reads_less.steps().unread()) {
      const std::string& name = reads_less.tool().parameters[parameter].name;
      const auto& slots = other.tool().scope.slots;
      if (const auto slot = std::ranges::find(slots, std::vector<std::string>{name}, &Slot::path); slot != slots.end()) {
        const Term& read = other.steps().encoding().slot(static_cast<std::uint32_t>(slot - slots.begin()));
        asking_.solver().add(z3::implies(read.known && !read.odd, amount.amount == read.value));
        if (read.kind == TypeKind::money) asking_.solver().add(amount.given == !read.absent);
      }
      for (const auto& [its_parameter, its_amount] : other.steps().unread())
        if (other.tool().parameters[its_parameter].name == name) asking_.solver().add(amount.amount == its_amount.amount && amount.given == its_amount.given);
    }
  }

  void one_history() {
    one_amount(old_, new_);
    one_amount(new_, old_);
    std::vector<Counter> all = old_.steps().counters();
    const std::vector<Counter> more = new_.steps().counters();
    for (const Counter& one : all)
      for (const Counter& other : more)
        if (!one.known.is_true() && !other.known.is_true() && same_calls(one.counted, other.counted)) asking_.solver().add(one.known == other.known);
    all.insert(all.end(), more.begin(), more.end());
    tie_counters(asking_.solver(), all);
  }

  void add(DifferenceLevel level, const Outcomes& before, const Outcomes& after, const FoundDifference& found) {
    GateDifference made;
    static_cast<DifferenceTold&>(made) = told(level, before, after, found);
    made.old_rule = *old_.decides(found.model).rule;
    made.new_rule = *new_.decides(found.model).rule;
    made.old_sample = old_.steps().sample_with_approvals(found.model);
    made.new_sample = new_.steps().sample_with_approvals(found.model);
    act_out_together(made.old_sample, made.new_sample);
    made_.differences.push_back(std::move(made));
  }

  // One call: the same lists, texts and look-ups for both.
  void act_out_together(GateSample& before, GateSample& after) const {
    before.unmet.clear(), after.unmet.clear();
    const std::vector<ActedPart> both{{old_.program(), old_.tool().scope, before.slots, before.leaves, &before.look_ups, before.terms, &before.unmet},
                                      {new_.program(), new_.tool().scope, after.slots, after.leaves, &after.look_ups, after.terms, &after.unmet}};
    const auto open = act_out(both);
    before.open = open.front();
    after.open = open.back();
  }

  z3::context context_;
  Vocabulary shared_;
  Asking asking_;
  std::optional<Instant> today_;
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
