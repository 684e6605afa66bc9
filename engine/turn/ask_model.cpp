#include "engine/turn/ask_model.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/tokens.hpp"
#include "engine/turn/model_budget.hpp"

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
  const ModelRoom room = room_for_model(live.program().reply, log.state(), reply::tokens_of(all) + request.output_tokens_max);
  ModelRequest bounded = request;
  if (room.cost_micro_usd_max) bounded.cost_micro_usd_max = std::min(request.cost_micro_usd_max.value_or(*room.cost_micro_usd_max), *room.cost_micro_usd_max);
  event::ModelAnswered said = room.trouble.empty() ? ask(seams, bounded, asked) : event::ModelAnswered{.purpose = request.purpose, .asked = asked, .trouble = room.trouble};
  ModelSaid made{said.text, said.calls, said.trouble};
  log.record(std::move(said));
  HANDRAIL_TRY_VOID(log.commit());
  return made;
}

}  // namespace handrail
