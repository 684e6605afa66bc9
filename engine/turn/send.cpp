#include "engine/turn/send.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/policy/decide.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/draft_review.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/finish_run.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/offered_person.hpp"
#include "engine/turn/said_now.hpp"
#include "engine/turn/several_runs.hpp"

namespace handrail {
namespace {

// The draft that waited for its review was withdrawn for the one that goes into review now: the customer hears that what they wrote is in it.
bool takes_place_of_draft(const ConversationLog& log) {
  const std::vector<Batch::Event> events = log.mark().batch.events;
  return std::ranges::any_of(events, [](const Batch::Event& one) { return one.kind == "approval_decided" && one.body.find(draft_said_already) != std::string::npos; });
}

// Of a draft: that a colleague looks at it goes out before it, and says what we are.
dsl::ReplyRules said_at_once(dsl::ReplyRules rules) {
  rules.say_ai_in_first_reply = false;
  return rules;
}

void set_silence_timer(const LiveBundle& live, ConversationLog& log, bool waits_for_customer) {
  const ConversationState& state = log.state();
  if (state.timers.count("silence")) log.record(event::TimerCleared{"silence"});
  if (state.owner != Ownership::bot || state.approval || state.episode.outcome || others_are_awaited(state)) return;
  if (state.run && state.run->waits_for == "time") return;   // its own timer wakes it, and the silence until then says nothing
  const dsl::EpisodeRules& rules = live.program().episode;
  log.record(event::TimerSet{"silence", log.now() + (waits_for_customer ? rules.abandoned_after : rules.resolved_after)});
}

// With the first of the reply rules' beginnings that holds and was not said among the last messages: an answer, or a step towards one. A hand-over, an offer and
// the next question of a workflow have words of their own for whoever comes back.
void begin(const LiveBundle& live, const ConversationState& state, const Decision& decision, Instant now, Words& words) {
  const bool takes_one = decision.kind == DecisionKind::answer || decision.kind == DecisionKind::act || decision.kind == DecisionKind::draft || decision.kind == DecisionKind::ask;
  if (!takes_one || words.text.empty() || state.owner != Ownership::bot) return;
  for (const std::string& beginning : beginnings_for(live.program(), facts_on_record(live, state, now))) {
    const bool said = std::any_of(state.recent.begin(), state.recent.end(),
                                  [&](const SpokenLine& line) { return line.by == Speaker::bot && line.text.find(beginning) != std::string::npos; });
    if (said || beginning.empty()) continue;
    words.text = beginning + " " + words.text;
    return;
  }
}

}  // namespace

Result<void> send(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, Words words) {
  if (log.state().owner == Ownership::bot && words.asked == "offer a person" && said_twice_already(log.state(), words.text))
    words = hand_off(seams, live, log, {.reason = "the customer was told the same twice: " + printable(words.text, 120), .rule = decision.rule, .at = decision.at});
  const bool handed_off = log.state().owner != Ownership::bot;
  if (!words.text.empty() && !handed_off) {
    if (const reply::Checked checked = check_words(live, log.state(), words); !checked.may_go()) {
      log.record(event::ReplyChecked{"reply", findings_json(checked.findings), "handed over"});
      // What was done is told all the same.
      const Words told = words.receipts.empty() || words.drafted ? Words{} : what_may_be_said(live, log.state(), words).words;
      words = hand_off(seams, live, log, {.urgency = "high", .reason = "a reply was stopped: " + why_stopped(checked.findings), .rule = decision.rule, .at = decision.at});
      if (!told.text.empty()) words = said_before(told, std::move(words));
    }
    put_ahead(live, log.state(), words);
  }
  begin(live, log.state(), decision, log.now(), words);
  words.text = with_routed_queue(live, log.state(), words.text, log.now());
  for (std::string& piece : words.kept) piece = with_routed_queue(live, log.state(), piece, log.now());
  const bool joins_older = draft_waits(log.state());
  const bool found_nothing = words.citations.empty() && words.text.starts_with(worded(live, log.state(), dsl::own::nothing_found));   // there is nothing in it to look at
  const bool to_review = ((decision.kind == DecisionKind::draft && !found_nothing) || words.review) && log.state().owner == Ownership::bot && !words.text.empty();
  // A call waits for its approval: its run makes room for the draft's own.
  if (to_review && log.state().approval && !joins_older) {
    if (!may_be_set_aside(log.state()))
      return send(seams, live, log, decision,
                  hand_off(seams, live, log, {.reason = "a reply that a person checks, and too much waits for one", .rule = decision.rule, .at = decision.at}));
    // Where nobody has written, the draft itself sets it aside, so that no wish goes on in between.
    if (log.state().turn) log.record(event::RunSetAside{log.state().run->id, log.state().run->workflow});
  }
  const bool review = to_review;
  FinishedText finished{words.text, true};
  words.ai_notice = worded(live, log.state(), dsl::own::ai_notice);
  const dsl::ReplyRules& rules = live.program().reply;
  if (!words.text.empty() && !(review && joins_older)) finished = finish_text(review && log.state().turn ? said_at_once(rules) : rules, log.state(), words);
  if (!finished.question_whole && log.state().owner == Ownership::bot) {
    words = hand_off(seams, live, log, {.urgency = "high", .reason = "a question is longer than a reply may be", .rule = decision.rule, .at = decision.at});
    return send(seams, live, log, decision, std::move(words));
  }
  const MessageId message = log.state().turn ? log.state().turn->message : MessageId();
  if (review) {
    ask_for_review(seams, live, log, decision, words, finished.text);
  } else if (!finished.text.empty()) {
    const bool handed_over = log.state().owner != Ownership::bot;
    log.record(event::ReplySent{message, {finished.text, Speaker::bot, "", words.citations, words.receipts}, words.asked,
                                std::string(word_of(handed_over ? DecisionKind::hand_off : found_nothing ? DecisionKind::answer : decision.kind)),
                                words.rule.empty() ? decision.rule : words.rule, words.rule.empty() ? decision.at : words.at,
                                words.rule.empty() ? decision.because : words.because});
  }
  const bool was_added = joins_older || (review && takes_place_of_draft(log));
  const bool holds_a_call = a_person_looks(log.state()) && !draft_waits(log.state());
  if (review || ((was_added || holds_a_call) && finished.text.empty())) say_that_draft_waits(live, log, decision, was_added ? Joining::older : Joining::nothing);
  // Also where no turn was open, and a run came to its end by itself: a wish that waited for it goes on.
  if (log.state().turn || !log.state().held_up.empty()) log.record(event::TurnEnded{message});
  next_matter(log);
  const bool run_waits = log.state().run && (log.state().run->waits_for == "answer" || log.state().run->waits_for == "confirmation");
  set_silence_timer(live, log, (log.state().episode.waits_for_customer && !may_be_content(log.state())) || run_waits);
  if (decision.closes && !review && log.state().owner == Ownership::bot) close_episode(log, Outcome::resolved_confirmed);
  return log.commit();
}

void open_next_episode(Seams& seams, ConversationLog& log) {
  const Episode& last = log.state().episode;
  const bool soon = log.now() - last.closed_at <= hours(48);
  log.record(event::EpisodeOpened{last.number + 1, soon, seams.bundles.current()->bundle->hash});
}

}  // namespace handrail
