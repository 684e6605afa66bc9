// The gate asked before there are arguments: may a call of this tool be proposed at all?
#include <algorithm>

#include "engine/policy/judgement.hpp"

namespace handrail {

// A look-up can be made and a yes can be asked for, so neither stands in the way.
std::optional<Verdict> Judgement::unmet_need() {
  for (const dsl::Need& need : tool_.needs) {
    const auto* condition = std::get_if<dsl::Need::Condition>(&need.what);
    if (condition && active(need.rule) && satisfied(*condition) == Truth::no)
      if (auto made = this->need(need, *condition)) return with_way_on(std::move(*made));
  }
  return std::nullopt;
}

std::optional<Verdict> Judgement::certain_denial() {
  for (const dsl::Deny& deny : tool_.denies) {
    if (!active(deny.rule) || holds(deny.when, deny.unless) != Truth::yes) continue;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::deny, deny.rule);
    remedies_from(made, deny.outcome);
    return with_way_on(std::move(made));
  }
  return std::nullopt;
}

// Of an amount that nobody knows yet, the smallest would still be too much.
std::optional<Verdict> Judgement::used_up() const {
  for (const dsl::Limit& limit : tool_.limits) {
    if (limit.above_approve_by || !active(limit.rule)) continue;
    const auto key = key_of(limit);
    const auto before = key ? used_so_far(limit, *key) : std::optional<std::int64_t>(0);
    const auto* most = limit.ceiling.as<Money>();
    const std::int64_t ceiling = most ? most->minor : *limit.ceiling.as<std::int64_t>();
    if (before && *before < ceiling) continue;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::limit, limit.rule);
    remedies_from(made, limit.otherwise);
    if (const auto free = free_again(limit)) remedy(made, {RemedyKind::wait, format_time(*free), ""});
    return with_way_on(std::move(made));
  }
  return std::nullopt;
}

std::optional<Verdict> Judgement::in_the_way() {
  if (auto verdict = unmet_need()) return verdict;
  if (auto verdict = certain_denial()) return verdict;
  if (auto verdict = used_up()) return verdict;
  const auto might_hold = [&](const auto& clause) { return active(clause.rule) && holds(clause.when, clause.unless) != Truth::no; };
  if (std::ranges::any_of(tool_.approves, might_hold) || std::ranges::any_of(tool_.allows, might_hold)) return std::nullopt;
  Verdict last = otherwise();
  return last.kind == VerdictKind::deny ? std::optional(std::move(last)) : std::nullopt;
}

std::optional<Verdict> in_the_way(const dsl::Program& program, const BundleHash& bundle, const GateCall& call) {
  return Judgement(program, bundle, program.tools[*program.find_tool(call.tool)], call, {.any_arguments = true}).in_the_way();
}

}  // namespace handrail
