#include "engine/turn/read_message.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/decide.hpp"
#include "engine/turn/budgets_read.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/hand_off.hpp"

namespace handrail {
namespace {

constexpr std::size_t messages_before = 3;   // R4: a message is read in the light of the last three

std::vector<std::string> before(const ConversationState& state) {
  std::vector<std::string> texts;
  for (const SpokenLine& line : state.recent)
    if (line.by == Speaker::customer && line.message != state.turn->message) texts.push_back(line.text);
  if (texts.size() > messages_before) texts.erase(texts.begin(), texts.end() - messages_before);
  return texts;
}

bool starts_something(const Decision& decision, const ConversationState& state) {
  // What a colleague is deciding on is not thrown away for the next wish.
  if (state.run->waits_for == "approval" && decision.kind == DecisionKind::act) return false;
  const bool sure = decision.kind == DecisionKind::answer || decision.kind == DecisionKind::act || decision.kind == DecisionKind::refuse ||
                    (decision.kind == DecisionKind::hand_off && decision.request_class == "needs human");
  return sure && decision.intent != "other" && decision.workflow != state.run->workflow;
}

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

void read_message(const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.turn->reading) return;
  const Reading reading = live.classifier->read(state.turn->text, before(state));
  event::MessageRead read{{}, {}, {}, reading.intent, reading.confidence, reading.model};
  for (const SignalMatch& match : reading.signals) {
    if (std::find(read.signals.begin(), read.signals.end(), match.signal) != read.signals.end()) continue;
    read.signals.push_back(match.signal);
    read.matched.push_back(match.what);
  }
  const bool waits_for_sign_in = state.held_up && !state.held_up->behind_another;
  if (waits_for_sign_in && takes_wish_back(state.turn->text) && std::find(read.signals.begin(), read.signals.end(), "says_no") == read.signals.end()) {
    read.signals.push_back("says_no");   // to the wish that waits for the customer to sign in
    read.matched.push_back(printable(state.turn->text, 80));
  }
  for (const EntityClaim& claim : reading.entities) {
    const auto [named, first] = read.claims.emplace(claim.entity, claim.value);
    // "not W1001 but W1002": of two, the one that the workflow does not have yet is meant.
    const Json* used = first ? nullptr : used_by_run(state, claim.entity);
    if (used && canonical(named->second) == canonical(*used)) named->second = claim.value;
  }
  log.record(std::move(read));
}

bool class_needs_facts(const LiveBundle& live, const ConversationState& state) {
  const auto intent = live.program().find_intent(state.turn->reading->intent);
  return !intent || live.program().intents[*intent].request_class != dsl::RequestClass::unsafe;
}

Decision decide_on_signals(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  if (log.state().turn->decision) return *log.state().turn->decision;
  TurnFacts facts = facts_on_record(live, log.state(), log.now());
  facts.stage = DecisionStage::signals;
  add_meters(seams, live, log.state(), facts);
  Decision decision = decide(live.program(), facts);
  if (decision.kind != DecisionKind::none) log.record(event::TurnDecided{std::move(facts), decision});
  return decision;
}

std::optional<Decision> another_wish(Seams& seams, const LiveBundle& live, const ConversationState& state) {
  if (!state.run || !state.turn || !state.turn->reading) return std::nullopt;
  TurnFacts facts = facts_on_record(live, state, state.turn->at);
  facts.workflow.clear();
  facts.intent = state.turn->reading->intent;   // the message by itself, not as an answer within the run
  add_reviews(seams, live, facts);
  add_meters(seams, live, state, facts);
  Decision decision = decide(live.program(), facts);
  if (decision.kind != DecisionKind::act || decision.intent == "other") return std::nullopt;
  // The same thing once more is another wish when it is about another order.
  const auto& claims = state.turn->reading->claims;
  const bool about_another = std::any_of(claims.begin(), claims.end(), [&](const auto& claim) {
    const Json* used = used_by_run(state, claim.first);
    return used && canonical(*used) != canonical(claim.second);
  });
  return decision.workflow != state.run->workflow || about_another ? std::optional(std::move(decision)) : std::nullopt;
}

Decision decide_in_full(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.turn->decision) return *state.turn->decision;
  TurnFacts facts = facts_on_record(live, state, log.now());
  add_reviews(seams, live, facts);
  add_meters(seams, live, state, facts);
  Decision decision = decide(live.program(), facts);
  const bool answers = customers_answer(live, state, *state.turn->reading, &decision).kind != CustomersAnswer::Kind::none;
  const bool goes_on = state.run && state.run->waits_for.empty();   // held up until the customer signed in
  if (state.run && (answers || goes_on || !starts_something(decision, state))) {
    facts.workflow = state.run->workflow;
    decision = decide(live.program(), facts);
  }
  log.record(event::TurnDecided{std::move(facts), decision});
  return decision;
}

}  // namespace handrail
