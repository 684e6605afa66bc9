#include "engine/turn/while_waiting.hpp"

#include <algorithm>

#include "engine/meaning/own_words.hpp"
#include "engine/meaning/read_on_a_day.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/opening.hpp"
#include "engine/policy/queue_holes.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/needs_nobody.hpp"
#include "engine/turn/after_close.hpp"
#include "engine/turn/budgets_read.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/handoffs.hpp"
#include "engine/turn/manner.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_unsafe_from = {500'000};
constexpr std::string_view told_at_once = "told at once: ";   // the key of a reply: an immediate trigger was heard of whoever waited

void say(ConversationLog& log, std::string text, std::string kind, std::string rule, std::string at, std::string key = "", std::string why = "") {
  log.record(event::ReplySent{log.state().recent.back().message, {std::move(text), Speaker::bot, "", {}, {}}, std::move(key), std::move(kind), std::move(rule), std::move(at),
                              std::move(why)});
}

// An unsafe request is refused whoever the conversation waits for.
bool refused(const LiveBundle& live, ConversationLog& log, const Reading& reading) {
  const auto found = live.program().find_intent(reading.intent);
  if (!found || live.program().intents[*found].request_class != dsl::RequestClass::unsafe || reading.confidence < surely_unsafe_from) return false;
  const dsl::Intent& intent = live.program().intents[*found];
  if (only_resembles(live.program(), intent, reading.confidence, log.state().recent.back().text)) return false;
  const std::string words = with_routed_queue(live, log.state(), dsl::render(intent.say, in_manner(live, log.state())), log.now());
  say(log, words.empty() ? worded(live, log.state(), dsl::own::no_help) : words, "refuse", intent.rule.text, live.program().where(intent.rule));
  return true;
}

// What a customer asked for is theirs to take back. What a rule handed over, or a call of which nobody knows what became, stays with the people.
bool is_theirs_to_end(const ConversationState& state) {
  const auto at_once = [](const std::string& key) { return key.starts_with(told_at_once); };
  if (std::ranges::any_of(state.episode.asked, at_once)) return false;   // behind their wish stood somebody's danger, or a threat
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

std::string told_at_once_key(std::string_view rule) { return std::string(told_at_once) + std::string(rule); }

// Where a trigger stands among those of the policy; one that is none, and a mere wish for a person, stand behind them all.
std::size_t place_of(const dsl::Program& program, const std::string& rule, bool by_wish = false) {
  const auto found = by_wish ? program.triggers.end() : std::ranges::find(program.triggers, rule, &dsl::Trigger::name);
  return static_cast<std::size_t>(found - program.triggers.begin());
}

// The first in the policy of what has brought the handoff to where it is.
std::size_t place_of_handoff(const dsl::Program& program, const ConversationState& state) {
  std::size_t place = place_of(program, state.handoff->made.rule, state.handoff->made.by_wish);
  for (const dsl::Trigger& trigger : program.triggers)
    if (std::ranges::count(state.episode.asked, told_at_once_key(trigger.name)) != 0) place = std::min(place, place_of(program, trigger.name));
  return place;
}

bool was_told_at_once(const ConversationState& state, const std::string& rule) {
  return state.handoff->made.rule == rule || std::ranges::count(state.episode.asked, told_at_once_key(rule)) != 0;
}

// The handoff moves to the people whom the trigger is for, unless what brought it to where it is weighs more.
void call_at_once(const LiveBundle& live, ConversationLog& log, const dsl::Trigger& trigger, const std::string& to) {
  const dsl::Program& program = live.program();
  const Instant now = log.now();
  const auto found = program.find_queue(to);
  const auto now_in = program.find_queue(log.state().handoff->queue);
  const bool weighs_more = urgency_of(*log.state().handoff) < trigger.urgency || place_of(program, trigger.name) < place_of_handoff(program, log.state());
  const dsl::Queue& queue = program.queues[weighs_more || !now_in ? *found : *now_in];
  const Instant promised = weighs_more ? move_handoff(log, queue, std::string(dsl::to_text(trigger.urgency))) : log.state().handoff->promised_at;
  const std::string told = promise_words(program, manner_of(live, log.state()), queue, promised, now);
  const std::string words = render_for_queue(live, log.state(), queue, trigger.say, told, now);
  say(log, words_of_handing_over(live, log.state(), queue, words, promised, now), "hand off", trigger.name, program.where(trigger.rule), told_at_once_key(trigger.name),
      trigger.because);
}

// "I can't breathe", behind a wish to speak to somebody: what an immediate trigger hears while nobody has come yet is told at once, and once. A wish for a person, which
// they have, is none.
bool called_for_at_once(Seams& seams, const LiveBundle& live, ConversationLog& log, const Reading& reading) {
  const dsl::Program& program = live.program();
  TurnFacts facts = facts_on_record(live, log.state(), log.now());
  facts.stage = DecisionStage::signals;
  for (const SignalMatch& match : reading.signals)
    if (match.signal != "wants_person") facts.signals.push_back(match.signal);
  add_meters(seams, live, log.state(), facts);
  for (const FiredTrigger& fired : decide(program, facts).triggers) {
    const auto trigger = std::ranges::find(program.triggers, fired.name, &dsl::Trigger::name);
    if (fired.undecided || trigger == program.triggers.end() || trigger->then.kind != dsl::ActionKind::hand_off || was_told_at_once(log.state(), fired.name)) continue;
    const std::string to = trigger->then.queue ? program.queues[*trigger->then.queue].name : queue_for(program, facts);
    if (!program.find_queue(to)) continue;
    call_at_once(live, log, *trigger, to);
    return true;
  }
  return false;
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
  const auto live = std::make_shared<const LiveBundle>(read_on_the_day_of(**pinned, log.now()));
  const Reading reading = live->classifier->read(log.state().recent.back().text, {});
  keep_claims(log, reading);
  if (log.state().owner == Ownership::person) {
    if (!merely_thanks(log.state().recent.back().text, reading.signals)) HANDRAIL_TRY_VOID(await_person(seams, log));
    return log.commit();
  }
  const auto found = live->program().find_queue(log.state().handoff->queue);
  if (!found) return log.commit();
  const dsl::Queue& queue = live->program().queues[*found];
  if (called_for_at_once(seams, *live, log, reading)) return log.commit();
  if (!refused(*live, log, reading) && !cancelled(*live, log, reading, queue)) acknowledge(*live, log, queue);
  return log.commit();
}

}  // namespace handrail
