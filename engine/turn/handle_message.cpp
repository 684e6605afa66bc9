#include "engine/turn/handle_message.hpp"

#include "engine/base/limits.hpp"
#include "engine/meaning/read_on_a_day.hpp"
#include "engine/turn/call_tool.hpp"
#include "engine/turn/after_bug.hpp"
#include "engine/turn/after_close.hpp"
#include "engine/turn/approvals.hpp"
#include "engine/turn/carry_out.hpp"
#include "engine/turn/check_reading.hpp"
#include "engine/turn/decide_turn.hpp"
#include "engine/turn/look_up.hpp"
#include "engine/turn/read_message.hpp"
#include "engine/turn/send.hpp"
#include "engine/turn/settle_call.hpp"
#include "engine/turn/while_waiting.hpp"

namespace handrail {
namespace {

// Little room left: a person takes over while there is room for that person to work in.
Decision handed_over_before_full(const ConversationLog& log) {
  Decision decision;
  decision.kind = DecisionKind::none;
  if (log.seq() <= limits::events_per_conversation - limits::events_for_people) return decision;
  decision.kind = DecisionKind::hand_off;
  decision.because = "the conversation is too long for the assistant";
  decision.rule = "a long conversation is handed to a person";
  return decision;
}

Result<void> take_turn(Seams& seams, ConversationLog& log) {
  HANDRAIL_TRY(const auto pinned, seams.bundles.pinned(log.state().episode.bundle));
  const LiveBundle live = read_on_the_day_of(*pinned, log.state().turn->at, &log.state());

  // What a crash left half done is carried to an end before anything else is asked.
  HANDRAIL_TRY_VOID(settle_unfinished(seams, live, log));

  // 2. Signals are read off the message; an immediate trigger fires before anything outside is asked.
  read_message(live, log);
  Decision decision = decide_on_signals(seams, live, log);
  if (decision.kind == DecisionKind::none) decision = handed_over_before_full(log);

  // 3. Where the installation wants it, a model reads the message as well.
  if (decision.kind == DecisionKind::none) HANDRAIL_TRY_VOID(check_reading(seams, live, log));

  // 3., 4. and 5. A workflow that waits gets its answer, else the intent decides; facts are fetched for a verified customer, and the policy decides.
  if (decision.kind == DecisionKind::none) {
    if (class_needs_facts(live, log.state())) customer_facts(seams, live, log, log.state().turn->at);
    decision = decide_in_full(seams, live, log);
  }

  // 6. and 7. The plan is carried out: tool calls pass the gate one by one, and what is said is checked.
  HANDRAIL_TRY(const Words words, carry_out(seams, live, log, decision));

  // 8. Reply, decision, receipts and the next state are committed together; only what is committed is sent.
  return send(seams, live, log, decision, words);
}

}  // namespace

Result<void> carry_on_turn(Seams& seams, ConversationLog& log) {
  // A turn may free the wishes that had waited for it, one after the other, and the question of another run.
  for (std::size_t turns = 0; log.state().turn && turns <= limits::wishes_waiting; ++turns)
    HANDRAIL_TRY_VOID(or_hand_over(seams, log, [&] { return take_turn(seams, log); }));
  if (!log.state().turn && log.state().run && log.state().run->waits_for.empty()) return resume_run(seams, log);   // what it waited for has come
  return {};
}

Result<void> handle_message(Seams& seams, ConversationLog& log, const std::vector<IncomingMessage>& burst) {
  // A turn that a crash or a full disk interrupted comes first: answers keep the order of their messages.
  HANDRAIL_TRY_VOID(carry_on_turn(seams, log));
  HANDRAIL_TRY(const bool only_thanks, burst.size() == 1 ? thanked_after_close(seams, log, burst.front()) : Result<bool>(false));
  if (only_thanks) return {};
  if (log.state().episode.outcome) open_next_episode(seams, log);

  // 1. The messages are stored. One seen before has its answer already; while a person owns the conversation, the bot says nothing.
  for (const IncomingMessage& message : burst) {
    log.record(event::MessageReceived{message.id, message.text, message.context, message.received});
    if (log.state().owner != Ownership::bot) {
      HANDRAIL_TRY_VOID(acknowledge_while_waiting(seams, log));
      continue;
    }
    if (log.state().timers.count("silence")) log.record(event::TimerCleared{"silence"});
    HANDRAIL_TRY_VOID(log.commit());
  }
  return log.state().turn ? carry_on_turn(seams, log) : Result<void>{};
}

}  // namespace handrail
