// Approvals that nobody with the role may give: its own limit is below what the rule asks about.
#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/check/amounts.hpp"
#include "dsl/formulas/areas.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/telling.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

// One that is in another currency than the limit is above it, whatever it is worth.
struct Foreign { std::string name; Currency currency; bool always = false; };   // always: no call comes without
struct Beyond { std::vector<std::uint32_t> amounts; std::vector<Foreign> foreign; std::string unread; Formula small; };

Currency currency_of(const Program& program, const Type& type) { return type.currency.code().empty() ? program.currency : type.currency; }

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

// The amounts of which one may be above the role's limit, and what is said of one that a limit counts and no condition reads. Of what nothing reads at all nobody
// thinks that it is so much.
Beyond beyond(const GateQuestion& question, std::uint32_t role, const Money& most) {
  const Tool& tool = question.program.tools[question.tool];
  const auto same = [&](const Type& type) { return currency_of(question.program, type) == most.currency; };
  Beyond made{{}, {}, {}, question.asking.truth(true)};
  for (const Field& field : tool.parameters)
    if (field.type.kind == TypeKind::money && !same(field.type)) made.foreign.push_back({field.name, currency_of(question.program, field.type), !field.type.optional});
  for (const std::uint32_t i : amounts_asked_about(question.program, tool, role)) {
    const Slot& slot = tool.scope.slots[i];
    if (same(slot.type)) made.amounts.push_back(i);
    else if (!find_field(tool.parameters, slot.path.front())) made.foreign.push_back({join(slot.path, "."), currency_of(question.program, slot.type)});
  }
  for (const auto& [parameter, amount] : question.gate.unread()) {
    if (!same(tool.parameters[parameter].type)) continue;
    const bool limited = std::ranges::any_of(tool.limits, [&](const Limit& limit) { return limit.amount == parameter; });
    if (limited) made.unread = tool.parameters[parameter].name + " is over " + amount_in_words(most);
    else made.small = made.small && (!amount.given || amount.amount <= question.gate.encoding().number(most.minor));
  }
  return made;
}

// Where nobody may approve, and what the edits are.
struct Told {
  std::string region;                      // empty: wherever the rule asks
  std::vector<Foreign> foreign;            // the amounts that are to blame there
  bool all_foreign = false;                // no amount is in the limit's own currency
  bool narrower = false;                   // something that the rule asks about may be approved
};

std::string edits(const Told& told, const Role& role) {
  const std::string narrow = told.narrower ? "narrow the rule, " : "";
  const auto& blamed = told.foreign;
  if (blamed.empty()) return narrow + "ask another role, or raise what this one may approve";
  const bool one_currency = std::ranges::all_of(blamed, [&](const Foreign& one) { return one.currency == blamed.front().currency; });
  if (told.all_foreign && one_currency) return narrow + "write what `" + role.name + "` may approve in " + std::string(blamed.front().currency.code()) + ", or ask another role";
  return narrow + "let all amounts be in " + std::string(role.limit->currency.code()) + ", or ask a role that has no limit";
}

void tell(const GateQuestion& question, const GateStep& step, const Told& told, GateSample sample) {
  const Role& role = question.program.roles[*step.role];
  SampledFinding made;
  std::string what = told.region.empty() ? "" : " when `" + told.region + "`";
  for (const Foreign& one : told.foreign) what += (&one == &told.foreign.front() ? ": `" : ", `") + one.name + "` is in " + std::string(one.currency.code());
  made.found = warning("P0714", "nobody may approve what this asks `" + role.name + "` about" + what, step.rule->span, "the request would wait until it is given up",
                       edits(told, role));
  made.found.labels.push_back({role.rule.span, "may approve up to " + amount_in_words(*role.limit) + (told.foreign.empty() ? "" : ", and nothing in another currency")});
  made.calls.push_back({std::move(sample), *step.rule, CallClaim::Says::approve, {}});
  question.proof.sampled.push_back(std::move(made));
}

}  // namespace

void approvals_beyond_the_role(const GateQuestion& question) {
  Asking& asking = question.asking;
  std::vector<Span> told;
  const auto& steps = question.gate.with_approvals();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const GateStep& step = steps[i];
    if (step.outcome != GateStep::Outcome::approve || !question.program.roles[*step.role].limit || std::ranges::find(told, step.rule->span) != told.end()) continue;
    const Money& limit = *question.program.roles[*step.role].limit;
    const z3::expr may = question.gate.may_approve(*step.role);
    const Beyond over = beyond(question, *step.role, limit);
    const z3::expr reached = asking.named(question.gate.reaches_with_approvals(i) && step.surely && question.gate.in_turn() && over.small);
    const z3::expr above = asking.named(!may);
    if (asking.ask({reached, above}) != Satisfiable::yes) continue;
    const z3::model first = asking.model();
    told.push_back(step.rule->span);
    GateSample sample = question.gate.sample_with_approvals(first);
    const z3::model model = sample.open.empty() ? first : concrete_call(question, first, {reached, above}, sample);
    Told made;
    made.narrower = asking.ask({reached, !above}) == Satisfiable::yes;
    made.all_foreign = over.amounts.empty() && over.unread.empty();
    std::vector<std::string> facts;
    if (made.narrower) {
      Axes axes(question.context, asking, question.program);
      axes.read(question.gate.encoding());
      for (const std::uint32_t slot : over.amounts) axes.read_amount(question.gate.encoding(), slot, limit);
      // Of the amounts alone, whatever else leads here: the clause narrows it, and the region says from where on nobody may.
      const auto area = Areas(asking, axes).around(model, {}, !above);
      if (!area && over.unread.empty()) continue;
      made.region = area ? area->words : over.unread;
      if (area) facts = axes.facts(area->literals);
    }
    std::ranges::copy_if(over.foreign, std::back_inserter(made.foreign), [&](const Foreign& one) {
      return made.narrower ? std::ranges::find(facts, one.name) != facts.end() : one.always;
    });
    tell(question, step, made, std::move(sample));
  }
}

}  // namespace handrail::dsl
#endif
