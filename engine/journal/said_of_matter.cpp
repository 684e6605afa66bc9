#include "engine/journal/said_of_matter.hpp"

#include <algorithm>
#include <string_view>

#include "engine/journal/same_wish.hpp"

namespace handrail {
namespace {

constexpr std::string_view figures = "0123456789", nothing_in_particular = "other";

bool has_figure(const Json& value) { return value.text() && value.text()->find_first_of(figures) != std::string::npos; }

// An order's number, an e-mail address: a text in one piece that says which one.
bool identifies(const Json& value) {
  const std::string* text = value.text();
  return text && text->find_first_of(" :") == std::string::npos && text->find_first_of("0123456789@") != std::string::npos;
}

bool is_word(const Json& value) { return value.text() && !has_figure(value); }

bool is_said_now(const ConversationState& state, const std::string& name) { return state.turn && state.turn->reading && state.turn->reading->claims.count(name) != 0; }

// What the open turn's message comes after: a word of ours, and not something that a person was told, or nobody has answered yet.
bool follows_our_word(const ConversationState& state) {
  const auto of_this_turn = [&](const SpokenLine& line) {
    const auto& earlier = state.turn->earlier;
    return line.message == state.turn->message || std::find(earlier.begin(), earlier.end(), line.message) != earlier.end();
  };
  const auto before = std::find_if(state.recent.rbegin(), state.recent.rend(), [&](const SpokenLine& line) { return line.by != Speaker::customer || !of_this_turn(line); });
  return before != state.recent.rend() && before->by == Speaker::bot;
}

// The message before said it and no more is known of it since: we asked what it is about, and this is the answer; or what was done took no such word, for it was misread,
// or is the reason of what comes next.
bool goes_on_with(const ConversationState& state, const std::string& name, const Json& value) {
  if (!state.said_before) return false;
  const auto said = state.said_before->claims.find(name);
  if (said == state.said_before->claims.end() || canonical(said->second) != canonical(value)) return false;
  return state.said_before->decided == DecisionKind::ask || (state.said_before->decided == DecisionKind::act && is_word(value));
}

bool is_no_matter(const std::string& intent) { return intent.empty() || intent == nothing_in_particular; }

}  // namespace

bool is_theirs(const Json& value) {
  const std::string* text = value.text();
  return text && identifies(value) && text->find('@') != std::string::npos;
}

bool said_of_earlier_matter(const ConversationState& state, const std::string& name, const Json& value) {
  const bool begins_a_matter = state.turn && state.turn->claims_before && state.episode.matter_words == state.turn->text && follows_our_word(state);
  return begins_a_matter && !value.is_null() && !identifies(value) && !is_said_now(state, name) && state.turn->claims_before->count(name) != 0;
}

void leave_earlier_matter(ConversationState& state) {
  if (state.run) return;   // it may be spoken with again: what is said of it stays, and a run that begins leaves it then
  if (!state.turn || !follows_our_word(state)) return;
  const bool is_first = is_no_matter(state.episode.last_intent);
  std::erase_if(state.claims, [&](const auto& claim) {
    const auto& [name, value] = claim;
    return !value.is_null() && !identifies(value) && !is_said_now(state, name) && !(is_first && is_word(value)) && !goes_on_with(state, name, value);
  });
}

void forget_what_was_only_asked(ConversationState& state) {
  if (!state.said_before || !state.said_before->only_asked || !state.turn || !state.turn->reading || state.run) return;
  const event::MessageRead& reading = *state.turn->reading;
  const bool takes_the_offer = is_no_matter(reading.intent) || std::ranges::find(reading.signals, "says_yes") != reading.signals.end();
  if (takes_the_offer) return;
  for (const auto& [name, value] : state.said_before->claims) {
    const auto claim = state.claims.find(name);
    if (claim == state.claims.end() || identifies(value) || is_word(value) || is_said_now(state, name) || canonical(claim->second) != canonical(value)) continue;
    state.claims.erase(claim);
  }
}

void keep_what_was_said_before(ConversationState& state) {
  if (!state.turn || !state.turn->reading || !state.turn->decision) return;
  SaidBefore said{state.turn->reading->claims, state.turn->decision->kind, does(*state.turn->reading, asks_to_know_act)};
  const bool asks_on = said.decided == DecisionKind::ask && state.said_before && state.said_before->decided == DecisionKind::ask;
  if (asks_on) said.claims.insert(state.said_before->claims.begin(), state.said_before->claims.end());
  state.said_before = std::move(said);
}

void forget_what_was_said_in_passing(ConversationState& state) {
  if (!state.turn || !state.turn->reading || !state.turn->decision || state.owner != Ownership::bot) return;
  const Decision& decision = *state.turn->decision;
  const bool beside_a_run = state.run && state.turn->claims_before && (decision.kind == DecisionKind::answer || decision.kind == DecisionKind::refuse);
  const bool of_nothing = !state.run && decision.intent == nothing_in_particular && decision.kind == DecisionKind::answer;
  if (!beside_a_run && !of_nothing) return;
  for (const auto& [name, value] : state.turn->reading->claims) {
    const auto claim = state.claims.find(name);
    if (claim == state.claims.end() || identifies(value) || (of_nothing && is_word(value)) || canonical(claim->second) != canonical(value)) continue;
    const auto before = beside_a_run ? state.turn->claims_before->find(name) : state.claims.end();
    if (beside_a_run && before != state.turn->claims_before->end()) claim->second = before->second;
    else state.claims.erase(claim);
  }
}

void forget_what_was_carried_out(ConversationState& state, const Json& inputs, const std::vector<RecordedStep>& steps) {
  for (const RecordedStep& step : steps) {   // a reason that it asked for is of what was done, and of nothing else
    const auto claim = step.asked.empty() || identifies(step.result) ? state.claims.end() : state.claims.find(step.asked);
    if (claim != state.claims.end() && canonical(claim->second) == canonical(step.result)) state.claims.erase(claim);
  }
  if (!inputs.members()) return;
  for (const auto& [name, value] : *inputs.members()) {
    const auto claim = state.claims.find(name);
    if (claim != state.claims.end() && !has_figure(value) && !is_theirs(value) && canonical(claim->second) == canonical(value)) state.claims.erase(claim);
  }
}

}  // namespace handrail
