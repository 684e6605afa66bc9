// Guarantees about calls: `never TOOL when …` over every step of the tool's gate.
#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/areas.hpp"
#include "dsl/formulas/wording.hpp"
#include "dsl/prove/empty_guarantees.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

// What goes without saying: a need that is met, a limit that is not reached.
struct Given {
  z3::expr holds;                         // a name
  std::vector<std::string> facts;         // that it asks about
  z3::expr so;                            // what the name is for
};

// Of what holds for a time alone the time is told.
std::vector<Given> given_of(const GateQuestion& question) {
  const Tool& tool = question.program.tools[question.tool];
  std::vector<Given> all;
  for (const GateStep& step : question.gate.steps()) {
    const bool denies = step.clause == GateStep::Clause::needs || (step.clause == GateStep::Clause::limit && step.outcome == GateStep::Outcome::deny);
    if (!denies || step.rule->from || step.rule->until) continue;
    all.push_back({question.asking.named(!step.guard), {}, !step.guard});
    for (const Need& need : tool.needs)
      if (const auto* condition = std::get_if<NeededCondition>(&need.what); condition && &need.rule == step.rule)
        for (const std::uint32_t slot : slots_of(question.program, condition->when)) all.back().facts.push_back(join(tool.scope.slots[slot].path, "."));
    for (const Limit& limit : tool.limits)
      if (&limit.rule == step.rule && limit.amount) all.back().facts.push_back(tool.parameters[*limit.amount].name);
  }
  return all;
}

// From today on.
std::optional<z3::expr> in_time(const GateQuestion& question) {
  const Encoding& encoding = question.gate.encoding();
  if (!question.today) return std::nullopt;
  return question.asking.named(encoding.now() >= encoding.number(question.today->ms));
}

// Who has approved the call, and who has not: that is told beside the region.
std::vector<z3::expr> approvals_in(const GateQuestion& question, const z3::model& model) {
  std::vector<z3::expr> all;
  for (const auto& [role, approved] : question.gate.approved()) all.push_back(question.asking.named(true_in(model, approved) ? approved : !approved));
  return all;
}

// A limit that asks somebody does not go without saying where the call is above it.
void read_limits(const GateQuestion& question, Axes& axes) {
  const Tool& tool = question.program.tools[question.tool];
  for (std::size_t i = 0; i < tool.limits.size(); ++i) {
    if (!tool.limits[i].above_approve_by) continue;
    const std::string what = counted_in_words(tool, tool.limits[i]), ceiling = ceiling_in_words(question.program, tool.limits[i]);
    axes.read_truth(question.gate.above()[i], what + "over " + ceiling, what + "at most " + ceiling);
  }
}

// What those who have approved may approve bounds the amounts, though no condition says so.
void read_roles(const GateQuestion& question, const z3::model& model, Axes& axes) {
  const auto& slots = question.program.tools[question.tool].scope.slots;
  for (const auto& [role, approved] : question.gate.approved()) {
    const auto& limit = question.program.roles[role].limit;
    for (std::uint32_t i = 0; limit && true_in(model, approved) && i < slots.size(); ++i) {
      const Type& type = slots[i].type;
      const Currency currency = type.currency.code().empty() ? question.program.currency : type.currency;
      if (type.kind == TypeKind::money && currency == limit->currency) axes.read_amount(question.gate.encoding(), i, *limit);
    }
  }
}

// In words, the situation in which the call is let through. Whatever else it needs is taken as given, as long as that asks about other facts.
std::string region(const GateQuestion& question, const z3::model& model, const z3::expr& situation) {
  Axes axes(question.context, question.asking, question.program);
  axes.read(question.gate.encoding());
  for (const GateStep& step : question.gate.steps()) axes.read_dates(question.gate.encoding(), *step.rule);
  std::vector<Given> given = given_of(question);
  std::erase_if(given, [&](const Given& one) { return !true_in(model, one.so); });
  const std::vector<z3::expr> approvals = approvals_in(question, model);
  read_limits(question, axes);
  read_roles(question, model, axes);
  const z3::expr outside = question.asking.named(!(situation && question.gate.in_turn()));   // who was never asked has not approved
  for (std::string words;;) {
    std::vector<z3::expr> fixed;
    for (const Given& one : given) fixed.push_back(one.holds);
    fixed.insert(fixed.end(), approvals.begin(), approvals.end());
    if (const auto from_today = in_time(question)) fixed.push_back(*from_today);
    const auto area = Areas(question.asking, axes).around(model, fixed, outside);
    if (!area) return words;                                 // what is left of the given has no words
    words = area->words;
    const std::vector<std::string> facts = axes.facts(area->literals);
    const auto spoken_of = [&](const Given& one) { return std::ranges::any_of(one.facts, [&](const std::string& fact) { return std::ranges::find(facts, fact) != facts.end(); }); };
    if (std::erase_if(given, spoken_of) == 0) return words;
  }
}

