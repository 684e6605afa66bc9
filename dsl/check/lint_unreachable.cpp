// Clauses that can never decide, because what is judged before them always does.
#include <algorithm>

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
  if (always != nullptr && tool.otherwise && tool.otherwise->allow) never(checking, tool.otherwise->span, *always);
  for (const ApproveNode& approve : tool.approves) {
    if (always != nullptr) never(checking, approve.span, *always);
    if (!approve.when && !approve.unless && !approve.active && always == nullptr) always = &approve.span;
  }
  for (const AllowNode& allow : tool.allows) {
    if (always != nullptr) never(checking, allow.span, *always);
    if (!allow.when && !allow.unless && !allow.active && always == nullptr) always = &allow.span;
  }
}

// A class that refuses or hands off does so at once: nothing of the intent is begun.
void lint_intents(Checking& checking) {
  for (const IntentBlock* intent : checking.symbols.intents) {
    const auto& request_class = intent->request_class;
    if (!request_class || (request_class->text != "unsafe" && request_class->text != "needs human")) continue;
    std::vector<const Name*> unused;
    if (intent->workflow) unused.push_back(&*intent->workflow);
    for (const Name& tool : intent->tools) unused.push_back(&tool);
    for (const Name* one : unused)
      checking.report.warning("P0416", one->span, "this is never begun")
          .note(request_class->text == "unsafe" ? "the message is refused at once" : "the message is handed off at once")
          .label(request_class->span, "decided here").help("take it out, or give the intent another class");
  }
}

// What an article answers is said of intents that are answered and nothing more.
void lint_answered(Checking& checking, const BandRow& row) {
  const auto index = checking.symbols.intents.find(row.subject.text);
  if (!index || !(row.send_answered || row.check_answered)) return;
  const IntentBlock& intent = checking.symbols.intents[*index];
  if (!intent.workflow && intent.tools.empty()) return;
  const Name& begun = intent.workflow ? *intent.workflow : intent.tools.front();
  checking.report.warning("P0416", row.send_answered ? *row.send_answered : *row.check_answered, "this never decides")
      .note("articles answer an intent that has neither a workflow nor tools").label(begun.span, "this is begun instead").help("take it out of the row");
}

// A class beats a band: no reply to these intents is ever sent, however sure.
void lint_rows(Checking& checking) {
  if (checking.symbols.confidence == nullptr) return;
  for (const BandRow& row : checking.symbols.confidence->rows) {
    lint_answered(checking, row);
    const auto index = checking.symbols.intents.find(row.subject.text);
    if (!index) continue;
    if (!row.send_at && !row.send_answered) continue;   // it never goes out anyway
    const auto& request_class = checking.symbols.intents[*index].request_class;
    if (!request_class || (request_class->text != "unsafe" && request_class->text != "needs human")) continue;
    checking.report.warning("P0416", row.subject.span, "this row never decides").note("the class of an intent is asked before its confidence")
        .label(request_class->span, "decided here").help("remove the row, or give the intent another class");
  }
}

}  // namespace

void lint_unreachable(Checking& checking) {
  for (const ToolBlock* tool : checking.symbols.tools) lint_tool(checking, *tool);
  lint_intents(checking);
  lint_rows(checking);
}

}  // namespace handrail::dsl
