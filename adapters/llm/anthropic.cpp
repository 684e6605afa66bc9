#include "adapters/llm/anthropic.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace handrail::llm::anthropic {
namespace {

Json arguments_of(const ProposedCall& call) { return call.arguments.is_object() ? call.arguments : Json::object(); }

void push_text(Json& content, const std::string& text) {
  if (!text.empty()) content.push(Json::object({{"type", "text"}, {"text", text}}));   // an empty text is refused
}

Json content_of(const ModelTurn& turn) {
  Json content = Json::array();
  if (turn.by == ModelTurn::By::tool) {
    content.push(Json::object({{"type", "tool_result"}, {"tool_use_id", turn.answers}, {"content", turn.text}}));
    return content;
  }
  push_text(content, turn.text);
  for (const ProposedCall& call : turn.calls)
    content.push(Json::object({{"type", "tool_use"}, {"id", call.id}, {"name", call.tool}, {"input", arguments_of(call)}}));
  return content;
}

// The user begins, and all results of one turn's calls stand in one message: turns of the same side become one.
Json messages_of(const ModelRequest& request) {
  struct Message { std::string role; Json content; };
  std::vector<Message> messages;
  if (!request.turns.empty() && request.turns.front().by == ModelTurn::By::assistant)
    messages.push_back({"user", Json::array({Json::object({{"type", "text"}, {"text", "(the conversation begins)"}})})});
  for (const ModelTurn& turn : request.turns) {
    const std::string role = turn.by == ModelTurn::By::assistant ? "assistant" : "user";
    const Json content = content_of(turn);
    if (content.items()->empty()) continue;
    if (messages.empty() || messages.back().role != role) messages.push_back({role, Json::array()});
    for (const Json& block : *content.items()) messages.back().content.push(block);
  }
  Json list = Json::array();
  for (Message& message : messages) list.push(Json::object({{"role", message.role}, {"content", std::move(message.content)}}));
  return list;
}

class Reader final : public AnswerReader {
 public:
  Reader(std::string answer_tool, OnText on_text) : AnswerReader(std::move(on_text)), answer_tool_(std::move(answer_tool)) {}

 private:
  enum class Kind { text, call, answer, other };
  struct Block { std::int64_t index = 0; Kind kind = Kind::other; std::size_t call = 0; };

  Result<void> on_event(const ServerEvent& event) override {
    HANDRAIL_TRY(const Json data, json_of(event));
    const std::string type = data.text_or("type");
    if (type == "message_start") return hear_message(data["message"]);
    if (type == "content_block_start") return begin_block(data.integer_or("index"), data["content_block"]);
    if (type == "content_block_delta") return go_on(data.integer_or("index"), data["delta"]);
    if (type == "message_delta") {
      hear_stop(data["delta"]["stop_reason"]);
      hear_tokens(&ModelUse::output_tokens, data["usage"]["output_tokens"]);
    } else if (type == "message_stop") {
      whole_ = true;
    } else if (type == "error") {
      return failed(data["error"]);
    }
    return {};
  }

  Result<void> on_whole(const Json& document) override {
    if (document.text_or("type") == "error" || document.find("error")) return failed(document["error"]);
    HANDRAIL_TRY_VOID(hear_message(document));
    hear_stop(document["stop_reason"]);
    const Json::Array* content = document["content"].items();
    if (!content) return fail(ErrorCode::unavailable, "its answer cannot be read: it has no content");
    for (std::size_t i = 0; i < content->size(); ++i) HANDRAIL_TRY_VOID(begin_block(static_cast<std::int64_t>(i), (*content)[i]));
    whole_ = true;
    return {};
  }

  // Where the model did not make the call that it had to, what it wrote instead is the answer.
  Result<void> at_end() override { return whole_ && text_.empty() ? add_text(beside_) : Result<void>(); }

  Result<void> hear_message(const Json& message) {
    hear_model(message["model"]);
    const Json& usage = message["usage"];
    hear_tokens(&ModelUse::output_tokens, usage["output_tokens"]);
    ModelUse cached;
    std::swap(cached.input_tokens, use_.input_tokens);
    for (const char* key : {"input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"}) {
      use_.input_tokens = 0;
      hear_tokens(&ModelUse::input_tokens, usage[key]);
      cached.input_tokens += use_.input_tokens;
    }
    use_.input_tokens = cached.input_tokens;
    return {};
  }

