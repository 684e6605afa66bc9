#include "engine/turn/decide_turn.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/policy/decide.hpp"
#include "engine/turn/articles_answer.hpp"
#include "engine/turn/budgets_read.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/leaving.hpp"
#include "engine/turn/matter_for_person.hpp"
#include "engine/turn/offered_person.hpp"

namespace handrail {
namespace {

// How the reviews of this intent's drafts went. What cannot be read counts as too few.
void add_reviews(Seams& seams, const LiveBundle& live, TurnFacts& facts) {
  if (live.program().rollouts.empty()) return;
  const auto count = [&](std::string_view what, const std::string& key) {
    const auto used = seams.journal.store().used(std::string(what), key, std::nullopt);
    return used ? static_cast<std::int64_t>(used->size()) : 0;
  };
  facts.reviewed = count(reviewed_replies, "intent=" + facts.intent);
  facts.accurate = count(accurate_replies, "intent=" + facts.intent);
  facts.reviewed_all = count(reviewed_replies, "every intent");
  facts.accurate_all = count(accurate_replies, "every intent");
}

}  // namespace

bool class_needs_facts(const LiveBundle& live, const ConversationState& state) {
  const auto intent = live.program().find_intent(state.turn->reading->intent);
  return !intent || live.program().intents[*intent].request_class != dsl::RequestClass::unsafe;
}

Decision decide_on_signals(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  if (log.state().turn->decision) return *log.state().turn->decision;
  TurnFacts facts = facts_on_record(live, log.state(), log.now());
  facts.stage = DecisionStage::signals;
  if (std::ranges::count(facts.signals, "wants_person") != 0) facts.intent = matter_for_person(live, log.state());
  add_meters(seams, live, log.state(), facts);
  Decision decision = decide(live.program(), facts);
  if (decision.kind != DecisionKind::none) log.record(event::TurnDecided{std::move(facts), decision});
  return decision;
}

Decision decided_by_itself(Seams& seams, const LiveBundle& live, const ConversationState& state) {
  TurnFacts facts = facts_on_record(live, state, state.turn->at);
  facts.intent = state.turn->reading->intent;   // the message by itself, not as an answer within the run
  add_reviews(seams, live, facts);
  add_meters(seams, live, state, facts);
  add_articles_answer(live, state, facts, {});   // the turn has searched and counted it
  return decide(live.program(), facts);
}

Decision decide_in_full(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.turn->decision) return *state.turn->decision;
  TurnFacts facts = facts_on_record(live, state, log.now());
  add_reviews(seams, live, facts);
  add_meters(seams, live, state, facts);
  add_articles_answer(live, state, facts, counted_in(log));
  Decision decision = decide(live.program(), facts);
  take_up_what_is_left(live, log, decision);
  if (state.run && !takes_offered_person(live, state)) {
    using Kind = CustomersAnswer::Kind;
    const CustomersAnswer answer = customers_answer(live, state, *state.turn->reading, decision);
    if (answer.kind != Kind::digression && answer.kind != Kind::new_matter && answer.kind != Kind::beside) {
      facts.workflow = state.run->workflow;
      decision = decide(live.program(), facts);
    }
    // An answer and nothing else is about what was asked, whatever its few words by themselves look like: no rule about another intent takes it away.
    const bool answers = answer.kind == Kind::yes || answer.is_part || ((answer.kind == Kind::no || answer.kind == Kind::correction) && !answer.says_more);
    if (answers && decision.kind != DecisionKind::carry_on) {
      facts.intent = intent_of_run(live, state);
      decision = decide(live.program(), facts);
    }
  }
  log.record(event::TurnDecided{std::move(facts), decision});
  return decision;
}

}  // namespace handrail
