#include "engine/policy/limits_asking.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {
namespace {

constexpr std::size_t uses_told = 20;   // of one limit; the budget of a whole team has thousands

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
  if (!seen && !asking.asks) return false;
  const auto was = seen ? number_of(seen->find("used")) : std::nullopt;
  if (!was || !asking.used) return asking.asks;
  if (*asking.used <= *was) return false;
  if (!judgement.shared(*asking.limit)) return true;
  const auto above = [&](std::int64_t used) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(used, judgement.takes(*asking.limit), &sum) ? INT64_MAX : sum - ceiling_of(*asking.limit);
  };
  if (above(*was) <= 0) return asking.asks;   // it did not ask then
  const auto most = may_grow_to(program, *asking.limit, above(*was));
  return most && above(*asking.used) > *most;
}

// Whose the limit is: "customer", "conversation", and what it names, each with its value here.
Json per_of(const dsl::Program& program, const dsl::Tool& tool, const Judgement& judgement, const GateCall& call, const dsl::Limit& limit) {
  Json per = Json::object();
  if (limit.per_customer) per.set("customer", call.customer["id"]);
  if (limit.per_conversation) per.set("conversation", call.conversation);
  for (const dsl::ExpressionId term : limit.per) {
    const dsl::Node& node = program.nodes[term];
    const std::string name = node.op == dsl::NodeOp::slot ? join(tool.scope.slots[node.a].path, ".") : "value " + std::to_string(per.members()->size() + 1);
    per.set(name, dsl::encode(dsl::evaluate_value(program, term, judgement.frame())));
  }
  return per;
}

Json as_told(const dsl::Program& program, const dsl::Tool& tool, const Judgement& judgement, const GateCall& call, const Judgement::Told& told) {
  const dsl::Limit& limit = *told.limit;
  const auto* most = limit.ceiling.as<Money>();
  const auto amount = [most](std::int64_t number) { return dsl::encode(most ? Value(Money{number, most->currency}) : Value(number)); };
  Json json = Json::object(
      {{"limit", limit.rule.text}, {"at", program.where(limit.rule)}, {"per", per_of(program, tool, judgement, call, limit)}, {"at_most", dsl::encode(limit.ceiling)}});
  if (judgement.standing(limit).over != Truth::unknown) json.set("this_call", amount(judgement.takes(limit)));
  if (!told.used) return json;
  json.set("used", amount(*told.used));
  json.set("left", amount(std::max<std::int64_t>(0, ceiling_of(limit) - *told.used)));
  Json uses = Json::array();
  for (auto use = told.uses.rbegin(); use != told.uses.rend() && uses.items()->size() < uses_told; ++use) {
    Json one = Json::object({{"at", format_time(use->at)}, {"amount", amount(use->amount)}});
    if (!use->conversation.empty()) one.set("conversation", use->conversation);
    if (limit.window) one.set("free_at", format_time(use->at + *limit.window));
    uses.push(std::move(one));
  }
  json.set("uses", std::move(uses));
  if (told.uses.size() > uses_told) json.set("more_uses", static_cast<std::int64_t>(told.uses.size() - uses_told));
  if (told.fits_at) json.set("fits_at", format_time(*told.fits_at));
  return json;
}

}  // namespace

Json limits_to_ask_above(const dsl::Program& program, const GateCall& call) {
  Json asking = Json::object();
  const auto tool = program.find_tool(call.tool);
  if (!tool) return asking;
  const BundleHash none;
  const Judgement judgement(program, none, program.tools[*tool], call, {});
  for (const auto& [limit, sum, asks] : judgement.limits_to_ask_above()) {
    const auto* most = limit->ceiling.as<Money>();
    Value used = Unknown{};
    if (sum) used = most ? Value(Money{*sum, most->currency}) : Value(*sum);
    asking.set(limit->rule.text, Json::object({{"used", dsl::encode(used)}, {"at_most", dsl::encode(limit->ceiling)}}));
  }
  return asking;
}

Json limits_told(const dsl::Program& program, const GateCall& call) {
  Json list = Json::array();
  const auto tool = program.find_tool(call.tool);
  if (!tool) return list;
  const BundleHash none;
  const Judgement judgement(program, none, program.tools[*tool], call, {});
  for (const Judgement::Told& told : judgement.limits_told()) list.push(as_told(program, program.tools[*tool], judgement, call, told));
  return list;
}

bool used_beyond(const dsl::Program& program, const GateCall& call, const Json& before) {
  const auto tool = program.find_tool(call.tool);
  if (!tool) return true;
  const BundleHash none;
  const Judgement judgement(program, none, program.tools[*tool], call, {});
  const std::vector<Judgement::Asking> limits = judgement.limits_to_ask_above();
  return std::ranges::any_of(limits, [&](const Judgement::Asking& asking) {
    return beyond(program, judgement, asking, before.members() ? before.find(asking.limit->rule.text) : nullptr);
  });
}

}  // namespace handrail
