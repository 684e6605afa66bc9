// Both formats: what is asked, and what is read out of answers, from cassettes (cassettes/README.md) cut in every way and from nonsense.
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "adapters/llm/anthropic.hpp"
#include "adapters/llm/chat_completions.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;
using namespace handrail::llm;

namespace {

std::string cassette(const std::string& name) {
  std::ifstream in(std::filesystem::path(HANDRAIL_SOURCE_DIR) / "tests/unit/adapters/llm/cassettes" / name, std::ios::binary);
  REQUIRE(in);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::unique_ptr<AnswerReader> reader_of(const std::string& name, const std::string& answer_tool, OnText on_text) {
  return name.starts_with("anthropic") ? anthropic::reader(answer_tool, std::move(on_text)) : chat_completions::reader(std::move(on_text));
}

Result<ModelAnswer> read(const std::string& format, const std::string& bytes, std::size_t at_once = 1u << 20, const std::string& answer_tool = "", std::string* heard = nullptr) {
  const auto reader = reader_of(format, answer_tool, [&](std::string_view piece) {
    if (heard) *heard += piece;
  });
  for (std::size_t at = 0; at < bytes.size(); at += at_once) HANDRAIL_TRY_VOID(reader->take(std::string_view(bytes).substr(at, at_once)));
  return reader->finish();
}

// The same answer however its bytes come, and what was heard meanwhile is its text.
ModelAnswer played(const std::string& name, const std::string& answer_tool = "") {
  const std::string bytes = cassette(name);
  const auto answer = read(name, bytes, 1u << 20, answer_tool);
  REQUIRE(answer);
  for (const std::size_t at_once : {1u, 5u, 64u}) {
    std::string heard;
    const auto again = read(name, bytes, at_once, answer_tool, &heard);
    REQUIRE(again);
    CHECK(again->text == answer->text);
    CHECK(again->calls.size() == answer->calls.size());
    CHECK(heard == answer->text);
  }
  return *answer;
}

std::string calls_of(const ModelAnswer& answer) {
  std::vector<std::string> calls;
  for (const ProposedCall& call : answer.calls) calls.push_back(call.id + " " + call.tool + dump(call.arguments));
  return join(calls, " | ");
}

ErrorCode failure(const std::string& format, const std::string& bytes) {
  const auto answer = read(format, bytes);
  REQUIRE_FALSE(answer);
  return answer.error().code;
}

ModelTurn turn(ModelTurn::By by, std::string text, std::string answers = "", std::vector<ProposedCall> calls = {}) {
  return {by, std::move(text), std::move(calls), std::move(answers)};
}

ModelRequest with_calls() {
  using By = ModelTurn::By;
  ModelRequest request;
  request.instructions = "You work at a desk.";
  request.turns = {turn(By::customer, "Where is A-17?"),
                   turn(By::assistant, "Let me look.", "", {{"toolu_1", "order", Json::object({{"order_id", "A-17"}})}, {"toolu_2", "hours", Json()}}),
                   turn(By::tool, "{\"status\":\"shipped\"}", "toolu_1"), turn(By::tool, "9 to 5", "toolu_2"), turn(By::customer, "And quickly.")};
  request.tools = {{"order", "Looks an order up.", Json::object({{"type", "object"}, {"properties", Json::object({{"order_id", Json::object({{"type", "string"}})}})}})}};
  return request;
}

}  // namespace

TEST_CASE("text is read with the model's name and its tokens") {
  const ModelAnswer claude = played("anthropic_text.sse");
  CHECK(claude.text == "Hello! Café?");
  CHECK(claude.model == "claude-sonnet-4-5");
  CHECK(claude.use.input_tokens == 128);   // with those that the cache holds
  CHECK(claude.use.output_tokens == 15);
  CHECK(claude.stop == ModelStop::finished);
  const ModelAnswer gpt = played("chat_text.sse");
  CHECK(gpt.text == "Hello! Café?");
  CHECK(gpt.use.input_tokens == 19);
  CHECK(gpt.use.output_tokens == 10);
}

TEST_CASE("calls are put together from their pieces") {
  const ModelAnswer claude = played("anthropic_tools.sse");
  CHECK(claude.text == "Okay, let me look:");
  CHECK(calls_of(claude) == "toolu_01T1x1fJ34qAmk2tNTrN7Up6 order{\"order_id\":\"A-17\"} | toolu_02 hours{}");
  CHECK(calls_of(played("chat_tools.sse")) == "call_DdmO9pD3xa9XTPNJ32zg2hcA order{\"order_id\":\"A-17\"} | call_2 hours{}");
  CHECK(calls_of(played("chat_same_index.sse")) == "call_a order{\"order_id\":\"A-17\"} | call_b hoursnull");
}

TEST_CASE("an answer that was not streamed is read as well") {
  for (const char* name : {"anthropic_whole.json", "chat_whole.json"}) {
    CAPTURE(name);
    const ModelAnswer answer = played(name);
    CHECK(answer.text == "Hi!");
    CHECK(answer.calls.size() == 1);
    CHECK(answer.calls.at(0).arguments.text_or("order_id") == "A-17");
    CHECK(answer.stop == ModelStop::cut_short);
    CHECK(answer.use.input_tokens == 2095);
  }
}

TEST_CASE("an answer by schema is the arguments of the call that had to be made, or the words that came instead") {
  const ModelAnswer answer = played("anthropic_answer.sse", "answer");
  CHECK(answer.text == "{\"intent\": \"refund\"}");
  CHECK(answer.calls.empty());
  CHECK(played("anthropic_text.sse", "answer").text == "Hello! Café?");
}

TEST_CASE("an error inside a stream is told by its kind and never by its words") {
  CHECK(failure("anthropic", cassette("anthropic_overloaded.sse")) == ErrorCode::unavailable);
  const auto refused = read("chat", cassette("chat_error.sse"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(refused.error().message == "it broke its answer off with an error (BadRequestError, 400)");
}

TEST_CASE("a page in the place of an answer is told as one") {
  for (const char* format : {"anthropic", "chat"}) {
    const auto page = read(format, "\n<!doctype html><p>Sign in first");
    REQUIRE_FALSE(page);
    CHECK(page.error().message.find("it is a page, and neither JSON nor a stream of events") != std::string::npos);
  }
}

TEST_CASE("an answer that breaks off anywhere is none") {
  for (const char* name : {"anthropic_text.sse", "anthropic_tools.sse", "chat_text.sse", "chat_tools.sse", "chat_whole.json", "anthropic_whole.json"}) {
    CAPTURE(name);
    const std::string whole = cassette(name);
    const std::size_t end = std::min({whole.find("message_stop"), whole.find("\"finish_reason\":\"stop\""), whole.find("\"finish_reason\":\"tool_calls\""), whole.size() - 3});
    for (std::size_t bytes = 0; bytes < end; bytes += 7) CHECK(failure(name, whole.substr(0, bytes)) == ErrorCode::unavailable);
  }
}

TEST_CASE("nonsense is refused, and what is too much of something as well") {
  for (const char* format : {"anthropic", "chat"}) {
    CAPTURE(format);
    for (const char* nonsense : {"", "<html>", "{", "{}", "[]", "{\"choices\":1}", "{\"content\":{}}", "data: \n\n", "data: null\n\n", "data: {\"a\":\n\n", "data: [1]\n\n", "data: \xFF\n\n",
                                 "data: {\"type\":\"content_block_delta\",\"index\":9}\n\n", "{\"error\":{\"type\":7}}", "data: [DONE]\n\n"})
      CHECK(failure(format, nonsense) == ErrorCode::unavailable);
    CHECK(failure(format, "data: " + std::string(bounds::event_bytes, 'x')) == ErrorCode::limit);
    CHECK(failure(format, "{" + std::string(bounds::event_bytes, ' ')) == ErrorCode::limit);
  }
  std::string text, calls, parts;
  const std::string piece(1u << 16, 'x');
  for (std::size_t said = 0; said <= bounds::text_bytes; said += piece.size()) text += "data: {\"choices\":[{\"delta\":{\"content\":\"" + piece + "\"}}]}\n\n";
  for (std::size_t i = 0; i <= bounds::calls; ++i) {
    calls += "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":" + std::to_string(i) + "}]}}]}\n\n";
    parts += "data: {\"type\":\"content_block_start\",\"index\":" + std::to_string(i) + ",\"content_block\":{\"type\":\"tool_use\",\"name\":\"a\"}}\n\n";
  }
  CHECK(failure("chat", text) == ErrorCode::limit);
  CHECK(failure("chat", calls) == ErrorCode::limit);
  CHECK(failure("anthropic", parts) == ErrorCode::limit);
  const auto hostile = read("chat",
                            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":-99999999999}]},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1e30}}\n\n");
  REQUIRE(hostile);
  CHECK(hostile->calls.at(0).id == "call_1");
  CHECK(hostile->use.input_tokens == 0);
  CHECK(hostile->use.output_tokens == 0);
}

