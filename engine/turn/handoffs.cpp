#include "engine/turn/handoffs.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/visible.hpp"
#include "engine/policy/opening.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/evidence.hpp"
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

std::string timer_of(const ConversationState& state) { return "handoff " + state.handoff->made.handoff.text; }

const dsl::Queue& queue_of(const dsl::Program& program, const Handoff& handoff) {
  const auto found = program.find_queue(handoff.queue);
  HANDRAIL_ASSERT(found, "a handoff stands in a queue of its bundle");
  return program.queues[*found];
}

void set_timer(ConversationLog& log, const dsl::Queue& queue) { log.record(event::TimerSet{timer_of(log.state()), promised_at(queue, log.now())}); }

const std::string too_long = "You have waited longer than we promised, and we are sorry. ";

// Nothing is promised any more: the customer hears how it is.
std::string nobody_yet(const dsl::Queue& queue) {
  return too_long + ("Your request is still with " + title_of(queue)) + ", and nobody has taken it yet. If you need nobody any more, just write \"never mind\".";
}

constexpr std::int64_t promises_most = 5;   // that are made anew to a customer for whom nobody comes; after them no time is promised any more

std::string promise_key(const Handoff& handoff) { return "promised again " + handoff.made.handoff.text; }

bool promised_often_enough(const ConversationState& state) {
  return std::ranges::count(state.episode.asked, promise_key(*state.handoff)) >= promises_most;
}

void say(ConversationLog& log, const MessageId& message, std::string text, std::string key, std::string rule, std::string at, std::string why) {
  log.record(event::ReplySent{message, {std::move(text), Speaker::bot, "", {}, {}}, std::move(key), "hand off", std::move(rule), std::move(at), std::move(why)});
}

// It stands in its queue anew, with the time that the queue promises from now on, and a timer that looks after it. In words for the customer.
std::string told_again(ConversationLog& log, const dsl::Queue& queue) {
  const Instant promised = move_handoff(log, queue, log.state().handoff->urgency);
  const std::string promise = promise_words(queue, promised, log.now());
  return too_long + ("I have told " + title_of(queue) + " again: you will hear " + promise + ".");
}

// Whoever claimed it has not written in the time that the queue promises: it is everybody's again.
Result<void> claim_lapsed(const dsl::Program& program, ConversationLog& log) {
  const Handoff handoff = *log.state().handoff;
  const dsl::Queue& queue = queue_of(program, handoff);
  const std::string why = "`" + handoff.claimed_by + "` has not written";
  say(log, {}, told_again(log, queue), "", "the promise passed", program.where(queue.rule), why);
  return log.commit();
}

void clear_timer(ConversationLog& log) {
  if (log.state().timers.count(timer_of(log.state()))) log.record(event::TimerCleared{timer_of(log.state())});
}

Result<void> commit_with_key(ConversationLog& log, const Principal& who, const HandoffId& id, const HandoffRequest& request) {
  keep_key(log, request_taken(who, id, request));
  return log.commit();
}

}  // namespace

dsl::Urgency urgency_of(const Handoff& handoff) {
  using enum dsl::Urgency;
  for (const dsl::Urgency urgency : {low, medium, high})
    if (dsl::to_text(urgency) == handoff.urgency) return urgency;
  return immediate;
}

Instant move_handoff(ConversationLog& log, const dsl::Queue& queue, const std::string& urgency) {
  const Handoff& handoff = *log.state().handoff;
  const bool stays = queue.name == handoff.queue && log.now() < handoff.promised_at;   // what was promised there holds
  const Instant promised = stays ? std::min(handoff.promised_at, promised_at(queue, log.now())) : promised_at(queue, log.now());
  log.record(event::HandoffMoved{log.state().handoff->made.handoff, queue.name, urgency, promise_words(queue, promised, log.now()), promised});
  log.record(event::TimerSet{timer_of(log.state()), promised});
  return promised;
}

