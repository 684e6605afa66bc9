#include "engine/turn/handoffs.hpp"

#include "engine/base/assert.hpp"
#include "engine/policy/opening.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/request_keys.hpp"

namespace handrail {
namespace {

Result<void> claimed_by(const ConversationState& state, const Principal& who) {
  const std::string& owner = state.handoff->claimed_by;
  if (owner.empty()) return fail(ErrorCode::conflict, "claim this handoff first");
  if (owner != who.name) return fail(ErrorCode::conflict, "`" + owner + "` has claimed this handoff");
  return {};
}

void clear_timer(ConversationLog& log) {
  const std::string timer = "handoff " + log.state().handoff->made.handoff.text;
  if (log.state().timers.count(timer)) log.record(event::TimerCleared{timer});
}

Result<void> commit_with_key(ConversationLog& log, const Principal& who, const HandoffId& id, const HandoffRequest& request) {
  if (!request.key.empty()) log.record(request_taken(who, id, request));
  return log.commit();
}

}  // namespace

Result<void> act_on_handoff(Seams& seams, ConversationLog& log, const Principal& who, const HandoffId& id, const HandoffRequest& request) {
  if (!log.state().handoff || log.state().handoff->made.handoff != id) return fail(ErrorCode::conflict, "this handoff is not open any more");
  using Action = HandoffRequest::Action;
  if (request.action == Action::claim) {
    const std::string& owner = log.state().handoff->claimed_by;
    if (!owner.empty() && owner != who.name) return fail(ErrorCode::conflict, "`" + owner + "` has claimed this handoff");
    if (owner.empty()) {
      clear_timer(log);
      log.record(event::HandoffClaimed{id, who.name});
    }
    return commit_with_key(log, who, id, request);
  }
  HANDRAIL_TRY_VOID(claimed_by(log.state(), who));
  if (request.action == Action::reply) {
    if (request.text.empty()) return fail(ErrorCode::invalid, "/text: a reply needs words");
    log.record(event::ReplySent{{}, {request.text, Speaker::person, who.name, {}, {}}, "", "person", "", "", ""});
  } else if (request.action == Action::hand_back) {
    HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
    log.record(event::HandoffReturned{id, who.name, request.text});
    log.record(event::TimerSet{"silence", log.now() + live->program().episode.resolved_after});
  } else {
    const Outcome outcome = outcome_of_handoff(log.state());
    log.record(event::HandoffResolved{id, who.name, request.closing});
    close_episode(log, outcome);
  }
  return commit_with_key(log, who, id, request);
}

Result<void> handoff_overdue(Seams& seams, ConversationLog& log) {
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  const dsl::Program& program = live->program();
  const Handoff handoff = *log.state().handoff;
  const auto from = program.find_queue(handoff.queue);
  HANDRAIL_ASSERT(from, "a handoff stands in a queue of its bundle");
  const dsl::Queue& late = program.queues[*from];
  const dsl::Action& action = late.if_nobody_comes;
  const dsl::Queue& next = action.queue ? program.queues[*action.queue] : late;
  const Instant now = log.now();
  if (action.kind != dsl::ActionKind::hand_off) {   // nothing is declared, so nothing moves; the customer hears it as it is, once
    const std::string title = late.title.empty() ? late.name : late.title;
    const std::string text = "You have waited longer than we promised, and we are sorry. Your request is still with " + title +
                             ", and nobody has taken it yet. If you need nobody any more, just write \"never mind\".";
    log.record(event::ReplySent{{}, {text, Speaker::bot, "", {}, {}}, "", "hand off", "the promise passed", program.where(late.rule), "nobody came in time"});
    return log.commit();
  }
  const Instant promised = promised_at(next, now);
  const std::string promise = promise_words(next, promised, now);
  const std::string urgency = action.urgency ? std::string(dsl::to_text(*action.urgency)) : handoff.urgency;
  log.record(event::HandoffMoved{handoff.made.handoff, next.name, urgency, promise, promised});
  // A queue that names nobody further is asked once more, not for ever.
  if (action.kind == dsl::ActionKind::hand_off && next.name != late.name) log.record(event::TimerSet{"handoff " + handoff.made.handoff.text, promised});
  const std::string title = next.title.empty() ? next.name : next.title;
  const std::string text = "You have waited longer than we promised, and we are sorry. " + title + " has it now, marked " + urgency + ": you will hear " + promise + ".";
  log.record(event::ReplySent{{}, {text, Speaker::bot, "", {}, {}}, "", "hand off", "if nobody comes", program.where(late.rule), "the promise passed"});
  return log.commit();
}

}  // namespace handrail
