#include "engine/turn/while_waiting.hpp"

#include "engine/turn/hand_off.hpp"

namespace handrail {

Result<void> acknowledge_while_waiting(Seams& seams, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.owner == Ownership::nobody && state.handoff) {
    HANDRAIL_TRY(const auto live, seams.bundles.pinned(state.episode.bundle));
    const auto found = live->program().find_queue(state.handoff->queue);
    const Instant now = log.now();
    const Duration every = found && live->program().queues[*found].while_waiting_every.ms > 0 ? live->program().queues[*found].while_waiting_every : hours(1);
    const Instant last = state.handoff->acknowledged_at.value_or(Instant{});
    if (found && now - last >= every) {
      const dsl::Queue& queue = live->program().queues[*found];
      std::string text = render_for_queue(*live, state, queue, queue.while_waiting, state.handoff->promise, now);
      if (text.empty())
        text = "Your message has been added. " + (queue.title.empty() ? std::string("A colleague") : queue.title) + " will answer " + state.handoff->promise + ".";
      const std::string at = live->program().where(queue.rule);
      log.record(event::ReplySent{state.recent.back().message, {text, Speaker::bot, "", {}, {}}, "", "hand off", "while waiting", at, ""});
    }
  }
  return log.commit();
}

}  // namespace handrail