  void hear_stop(const Json& reason) {
    if (!reason.text()) return;
    if (*reason.text() == "max_tokens" || *reason.text() == "model_context_window_exceeded") stop_ = ModelStop::cut_short;
    if (*reason.text() == "refusal") stop_ = ModelStop::refused;
  }

  Result<void> begin_block(std::int64_t index, const Json& block) {
    if (blocks_.size() >= 2 * bounds::calls) return fail(ErrorCode::limit, "its answer has too many parts");
    const std::string type = block.text_or("type");
    Block begun{index, type == "text" ? Kind::text : type != "tool_use" ? Kind::other : is_answer(block) ? Kind::answer : Kind::call, calls_.size()};
    blocks_.push_back(begun);
    if (begun.kind == Kind::text) return words(block.text_or("text"));
    const bool input = block["input"].is_object() && !block["input"].members()->empty();
    if (begun.kind == Kind::answer) return input ? add_text(dump(block["input"])) : Result<void>();
    if (begun.kind != Kind::call) return {};
    HANDRAIL_TRY(Call* call, add_call(block.text_or("id"), block.text_or("name")));
    return input ? add_arguments(*call, dump(block["input"])) : Result<void>();
  }

  Result<void> go_on(std::int64_t index, const Json& delta) {
    const auto block = std::find_if(blocks_.rbegin(), blocks_.rend(), [&](const Block& one) { return one.index == index; });
    if (block == blocks_.rend()) return fail(ErrorCode::unavailable, "its answer cannot be read: a part goes on that did not begin");
    if (block->kind == Kind::text) return words(delta.text_or("text"));
    if (block->kind == Kind::answer) return add_text(delta.text_or("partial_json"));
    if (block->kind == Kind::call) return add_arguments(calls_.at(block->call), delta.text_or("partial_json"));
    return {};
  }

  Result<void> words(const std::string& text) {
    if (answer_tool_.empty()) return add_text(text);
    if (beside_.size() + text.size() <= bounds::text_bytes) beside_ += text;
    return {};
  }

  Result<void> failed(const Json& error) {
    const std::string type = error.text_or("type");
    const bool ours = type == "invalid_request_error" || type == "authentication_error" || type == "permission_error" || type == "not_found_error" || type == "request_too_large";
    const std::string what = error_words(error);
    return fail(ours ? ErrorCode::invalid : ErrorCode::unavailable, "it broke its answer off with an error" + (what.empty() ? "" : " (" + what + ")"));
  }

  [[nodiscard]] bool is_answer(const Json& block) const { return !answer_tool_.empty() && block.text_or("name") == answer_tool_; }

  const std::string answer_tool_;
  std::string beside_;   // words next to the call that is the answer
  std::vector<Block> blocks_;
};

}  // namespace

std::string answer_tool(const ModelRequest& request) {
  if (request.answer_schema.is_null()) return "";
  std::string name = "answer";
  while (std::any_of(request.tools.begin(), request.tools.end(), [&](const ModelTool& tool) { return tool.name == name; })) name += '_';
  return name;
}

Json body(const ModelRequest& request, const std::string& model) {
  Json body = Json::object({{"model", model}, {"max_tokens", request.output_tokens_max}, {"stream", true}});
  if (!request.instructions.empty()) body.set("system", request.instructions);
  body.set("messages", messages_of(request));
  Json tools = Json::array();
  for (const ModelTool& tool : request.tools)
    tools.push(Json::object({{"name", tool.name}, {"description", tool.description}, {"input_schema", tool.arguments}}));
  const std::string answer = answer_tool(request);
  if (!answer.empty()) {
    tools.push(Json::object({{"name", answer}, {"description", "Gives the answer. Nothing else is read."}, {"input_schema", request.answer_schema}}));
    body.set("tool_choice", request.tools.empty() ? Json::object({{"type", "tool"}, {"name", answer}}) : Json::object({{"type", "any"}}));
  }
  if (!tools.items()->empty()) body.set("tools", std::move(tools));
  return body;
}

std::unique_ptr<AnswerReader> reader(std::string answer_tool, OnText on_text) { return std::make_unique<Reader>(std::move(answer_tool), std::move(on_text)); }

}  // namespace handrail::llm::anthropic
