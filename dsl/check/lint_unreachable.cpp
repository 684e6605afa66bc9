// Clauses that can never decide, because one that is judged before them always does.
#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

void never(Checking& checking, Span span, Span winner) {
  checking.report.warning("P0416", span, "this clause never decides").label(winner, "this one always decides first").help("remove it, or give the other one a `when`");
}

void lint_tool(Checking& checking, const ToolBlock& tool) {
  const Span* always = nullptr;
  for (const DenyNode& deny : tool.denies) {
    if (always != nullptr) never(checking, deny.span, *always);
    if (!deny.when && !deny.unless && !deny.active && always == nullptr) always = &deny.span;
  }
  for (const ApproveNode& approve : tool.approves) {
    if (always != nullptr) never(checking, approve.span, *always);
    if (!approve.when && !approve.unless && !approve.active && always == nullptr) always = &approve.span;
  }
  for (const AllowNode& allow : tool.allows) {
    if (always != nullptr) never(checking, allow.span, *always);
    if (!allow.when && !allow.unless && !allow.active && always == nullptr) always = &allow.span;
  }
}

}  // namespace

void lint_unreachable(Checking& checking) {
  for (const ToolBlock* tool : checking.symbols.tools) lint_tool(checking, *tool);
}

}  // namespace handrail::dsl
