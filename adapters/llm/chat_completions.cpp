#include "adapters/llm/chat_completions.hpp"

#include <algorithm>
#include <vector>

namespace handrail::llm::chat_completions {
namespace {

constexpr int schema_depth_most = 32;

// Whether OpenAI takes the schema as one to be kept to exactly: every object closed, and all its members required.
bool exact(const Json& schema, int depth = 0) {
  if (depth > schema_depth_most) return false;
  if (const Json::Array* items = schema.items()) return std::all_of(items->begin(), items->end(), [&](const Json& item) { return exact(item, depth + 1); });
  if (!schema.is_object()) return true;
  if (const Json::Object* properties = schema["properties"].members()) {
    const Json* closed = schema.find("additionalProperties");
    const Json::Array* required = schema["required"].items();
    if (!closed || !closed->boolean() || *closed->boolean() || !required) return false;
    for (const auto& [name, property] : *properties)
      if (std::find(required->begin(), required->end(), Json(name)) == required->end()) return false;
  } else if (schema.text_or("type") == "object") {
    return false;
  }
  return std::all_of(schema.members()->begin(), schema.members()->end(), [&](const Json::Member& member) { return exact(member.second, depth + 1); });
}

Json message_of(const ModelTurn& turn) {
  if (turn.by == ModelTurn::By::customer) return Json::object({{"role", "user"}, {"content", turn.text}});
  if (turn.by == ModelTurn::By::tool) return Json::object({{"role", "tool"}, {"tool_call_id", turn.answers}, {"content", turn.text}});
  Json message = Json::object({{"role", "assistant"}, {"content", turn.text.empty() && !turn.calls.empty() ? Json() : Json(turn.text)}});
  Json calls = Json::array();
  for (const ProposedCall& call : turn.calls)
    calls.push(Json::object({{"id", call.id}, {"type", "function"},
                             {"function", Json::object({{"name", call.tool}, {"arguments", call.arguments.is_object() ? dump(call.arguments) : "{}"}})}}));
  if (!turn.calls.empty()) message.set("tool_calls", std::move(calls));
  return message;
}

class Reader final : public AnswerReader {
 public:
  using AnswerReader::AnswerReader;

 private:
  Result<void> on_event(const ServerEvent& event) override {
    if (event.data == "[DONE]") {
      whole_ = stopped_;
      return stopped_ ? Result<void>() : fail(ErrorCode::unavailable, "its answer broke off");
    }
    HANDRAIL_TRY(const Json data, json_of(event));
    return hear(data, "delta");
  }

  Result<void> on_whole(const Json& document) override { return hear(document, "message"); }

  // Not every server says [DONE].
  Result<void> at_end() override {
    whole_ = stopped_;
    return {};
  }

  Result<void> hear(const Json& data, const char* part) {
    if (const Json* error = data.find("error"); (error && !error->is_null()) || data.text_or("object") == "error") return failed(error ? *error : data);
    hear_model(data["model"]);
    if (data["usage"].is_object()) {
      hear_tokens(&ModelUse::input_tokens, data["usage"]["prompt_tokens"]);
      hear_tokens(&ModelUse::output_tokens, data["usage"]["completion_tokens"]);
    }
    const Json::Array* choices = data["choices"].items();
    if (!choices) return fail(ErrorCode::unavailable, "its answer cannot be read: it has no choices");
    for (const Json& choice : *choices) {
      if (choice.integer_or("index") != 0) continue;   // one was asked for
      HANDRAIL_TRY_VOID(hear_message(choice[part]));
      hear_stop(choice["finish_reason"]);
    }
    return {};
  }

  Result<void> hear_message(const Json& message) {
    if (!message.text_or("refusal").empty()) refused_ = true;
    HANDRAIL_TRY_VOID(add_text(message.text_or("content")));
    const Json::Array* calls = message["tool_calls"].items();
    if (!calls) return {};
    for (std::size_t i = 0; i < calls->size(); ++i) HANDRAIL_TRY_VOID(hear_call((*calls)[i], static_cast<std::int64_t>(i)));
    return {};
  }

  // Pieces of one call share its index; some servers give every call the same index, or none, and another id.
  Result<void> hear_call(const Json& piece, std::int64_t place) {
    const std::int64_t index = piece.integer_or("index", place);
    const std::string id = piece.text_or("id");
    const Json& function = piece["function"];
    auto at = std::find_if(indices_.rbegin(), indices_.rend(), [&](std::int64_t one) { return one == index; });
    std::size_t call = at == indices_.rend() ? calls_.size() : static_cast<std::size_t>(indices_.rend() - at) - 1;
    if (call < calls_.size() && !id.empty() && !calls_[call].id.empty() && calls_[call].id != id) call = calls_.size();
    if (call == calls_.size()) {
      HANDRAIL_TRY_VOID(add_call(id, function.text_or("name")));
      indices_.push_back(index);
    }
    if (const Json& arguments = function["arguments"]; arguments.is_object()) return add_arguments(calls_[call], dump(arguments));
    return add_arguments(calls_[call], function.text_or("arguments"));
  }

  void hear_stop(const Json& reason) {
    if (!reason.text()) return;
    stopped_ = true;
    stop_ = refused_ || *reason.text() == "content_filter" ? ModelStop::refused : *reason.text() == "length" ? ModelStop::cut_short : ModelStop::finished;
  }

  static Result<void> failed(const Json& error) {
    const auto code = error["code"].integer();
    const std::string type = error.text_or("type");
    const bool ours = (code && *code >= 400 && *code < 500 && *code != 429 && *code != 408) || type == "invalid_request_error" || type == "BadRequestError";
    const std::string what = error_words(error);
    return fail(ours ? ErrorCode::invalid : ErrorCode::unavailable, "it broke its answer off with an error" + (what.empty() ? "" : " (" + what + ")"));
  }

  std::vector<std::int64_t> indices_;   // of each call
  bool stopped_ = false, refused_ = false;
};

}  // namespace

Json body(const ModelRequest& request, const std::string& model, Limit limit) {
  Json body = Json::object({{"model", model}, {limit == Limit::max_tokens ? "max_tokens" : "max_completion_tokens", request.output_tokens_max}, {"stream", true}});
  body.set("stream_options", Json::object({{"include_usage", true}}));
  Json messages = Json::array();
  if (!request.instructions.empty()) messages.push(Json::object({{"role", "system"}, {"content", request.instructions}}));
  for (const ModelTurn& turn : request.turns) messages.push(message_of(turn));
  body.set("messages", std::move(messages));
  Json tools = Json::array();
  for (const ModelTool& tool : request.tools)
    tools.push(Json::object({{"type", "function"},
                             {"function", Json::object({{"name", tool.name}, {"description", tool.description}, {"parameters", tool.arguments}})}}));
  if (!request.tools.empty()) body.set("tools", std::move(tools));
  if (!request.answer_schema.is_null()) {
    Json schema = Json::object({{"name", "answer"}, {"schema", request.answer_schema}, {"strict", exact(request.answer_schema)}});
    body.set("response_format", Json::object({{"type", "json_schema"}, {"json_schema", std::move(schema)}}));
  }
  return body;
}

std::unique_ptr<AnswerReader> reader(OnText on_text) { return std::make_unique<Reader>(std::move(on_text)); }

}  // namespace handrail::llm::chat_completions