TEST_CASE("a conversation with calls and their results is asked as the references show it") {
  CHECK(dump_pretty(anthropic::body(with_calls(), "claude-sonnet-4-5")) == dump_pretty(*parse_json(cassette("anthropic_request.json"))));
  using chat_completions::Limit;
  CHECK(dump_pretty(chat_completions::body(with_calls(), "gpt-4o-mini", Limit::max_completion_tokens)) == dump_pretty(*parse_json(cassette("chat_request.json"))));
}

TEST_CASE("an answer by schema is asked for in the way of each") {
  ModelRequest request;
  request.turns = {turn(ModelTurn::By::assistant, "Hello."), turn(ModelTurn::By::customer, "Hi")};
  request.answer_schema = *parse_json(R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})");
  const Json claude = anthropic::body(request, "m");
  CHECK(dump(claude["tool_choice"]) == R"({"type":"tool","name":"answer"})");
  CHECK(dump((*claude["messages"].items())[0]["role"]) == "\"user\"");   // who begins
  using chat_completions::Limit;
  const Json gpt = chat_completions::body(request, "m", Limit::max_tokens);
  CHECK(gpt["response_format"]["json_schema"].boolean_or("strict"));
  CHECK(gpt.integer_or("max_tokens") == 1024);
  request.answer_schema.set("additionalProperties", true);
  CHECK_FALSE(chat_completions::body(request, "m", Limit::max_tokens)["response_format"]["json_schema"].boolean_or("strict", true));
  request.tools = {{"answer", "…", Json::object({{"type", "object"}})}};
  CHECK(anthropic::answer_tool(request) == "answer_");
  CHECK(dump(anthropic::body(request, "m")["tool_choice"]) == R"({"type":"any"})");
}
