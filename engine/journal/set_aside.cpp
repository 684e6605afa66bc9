#include "engine/journal/set_aside.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/journal/said_of_matter.hpp"

namespace handrail {
namespace {

bool has_digit(const Json& value) { return value.text() && value.text()->find_first_of("0123456789") != std::string::npos; }

SetAside what_is_its_alone(ConversationState& state, std::map<std::string, Json> claims) {
  SetAside kept{std::exchange(state.run, std::nullopt), std::exchange(state.approval, std::nullopt), std::exchange(state.granted, {}), std::exchange(state.confirmed, {}),
                std::exchange(state.confirmed_words, {}), std::exchange(state.approvals_given, {}), std::move(claims)};
  return kept;
}

// "Broken", "only $20 of it": of that run, and of none that begins now. What it was done to may be spoken of again, and so may what this message says.
void forget_what_was_said_of(const Run& run, ConversationState& state) {
  std::erase_if(state.claims, [&](const auto& claim) {
    const Json* used = used_by(run, claim.first);
    const bool is_of_it = used && canonical(*used) == canonical(claim.second) && !has_digit(claim.second) && !is_theirs(claim.second);
    const bool said_now = state.turn && state.turn->reading && state.turn->reading->claims.count(claim.first) != 0;
    return is_of_it && !said_now;
  });
}

}  // namespace

bool waits_for_others(const Run& run) { return run.waits_for == "approval" || run.waits_for == "time"; }

bool may_be_set_aside(const ConversationState& state) {
  const bool draft = state.approval && state.approval->asked.what == "reply";
  return state.run && waits_for_others(*state.run) && !draft && state.aside.size() + 1 < limits::runs_at_once;
}

const Json* used_by(const Run& run, const std::string& fact) {
  for (auto step = run.steps.rbegin(); step != run.steps.rend(); ++step)
    if (step->asked == fact && !step->refused && !step->result.is_null()) return &step->result;
  const Json* input = run.inputs.find(fact);
  return input && !input->is_null() ? input : nullptr;
}

void set_aside(ConversationState& state) {
  const bool beside_a_message = state.turn && state.turn->claims_before;   // what it says is said of the next one
  SetAside kept = what_is_its_alone(state, beside_a_message ? *state.turn->claims_before : state.claims);
  forget_what_was_said_of(*kept.run, state);
  state.aside.push_back(std::move(kept));
}

void take_up(ConversationState& state, const event::RunTakenUp& taken) {
  const auto is_it = [&](const SetAside& one) { return one.run ? one.run->id == taken.run : taken.run.empty(); };
  const auto found = std::ranges::find_if(state.aside, is_it);
  if (found == state.aside.end()) return;
  SetAside kept = std::move(*found);
  state.aside.erase(found);
  if (state.run || state.approval) state.aside.push_back(what_is_its_alone(state, state.claims));
  state.run = std::move(kept.run);
  state.approval = std::move(kept.approval);
  state.granted = std::move(kept.granted);
  state.confirmed = std::move(kept.confirmed);
  state.confirmed_words = std::move(kept.confirmed_words);
  state.approvals_given = std::move(kept.approvals_given);
  std::map<std::string, Json> said = std::exchange(state.claims, std::move(kept.claims));
  for (auto& [name, value] : said)
    if (is_theirs(value)) state.claims.insert_or_assign(name, std::move(value));   // said last
  if (!state.run) return;
  state.episode.last_intent = state.run->intent;
  state.episode.matter_words = state.run->matter_words;
  state.run->taken_up = true;
  if (taken.goes_on) state.run->waits_for.clear();
}

void words_went_out(ConversationState& state) {
  if (state.run) state.run->said.clear();
  if (state.run) state.run->taken_up = false;
  for (SetAside& one : state.aside)
    if (one.run) one.run->said.clear();
}

}  // namespace handrail