// Whether the question whether this step lets the call through leaves the guarantee standing.
bool stands(const GateQuestion& question, const GateStep& step, std::vector<z3::expr> assumed, const z3::expr_vector& before, GuaranteeAnswer& answer) {
  Asking& asking = question.asking;
  assumed.push_back(asking.named(step.guard));
  assumed.push_back(asking.named(question.gate.in_turn()));
  switch (asking.ask(assumed)) {
    case Satisfiable::no: return true;
    case Satisfiable::not_known: answer.kind = GuaranteeAnswer::Kind::not_proven; return true;
    case Satisfiable::yes: break;
  }
  z3::model model = asking.model();
  // One that needs nobody's approval, and then one in which everything is known is easier to understand.
  for (const auto& [role, approved] : question.gate.approved()) {
    assumed.push_back(asking.named(!approved));
    if (asking.ask(assumed) == Satisfiable::yes) model = asking.model();
    else assumed.pop_back();
  }
  const std::vector<z3::expr> as_it_comes = assumed;
  assumed.push_back(asking.named(everything_known(question.gate.encoding())));
  if (asking.ask(assumed) == Satisfiable::yes) model = asking.model();
  else assumed = as_it_comes;
  // So is one at a moment like any other.
  const std::int64_t plain = std::max(limits::sample_moment, question.today.value_or(Instant{}).ms);
  assumed.push_back(asking.named(question.gate.encoding().now() == question.gate.encoding().number(plain)));
  if (asking.ask(assumed) == Satisfiable::yes) model = asking.model();
  else assumed.pop_back();
  // So is one in which a text that no rule names is none of those that some rule names.
  const Encoding& encoding = question.gate.encoding();
  for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i) {
    if (encoding.scope().slots[i].type.kind != TypeKind::text) continue;
    assumed.push_back(asking.named(encoding.slot(i).value >= encoding.number(Encoding::unnamed_text)));
    if (asking.ask(assumed) == Satisfiable::yes) model = asking.model();
    else assumed.pop_back();
  }
  // And one in which lists and maps are there: what is asked of their items can then be made so.
  const std::vector<z3::expr> with_any_lists = assumed;
  for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i) {
    const TypeKind kind = encoding.scope().slots[i].type.kind;
    if (kind != TypeKind::list && kind != TypeKind::map) continue;
    assumed.push_back(asking.named(encoding.slot(i).known));
    if (asking.ask(assumed) == Satisfiable::yes) model = asking.model();
    else assumed.pop_back();
  }
  answer.kind = GuaranteeAnswer::Kind::broken;
  answer.lets_it_happen = *step.rule;
  answer.sample = question.gate.sample_with_approvals(model);
  const bool fewer = assumed.size() > with_any_lists.size();
  if (!answer.sample.open.empty()) model = concrete_call(question, model, std::move(assumed), answer.sample);
  if (!answer.sample.open.empty() && fewer) model = concrete_call(question, model, with_any_lists, answer.sample);
  answer.region = region(question, model, z3::mk_and(before) && step.guard);
  return false;
}

}  // namespace

void never_call(const GateQuestion& question, std::uint32_t index) {
  const Guarantee& guarantee = question.program.guarantees[index];
  Asking& asking = question.asking;
  Encoding& encoding = question.gate.encoding();
  GuaranteeAnswer answer;
  answer.guarantee = index;
  answer.kind = GuaranteeAnswer::Kind::proved;
  if (auto parts = contradiction(question.program, asking, guarantee.when, [&](ExpressionId part) { return encoding.condition(part).yes; })) {
    answer.kind = GuaranteeAnswer::Kind::of_nothing;
    answer.contradicting = std::move(*parts);
    question.proof.guarantees.push_back(std::move(answer));
    return;
  }
  z3::expr_vector situation(question.context);
  situation.push_back(guarantee.when == no_expression ? encoding.truth(true) : encoding.condition(guarantee.when).yes);
  std::vector<z3::expr> assumed{asking.named(situation[0])};
  if (const auto from_today = in_time(question)) assumed.push_back(*from_today);
  for (const auto& [role, approved] : question.gate.approved())
    if (guarantee.without_approval && (!guarantee.role || role == *guarantee.role)) assumed.push_back(asking.named(!approved));
  for (const GateStep& step : question.gate.with_approvals()) {
    if (step.outcome == GateStep::Outcome::allow && !stands(question, step, assumed, situation, answer)) break;
    assumed.push_back(!asking.named(step.guard));
    situation.push_back(!step.guard);
  }
  question.proof.guarantees.push_back(std::move(answer));
}

}  // namespace handrail::dsl
#endif
