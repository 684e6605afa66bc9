#include "engine/turn/model_budget.hpp"

#include <algorithm>

namespace handrail {
namespace {

// In the turn, or for a run that goes on without one.
ModelSpend spent_before(const ConversationState& state) {
  ModelSpend spent = state.turn ? state.turn->vectors : state.run ? state.run->vectors : ModelSpend{};
  for (const event::ModelAnswered& answer : answers_before(state)) {
    spent.tokens += answer.input_tokens + answer.output_tokens;
    spent.cost_micro_usd += answer.cost_micro_usd;
  }
  return spent;
}

void narrow(ModelRoom& room, const dsl::ReplyRules::ModelLimit& limit, const ModelSpend& spent, std::size_t tokens, const std::string& per) {
  if (!room.trouble.empty()) return;
  if (limit.tokens && spent.tokens + static_cast<std::int64_t>(tokens) > *limit.tokens) {
    room.trouble = "the budget of " + std::to_string(*limit.tokens) + " tokens per " + per + " does not reach";
    return;
  }
  if (!limit.cost_micro_usd) return;
  if (spent.cost_micro_usd >= *limit.cost_micro_usd) {
    room.trouble = "what models may cost per " + per + " is used up";
    return;
  }
  const auto left = static_cast<std::uint64_t>(*limit.cost_micro_usd - spent.cost_micro_usd);
  room.cost_micro_usd_max = std::min(room.cost_micro_usd_max.value_or(left), left);
}

}  // namespace

std::vector<event::ModelAnswered> answers_before(const ConversationState& state) {
  if (state.turn) return state.turn->models;
  return state.run ? state.run->models : std::vector<event::ModelAnswered>{};
}

ModelRoom room_for_model(const dsl::ReplyRules& rules, const ConversationState& state, std::size_t tokens) {
  ModelRoom room;
  narrow(room, rules.model_per_turn, spent_before(state), tokens, "turn");
  narrow(room, rules.model_per_conversation, state.model_spend, tokens, "conversation");
  return room;
}

}  // namespace handrail
