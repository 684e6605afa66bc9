#include "engine/turn/ask_model.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/tokens.hpp"

namespace handrail {
namespace {

constexpr std::size_t trouble_bytes = 300;

std::string all_of(const ModelRequest& request) {
  std::string text = request.purpose + "\n" + request.instructions;
  for (const ModelTurn& turn : request.turns) {
    text += "\n" + std::to_string(static_cast<int>(turn.by)) + " " + turn.answers + " " + turn.text;
    for (const ProposedCall& call : turn.calls) text += "\n" + call.id + " " + call.tool + " " + canonical(call.arguments);
  }
  for (const ModelTool& tool : request.tools) text += "\n" + tool.name + " " + tool.description + " " + canonical(tool.arguments);
  if (!request.answer_schema.is_null()) text += "\n" + canonical(request.answer_schema);
  return text;
}

// In the turn, and by a run that goes on without one.
std::vector<event::ModelAnswered> answers_before(const ConversationState& state) {
  if (state.turn) return state.turn->models;
  return state.run ? state.run->models : std::vector<event::ModelAnswered>{};
}

ModelSpend spent_by(const std::vector<event::ModelAnswered>& answers) {
  ModelSpend spent;
  for (const event::ModelAnswered& answer : answers) {
    spent.tokens += answer.input_tokens + answer.output_tokens;
    spent.cost_micro_usd += answer.cost_micro_usd;
  }
  return spent;
}

// Why the question may not be asked; empty: enough is left. What it may cost at most bounds it (`cost_micro_usd_max`): only who asks knows the prices.
std::string over(const dsl::ReplyRules::ModelLimit& limit, const ModelSpend& spent, std::int64_t tokens, const std::string& per, ModelRequest& request) {
  if (limit.tokens && spent.tokens + tokens > *limit.tokens) return "the budget of " + std::to_string(*limit.tokens) + " tokens per " + per + " does not reach";
  if (!limit.cost_micro_usd) return "";
  if (spent.cost_micro_usd >= *limit.cost_micro_usd) return "what models may cost per " + per + " is used up";
  const auto left = static_cast<std::uint64_t>(*limit.cost_micro_usd - spent.cost_micro_usd);
  request.cost_micro_usd_max = std::min(request.cost_micro_usd_max.value_or(left), left);
  return "";
}

Json calls_json(const std::vector<ProposedCall>& calls) {
  if (calls.empty()) return {};
  Json list = Json::array();
  for (const ProposedCall& call : calls) list.push(Json::object({{"id", call.id}, {"tool", call.tool}, {"arguments", call.arguments}}));
  return list;
}

event::ModelAnswered ask(Seams& seams, const ModelRequest& request, std::string asked) {
  event::ModelAnswered said{.purpose = request.purpose, .asked = std::move(asked)};
  ModelUse used;
  ModelRequest counted = request;
  counted.used = &used;
  const auto answer = seams.model->ask(counted);
  if (answer) used = answer->use;
  said.input_tokens = static_cast<std::int64_t>(used.input_tokens);
  said.output_tokens = static_cast<std::int64_t>(used.output_tokens);
  said.cost_micro_usd = static_cast<std::int64_t>(used.cost_micro_usd);
  said.requests = used.requests;
  if (!answer) {
    said.trouble = printable(answer.error().message, trouble_bytes);
    return said;
  }
  said.model = answer->model;
  said.text = answer->text;
  said.calls = calls_json(answer->calls);
  if (answer->stop == ModelStop::refused) said.trouble = "the model would not answer";
  if (answer->stop == ModelStop::cut_short) said.trouble = "the answer was cut short";
  if (!valid_utf8(said.text)) {
    said.text.clear();
    said.calls = {};
    said.trouble = "the answer is no text";
  }
  return said;
}

}  // namespace

Result<ModelSaid> ask_model(Seams& seams, const LiveBundle& live, ConversationLog& log, const ModelRequest& request, const std::string& once) {
  const std::string all = all_of(request);
  const std::string asked = sha256(once.empty() ? all : request.purpose + " " + once);
  const std::vector<event::ModelAnswered> before = answers_before(log.state());
  for (const event::ModelAnswered& answer : before)
    if (answer.asked == asked) return ModelSaid{answer.text, answer.calls, answer.trouble};
  if (!seams.model) return ModelSaid{.trouble = "no model is configured"};
  const dsl::ReplyRules& rules = live.program().reply;
  const auto tokens = static_cast<std::int64_t>(reply::tokens_of(all) + request.output_tokens_max);
  ModelRequest bounded = request;
  std::string trouble = over(rules.model_per_turn, spent_by(before), tokens, "turn", bounded);
  if (trouble.empty()) trouble = over(rules.model_per_conversation, log.state().model_spend, tokens, "conversation", bounded);
  event::ModelAnswered said = trouble.empty() ? ask(seams, bounded, asked) : event::ModelAnswered{.purpose = request.purpose, .asked = asked, .trouble = trouble};
  ModelSaid made{said.text, said.calls, said.trouble};
  log.record(std::move(said));
  HANDRAIL_TRY_VOID(log.commit());
  return made;
}

}  // namespace handrail
