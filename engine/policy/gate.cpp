#include "engine/policy/gate.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/assert.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {

using dsl::Program;
using dsl::Tool;

Verdict judge(const Program& program, const BundleHash& bundle, const GateCall& call, JudgeOptions options) {
  const auto tool = program.find_tool(call.tool);
  HANDRAIL_ASSERT(tool, "a call is judged only after its tool was found");
  return Judgement(program, bundle, program.tools[*tool], call, options).decide();
}

std::vector<BudgetUse> budget_use(const Program& program, const Tool& tool, const GateCall& call) {
  const BundleHash none;
  return Judgement(program, none, tool, call, {}).budget();
}

Result<void> may_approve(const Program& program, const std::vector<std::string>& roles, const std::string& role, const std::string& tool_name,
                         const Json& arguments) {
  if (std::find(roles.begin(), roles.end(), role) == roles.end()) return fail(ErrorCode::forbidden, "this approval is for the role `" + role + "`");
  const auto found = program.find_role(role);
  const auto tool = program.find_tool(tool_name);
  if (!found || !tool) return fail(ErrorCode::forbidden, "the policy has no role `" + role + "`");
  const auto& limit = program.roles[*found].limit;
  if (!limit) return {};
  std::vector<JsonIssue> ignored;
  const ValueRecord values = dsl::decode_arguments(program, program.tools[*tool], arguments, "", ignored);
  for (const ValueField& field : values.fields) {
    const auto* money = field.value.as<Money>();
    if (!money || (money->currency == limit->currency && money->minor <= limit->minor)) continue;
    return fail(ErrorCode::forbidden, "`" + field.name + "` " + format_money(*money) + " is above what `" + role + "` may approve (" + format_money(*limit) + ")");
  }
  return {};
}

}  // namespace handrail
