#include "engine/policy/limits_asking.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/money.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {
namespace {

std::optional<std::int64_t> number_of(const Json* used) {
  if (!used) return std::nullopt;
  if (const auto count = used->integer()) return *count;
  const auto money = parse_money(used->text_or("amount") + " " + used->text_or("currency"));
  return money ? std::optional(money->minor) : std::nullopt;
}

std::int64_t ceiling_of(const dsl::Limit& limit) {
  const auto* most = limit.ceiling.as<Money>();
  return most ? most->minor : *limit.ceiling.as<std::int64_t>();
}

// Of a shared limit: how far the part above it may grow from what the approver saw. None: the role may approve any amount, or the limit counts calls.
std::optional<std::int64_t> may_grow_to(const dsl::Program& program, const dsl::Limit& limit, std::int64_t above_when_seen) {
  const auto* most = limit.ceiling.as<Money>();
  const auto& role = program.roles[*limit.above_approve_by].limit;
  if (!most || !role) return std::nullopt;
  if (role->currency != most->currency) return above_when_seen;
  if (above_when_seen <= role->minor) return role->minor;
  std::int64_t once_more = 0;
  return __builtin_add_overflow(above_when_seen, role->minor, &once_more) ? INT64_MAX : once_more;
}

bool beyond(const dsl::Program& program, const Judgement& judgement, const Judgement::Asking& asking, const Json* seen) {
  const auto was = seen ? number_of(seen->find("used")) : std::nullopt;
  if (!was || !asking.used) return true;
  if (*asking.used <= *was) return false;
  if (!judgement.shared(*asking.limit)) return true;
  const auto above = [&](std::int64_t used) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(used, judgement.takes(*asking.limit), &sum) ? INT64_MAX : sum - ceiling_of(*asking.limit);
  };
  const auto most = may_grow_to(program, *asking.limit, above(*was));
  return most && above(*asking.used) > *most;
}

}  // namespace

Json limits_asking(const dsl::Program& program, const GateCall& call) {
  Json asking = Json::object();
  const auto tool = program.find_tool(call.tool);
  if (!tool) return asking;
  const BundleHash none;
  const Judgement judgement(program, none, program.tools[*tool], call, {});
  for (const auto& [limit, sum] : judgement.limits_asking()) {
    const auto* most = limit->ceiling.as<Money>();
    Value used = Unknown{};
    if (sum) used = most ? Value(Money{*sum, most->currency}) : Value(*sum);
    asking.set(limit->rule.text, Json::object({{"used", dsl::encode(used)}, {"at_most", dsl::encode(limit->ceiling)}}));
  }
  return asking;
}

bool used_beyond(const dsl::Program& program, const GateCall& call, const Json& before) {
  const auto tool = program.find_tool(call.tool);
  if (!tool) return true;
  const BundleHash none;
  const Judgement judgement(program, none, program.tools[*tool], call, {});
  const std::vector<Judgement::Asking> limits = judgement.limits_asking();
  return std::ranges::any_of(limits, [&](const Judgement::Asking& asking) {
    return beyond(program, judgement, asking, before.members() ? before.find(asking.limit->rule.text) : nullptr);
  });
}

}  // namespace handrail