Result<void> act_on_handoff(Seams& seams, ConversationLog& log, const Principal& who, const HandoffId& id, const HandoffRequest& request) {
  if (!log.state().handoff || log.state().handoff->made.handoff != id) return fail(ErrorCode::conflict, "this handoff is not open any more");
  using Action = HandoffRequest::Action;
  if (request.action == Action::claim) {
    const std::string owner = log.state().handoff->claimed_by;
    if (owner != request.from && owner != who.name)
      return fail(ErrorCode::conflict, owner.empty() ? "nobody has claimed this handoff: claim it without `from`"
                                                     : "`" + owner + "` has claimed this handoff; claim it with `from`: \"" + owner + "\" to take it over");
    if (owner != who.name) {
      HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
      log.record(event::HandoffClaimed{id, who.name});
      set_timer(log, queue_of(live->program(), *log.state().handoff));
    }
    return commit_with_key(log, who, id, request);
  }
  HANDRAIL_TRY_VOID(claimed_by(log.state(), who));
  if (request.action == Action::reply) {
    if (!says_something(request.text)) return fail(ErrorCode::invalid, "/text: a reply needs words");
    HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
    const reply::Checked checked = check_persons_words(*live, log.state(), request.text);
    if (!checked.may_go()) return fail(ErrorCode::invalid, "/text: " + why_stopped(checked.findings));
    log.record(event::ReplySent{{}, {request.text, Speaker::person, who.name, {}, {}}, "", "person", "", "", ""});
    clear_timer(log);
  } else if (request.action == Action::hand_back) {
    HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
    clear_timer(log);
    log.record(event::HandoffReturned{id, who.name, request.text});
    log.record(event::TimerSet{"silence", log.now() + live->program().episode.resolved_after});
  } else {
    const Outcome outcome = outcome_of_handoff(log.state());
    log.record(event::HandoffResolved{id, who.name, request.closing});
    close_episode(log, outcome);
  }
  return commit_with_key(log, who, id, request);
}

Result<void> await_person(Seams& seams, ConversationLog& log) {
  if (log.state().timers.count(timer_of(log.state()))) return {};
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  set_timer(log, queue_of(live->program(), *log.state().handoff));
  return {};
}

Result<void> handoff_overdue(Seams& seams, ConversationLog& log) {
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  const dsl::Program& program = live->program();
  const Handoff handoff = *log.state().handoff;
  if (log.state().owner == Ownership::person) return claim_lapsed(program, log);
  const dsl::Queue& late = queue_of(program, handoff);
  const dsl::Action& action = late.if_nobody_comes;
  const dsl::Queue& next = action.queue ? program.queues[*action.queue] : late;
  const Instant now = log.now();
  const bool declared = action.kind == dsl::ActionKind::hand_off;
  const bool higher = declared && action.urgency && *action.urgency > urgency_of(handoff);   // waiting makes nothing less urgent
  // Nothing is declared, or it is done already: nothing moves, and the customer hears it as it is, once.
  if (!declared || (next.name == late.name && !higher) || promised_often_enough(log.state())) {
    say(log, {}, nobody_yet(late), "", "the promise passed", program.where(late.rule), "nobody came in time");
    return log.commit();
  }
  const std::string urgency = higher ? std::string(dsl::to_text(*action.urgency)) : handoff.urgency;
  const std::string promise = promise_words(next, move_handoff(log, next, urgency), now);
  say(log, {}, too_long + title_of(next) + " has it now, marked " + urgency + ": you will hear " + promise + ".", promise_key(handoff), "if nobody comes", program.where(late.rule),
      "the promise passed");
  return log.commit();
}

bool spoke_lately(const Handoff& handoff, const dsl::Queue& queue, Instant now) {
  const Duration every = queue.while_waiting_every.ms > 0 ? queue.while_waiting_every : hours(1);
  return handoff.acknowledged_at && now - *handoff.acknowledged_at < every;
}

void tell_queue_again(const dsl::Queue& queue, const dsl::Program& program, ConversationLog& log) {
  const Handoff& handoff = *log.state().handoff;
  const MessageId message = log.state().recent.back().message;
  const bool is_due = log.state().timers.count(timer_of(log.state())) != 0;   // the timer is about to do what the queue declares, and tells them
  if (log.state().owner != Ownership::nobody || log.now() < handoff.promised_at || is_due) return;
  const std::string at = program.where(queue.rule), key = promise_key(handoff);
  if (promised_often_enough(log.state())) {
    if (!spoke_lately(handoff, queue, log.now())) say(log, message, nobody_yet(queue), "", "the promise passed", at, "nobody came in time");
    return;
  }
  say(log, message, told_again(log, queue), key, "while waiting", at, "the promise passed");
}

}  // namespace handrail
