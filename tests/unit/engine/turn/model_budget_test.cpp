// What is left of the policy's budgets for models, of vectors and answers alike.
#include "engine/turn/model_budget.hpp"

#include "tests/catch.hpp"

using namespace handrail;

namespace {

ConversationState with(const std::vector<Event>& events) {
  ConversationState state;
  for (const Event& event : events) fold(state, Instant{1}, event);
  return state;
}

const event::MessageReceived hello{MessageId("m1"), "hello", {}};

}  // namespace

TEST_CASE("a question's vector counts for the turn and the conversation as a model's answer does") {
  event::ModelAnswered answer{.purpose = "draft", .model = "m", .text = "hi"};
  answer.input_tokens = 100;
  answer.cost_micro_usd = 40;
  const auto state = with({hello, event::VectorAsked{"small", "", 30, 7, 1}, answer});
  CHECK(state.model_spend.tokens == 130);
  CHECK(state.model_spend.cost_micro_usd == 47);
  dsl::ReplyRules rules;
  rules.model_per_turn.tokens = 200;
  CHECK(room_for_model(rules, state, 70).trouble.empty());
  CHECK(room_for_model(rules, state, 71).trouble == "the budget of 200 tokens per turn does not reach");
  rules.model_per_turn = {};
  rules.model_per_turn.cost_micro_usd = 60;
  rules.model_per_conversation.cost_micro_usd = 50;
  CHECK(room_for_model(rules, state, 1).cost_micro_usd_max == 3u);
  rules.model_per_conversation.cost_micro_usd = 47;
  CHECK(room_for_model(rules, state, 1).trouble == "what models may cost per conversation is used up");
}

TEST_CASE("the next turn begins anew, and the conversation goes on") {
  const auto state = with({hello, event::VectorAsked{"small", "", 30, 7, 1}, event::TurnEnded{MessageId("m1")}, event::MessageReceived{MessageId("m2"), "and", {}}});
  dsl::ReplyRules rules;
  rules.model_per_turn.tokens = 30;
  CHECK(room_for_model(rules, state, 30).trouble.empty());
  rules.model_per_conversation.tokens = 59;
  CHECK(room_for_model(rules, state, 30).trouble == "the budget of 59 tokens per conversation does not reach");
}
