// What models have used up in a turn and in its conversation, and what the policy leaves for the next question to one: `models use at most … per turn`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/journal/state.hpp"

namespace handrail {

// What models said in the turn, or to a run that goes on without one, in order.
[[nodiscard]] std::vector<event::ModelAnswered> answers_before(const ConversationState& state);

struct ModelRoom {
  std::string trouble;                                // why nothing may be asked; empty: enough is left
  std::optional<std::uint64_t> cost_micro_usd_max;    // what the question may cost at most: only who asks knows the prices
};
// For a question of so many tokens, with all of its answer.
[[nodiscard]] ModelRoom room_for_model(const dsl::ReplyRules& rules, const ConversationState& state, std::size_t tokens);

}  // namespace handrail
