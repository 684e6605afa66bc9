#include "engine/policy/gate.hpp"

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
  if (tool.limits.empty() && program.meters.empty()) return {};
  const BundleHash none;
  return Judgement(program, none, tool, call, {}).budget();
}

Result<void> may_approve(const Program& program, const std::vector<std::string>& roles, const std::string& role, const GateCall& call) {
  const auto tool = program.find_tool(call.tool);
  if (!tool) return fail(ErrorCode::forbidden, "the policy has no tool `" + call.tool + "`");
  const BundleHash none;
  return Judgement(program, none, program.tools[*tool], call, {}).may_approve(roles, role);
}

FactsBehind facts_behind(const Program& program, const GateCall& call) {
  const auto tool = program.find_tool(call.tool);
  if (!tool) return {};
  const BundleHash none;
  const Judgement judgement(program, none, program.tools[*tool], call, {});
  (void)judgement.look_ups();   // asks every condition, so that what they look up is known
  return judgement.facts();
}

}  // namespace handrail
