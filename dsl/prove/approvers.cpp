// Approvals that nobody with the role may give: its own limit is below what the rule asks about.
#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/areas.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

struct Beyond { z3::expr over; std::vector<std::uint32_t> amounts; std::string unread; };

// What a role's limit is about: the amounts among the arguments, and of a tool that has none those that its approvals by the role read.
std::vector<std::uint32_t> amounts_asked_about(const Program& program, const Tool& tool, std::uint32_t role) {
  const bool has_amount = std::ranges::any_of(tool.parameters, [](const Field& field) { return field.type.kind == TypeKind::money; });
  std::vector<std::uint32_t> amounts;
  if (has_amount) {
    for (std::uint32_t i = 0; i < tool.scope.slots.size(); ++i)
      if (tool.scope.slots[i].path.size() == 1 && find_field(tool.parameters, tool.scope.slots[i].path.front())) amounts.push_back(i);
  } else {
    for (const Approve& approve : tool.approves)
      for (const ExpressionId condition : {approve.when, approve.unless})
        if (approve.role == role && condition != no_expression) std::ranges::copy(slots_of(program, condition), std::back_inserter(amounts));
  }
  std::erase_if(amounts, [&](std::uint32_t slot) { return tool.scope.slots[slot].type.kind != TypeKind::money; });
  return amounts;
}

// Some amount that the role's limit is about is above it, as far as the clauses read it.
Beyond beyond(const GateQuestion& question, std::uint32_t role, const Money& limit) {
  Encoding& encoding = question.gate.encoding();
  const Tool& tool = question.program.tools[question.tool];
  Beyond made{question.asking.truth(false), {}, {}};
  for (const std::uint32_t i : amounts_asked_about(question.program, tool, role)) {
    const Type& type = tool.scope.slots[i].type;
    const Term& amount = encoding.slot(i);
    const bool same = (type.currency.code().empty() ? question.program.currency : type.currency) == limit.currency;
    made.over = made.over || (amount.known && (same ? amount.value > encoding.number(limit.minor) : question.asking.truth(true)));
    if (same) made.amounts.push_back(i);
  }
  for (const auto& [parameter, amount] : question.gate.unread()) {
    const Type& type = tool.parameters[parameter].type;
    if ((type.currency.code().empty() ? question.program.currency : type.currency) != limit.currency) continue;
    made.over = made.over || amount > encoding.number(limit.minor);
    made.unread = tool.parameters[parameter].name + " is over " + amount_in_words(limit);
  }
  return made;
}

void tell(const GateQuestion& question, const GateStep& step, const std::string& region, GateSample sample) {
  const Role& role = question.program.roles[*step.role];
  SampledFinding made;
  const std::string when = region.empty() ? "" : " when `" + region + "`";
  made.found = warning("P0714", "nobody may approve what this asks `" + role.name + "` about" + when, step.rule->span,
                       "the request would wait until it is given up", "narrow the rule, ask another role, or raise what this one may approve");
  made.found.labels.push_back({role.rule.span, "may approve up to " + amount_in_words(*role.limit)});
  made.calls.push_back({std::move(sample), *step.rule, CallClaim::Says::approve, {}});
  question.proof.sampled.push_back(std::move(made));
}

}  // namespace

void approvals_beyond_the_role(const GateQuestion& question) {
  Asking& asking = question.asking;
  std::vector<Span> told;
  for (std::size_t i = 0; i < question.gate.steps().size(); ++i) {
    const GateStep& step = question.gate.steps()[i];
    if (step.outcome != GateStep::Outcome::approve || !question.program.roles[*step.role].limit || std::ranges::find(told, step.rule->span) != told.end()) continue;
    const Money& limit = *question.program.roles[*step.role].limit;
    const Beyond over = beyond(question, *step.role, limit);
    const z3::expr reached = asking.named(question.gate.reaches(i) && step.surely), above = asking.named(over.over);
    if (asking.ask({reached, above}) != Satisfiable::yes) continue;
    const z3::model model = asking.model();
    told.push_back(step.rule->span);
    GateSample sample = question.gate.sample(model);
    std::string region;
    if (asking.ask({reached, !above}) == Satisfiable::yes) {
      Axes axes(question.context, asking, question.program);
      axes.read(question.gate.encoding());
      for (const std::uint32_t slot : over.amounts) axes.read_amount(question.gate.encoding(), slot, limit);
      // Of the amounts alone, whatever else leads here: the clause narrows it, and the region says from where on nobody may.
      const auto area = Areas(asking, axes).around(model, {}, !above);
      if (!area && over.unread.empty()) continue;
      region = area ? area->words : over.unread;
    }
    tell(question, step, region, std::move(sample));
  }
}

}  // namespace handrail::dsl
#endif
