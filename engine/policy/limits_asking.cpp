#include "engine/policy/limits_asking.hpp"

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

}  // namespace

Json limits_asking(const dsl::Program& program, const GateCall& call, const std::string& role) {
  const auto tool = program.find_tool(call.tool);
  if (!tool) return Json::object();
  const BundleHash none;
  return Judgement(program, none, program.tools[*tool], call, {}).limits_asking(role);
}

bool more_is_used(const Json& before, const Json& now) {
  if (!now.members()) return false;
  for (const auto& [limit, use] : *now.members()) {
    const Json* seen = before.members() ? before.find(limit) : nullptr;
    const auto was = seen ? number_of(seen->find("used")) : std::nullopt;
    const auto is = number_of(use.find("used"));
    if (!was || !is || *is > *was) return true;
  }
  return false;
}

}  // namespace handrail
