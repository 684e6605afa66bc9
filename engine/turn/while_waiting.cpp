#include "engine/turn/while_waiting.hpp"

#include <algorithm>

#include "engine/meaning/own_words.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/opening.hpp"
#include "engine/policy/queue_holes.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/needs_nobody.hpp"
#include "engine/turn/after_close.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/handoffs.hpp"
#include "engine/turn/manner.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_unsafe_from = {500'000};

void say(ConversationLog& log, std::string text, std::string kind, std::string rule, std::string at) {
  log.record(event::ReplySent{log.state().recent.back().message, {std::move(text), Speaker::bot, "", {}, {}}, "", std::move(kind), std::move(rule), std::move(at), ""});
}

// An unsafe request is refused whoever the conversation waits for.
bool refused(const LiveBundle& live, ConversationLog& log, const Reading& reading) {
  const auto found = live.program().find_intent(reading.intent);
  if (!found || live.program().intents[*found].request_class != dsl::RequestClass::unsafe || reading.confidence < surely_unsafe_from) return false;
  const dsl::Intent& intent = live.program().intents[*found];
  if (only_resembles(live.program(), intent, reading.confidence, log.state().recent.back().text)) return false;
  const std::string words = dsl::render(intent.say, in_manner(live, log.state()));
  say(log, words.empty() ? worded(live, log.state(), dsl::own::no_help) : words, "refuse", intent.rule.text, live.program().where(intent.rule));
  return true;
}

// What a customer asked for is theirs to take back. What a rule handed over, or a call of which nobody knows what became, stays with the people.
bool is_theirs_to_end(const ConversationState& state) {
  const bool unknown = std::ranges::any_of(state.settled, [](const event::CallSettled& call) { return call.outcome == "unknown"; });
  return state.handoff->made.by_wish && !unknown && state.in_flight.empty();
}

// Thanks for a promise, and a bare yes or no, say nothing about whether somebody should still come.
bool is_mere_politeness(std::string_view signal) { return signal == "thanks" || signal == "says_yes" || signal == "says_no"; }

// The customer needs nobody any more: the handoff ends with the episode.
bool cancelled(const LiveBundle& live, ConversationLog& log, const Reading& reading, const dsl::Queue& queue) {
  if (!is_theirs_to_end(log.state())) return false;
  TurnFacts facts = facts_on_record(live, log.state(), log.now());
  for (const SignalMatch& match : reading.signals)
    if (!is_mere_politeness(match.signal)) facts.signals.push_back(match.signal);
  if (!says_resolved(live.program(), facts) && !needs_nobody_any_more(log.state().recent.back().text, log.state().episode.last_intent)) return false;
  say(log, "Thank you for letting us know. " + title_of(queue) + " need not answer any more; write again whenever you need something.", "answer",
      "the customer needs nobody any more", "");
  withdraw_handoff(log);
  return true;
}

// As long as the promise holds, what is left of it is told, and that now and then. Once it has passed, whoever writes hears so.
void acknowledge(const LiveBundle& live, ConversationLog& log, const dsl::Queue& queue) {
  const ConversationState& state = log.state();
  const Instant now = log.now();
  if (now >= state.handoff->promised_at) return tell_queue_again(queue, live.program(), log);
  if (spoke_lately(*state.handoff, queue, now)) return;
  const std::string promise = promise_words(live.program(), manner_of(live, state), queue, state.handoff->promised_at, now);
  std::string text = render_for_queue(live, state, queue, queue.while_waiting, promise, now);
  if (text.empty()) text = fill_queue_holes(worded(live, state, dsl::own::added), title_for(live, state, queue), promise);
  say(log, std::move(text), "hand off", "while waiting", live.program().where(queue.rule));
}

// What names one thing of a kind is known to whoever comes, and is not asked for again.
void keep_claims(ConversationLog& log, const Reading& reading) {
  const std::vector<EntityClaim> claims = meant(log.state().recent.back().text, reading.entities);
  for (const EntityClaim& claim : claims)
    if (std::ranges::count(claims, claim.entity, &EntityClaim::entity) == 1) log.record(event::Remembered{claim.entity, claim.value});
}

}  // namespace

Result<void> acknowledge_while_waiting(Seams& seams, ConversationLog& log) {
  if (!log.state().handoff) return log.commit();
  const auto pinned = seams.bundles.pinned(log.state().episode.bundle);
  if (!pinned) return log.commit();   // what a customer writes reaches the people, whatever became of the policy
  const auto& live = *pinned;
  const Reading reading = live->classifier->read(log.state().recent.back().text, {});
  keep_claims(log, reading);
  if (log.state().owner == Ownership::person) {
    if (!merely_thanks(log.state().recent.back().text, reading.signals)) HANDRAIL_TRY_VOID(await_person(seams, log));
    return log.commit();
  }
  const auto found = live->program().find_queue(log.state().handoff->queue);
  if (!found) return log.commit();
  const dsl::Queue& queue = live->program().queues[*found];
  if (!refused(*live, log, reading) && !cancelled(*live, log, reading, queue)) acknowledge(*live, log, queue);
  return log.commit();
}

}  // namespace handrail
