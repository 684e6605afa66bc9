// A limit that looks back further than records are kept counts too few of them.
#include "dsl/check/checking.hpp"

namespace handrail::dsl {

void lint_retention(Checking& checking) {
  const ConversationBlock* conversation = checking.symbols.conversation;
  if (conversation == nullptr || !conversation->keep) return;
  const Duration* keep = literal_as<Duration>(*conversation->keep);
  if (keep == nullptr) return;
  for (const ToolBlock* tool : checking.symbols.tools)
    for (const LimitNode& limit : tool->limits) {
      const Duration* window = limit.window ? literal_as<Duration>(*limit.window) : nullptr;
      if (window == nullptr || window->ms <= keep->ms) continue;
      checking.report.error("P0426", limit.window->span, "this limit looks back further than records are kept").label(conversation->keep->span, "kept for this long")
          .help("keep records at least as long, or shorten the window");
    }
}

}  // namespace handrail::dsl
