// Every "no" leads somewhere: it has words for the customer, or an action that follows.
#include <algorithm>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

// A bare refusal is no way on.
bool leads_somewhere(const OutcomeNode& outcome) {
  return outcome.say.has_value() || (outcome.action.word != ActionWord::none && outcome.action.word != ActionWord::refuse);
}

// The remedy that the engine finds by itself: verify, for `customer is verified`; ask, for `X is known`.
bool has_own_remedy(const Resolved& need, const Scope& scope) {
  if (need.op == NodeOp::logical_and) return std::ranges::all_of(need.operands, [&](const Resolved& part) { return has_own_remedy(part, scope); });
  if (need.op == NodeOp::is_known) return true;
  const auto verified = [&](const Resolved& value) {
    return value.op == NodeOp::slot && scope.slots[value.index].path == std::vector<std::string>{"customer", "verified"};
  };
  return verified(need) || (need.op == NodeOp::equal && verified(need.operands[0]));
}

void dead_end(Checking& checking, Span span, std::string_view what) {
  checking.report.error("P0406", span, std::string(what) + " leaves the customer nowhere")
      .help("add `say \"…\"` or `then …`: `ask for …`, `verify`, `offer a person`, `hand off`");
}

void lint_tool(Checking& checking, const ToolBlock& tool, const Names& names) {
  for (const NeedNode& need : tool.needs) {
    const auto* condition = std::get_if<Expression>(&need.what);
    const Resolved* resolved = condition == nullptr ? nullptr : checking.out.find(*condition);
    if (resolved == nullptr || !resolved->valid || leads_somewhere(need.otherwise) || has_own_remedy(*resolved, names.scope)) continue;
    checking.report.error("P0406", need.span, "a call that fails this need leaves the customer nowhere")
        .help("add `otherwise say \"…\" then …`: `ask for …`, `verify`, `offer a person`, `hand off`");
  }
  for (const DenyNode& deny : tool.denies)
    if (!leads_somewhere(deny.outcome)) dead_end(checking, deny.span, "this denial");
  for (const LimitNode& limit : tool.limits)
    if (!limit.above_approve_by && !leads_somewhere(limit.otherwise))
      checking.report.error("P0406", limit.span, "a call above this limit leaves the customer nowhere").help("add `, otherwise say \"…\" then offer a person`, or `, above that approve by …`");
  if (tool.otherwise && !tool.otherwise->allow && !leads_somewhere(tool.otherwise->outcome)) dead_end(checking, tool.otherwise->span, "this denial");
}

}  // namespace

void lint_denials(Checking& checking) {
  for (std::uint32_t i = 0; i < checking.symbols.tools.size(); ++i) lint_tool(checking, checking.symbols.tools[i], checking.out.tools[i]);
}

}  // namespace handrail::dsl
