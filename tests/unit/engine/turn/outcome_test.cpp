#include "engine/turn/close.hpp"
#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("what silence means") {
  struct Row { bool refused, waits, answered, run; Outcome outcome; const char* asked = ""; };
  const Row rows[] = {
      {true, false, false, false, Outcome::refused},          {false, true, false, false, Outcome::abandoned},
      {false, true, true, false, Outcome::resolved_assumed, "anything else"},   // whoever says nothing to that has what they wanted
      {false, true, true, false, Outcome::resolved_assumed, "what was left"},
      {false, true, true, false, Outcome::abandoned, "what is meant"},          // answered before, and then we asked back
      {false, true, true, false, Outcome::abandoned, "offer a person"},
      {false, true, true, true, Outcome::abandoned},                            // a workflow waits for the customer
      {false, false, true, false, Outcome::resolved_assumed}, {false, false, false, false, Outcome::abandoned},
  };
  for (const Row& row : rows) {
    ConversationState state;
    state.episode.refused = row.refused;
    state.episode.waits_for_customer = row.waits;
    state.episode.answered = row.answered;
    if (row.run) state.run = Run{};
    if (*row.asked) state.episode.asked.emplace_back(row.asked);
    CHECK(outcome_of_silence(state) == row.outcome);
  }
}

TEST_CASE("a handoff ends as what it was: the customer's wish or the policy's") {
  ConversationState state;
  CHECK(outcome_of_handoff(state) == Outcome::handed_off_by_policy);
  state.episode.by_wish = true;
  CHECK(outcome_of_handoff(state) == Outcome::handed_off_by_wish);
}
