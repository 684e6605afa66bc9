// The chain over real sockets: a provider that proposes a call, gets its result, and answers; and providers that drip, flood or say nothing.
#include <memory>

#include "adapters/llm/model_chain.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/http/byte_server.hpp"

using namespace handrail;
using namespace handrail::llm;
using namespace handrail::test;

namespace {

Said streamed(const std::string& events) {
  std::string chunks;
  for (std::size_t at = 0; at < events.size(); at += 40) {
    const std::string piece = events.substr(at, 40);
    char size[16];
    std::snprintf(size, sizeof size, "%zx", piece.size());
    chunks += std::string(size) + "\r\n" + piece + "\r\n";
  }
  return {"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n"};
}

struct House {
  explicit House(const std::string& url) {
    ModelOptions options{.name = "main", .api = Api::compatible, .path = "", .model = "m", .key = "sk-1", .timeout = seconds(5), .concurrency = 2,
                         .input_price = 0, .output_price = 0};
    auto model = model_over_http(waiting, surroundings, options, *http::parse_origin(url), {});
    REQUIRE(model);
    std::vector<std::unique_ptr<Model>> models;
    models.push_back(std::move(*model));
    chain = std::make_unique<ModelChain>(surroundings, std::move(models));
  }
  ~House() {
    chain->stop();
    waiting.drain();
  }
  Result<ModelAnswer> ask(const ModelRequest& request) {
    Result<ModelAnswer> answer = fail(ErrorCode::cancelled, "");
    const auto done = waiting.prepare();
    waiting.start(0, [&] {
      answer = chain->ask(request);
      done->wake();
    });
    REQUIRE(done->park(seconds(30)));
    return answer;
  }

  FiberWaiting waiting{1};
  SteadyClock clock;
  Surroundings surroundings{waiting, clock, [] { return 0.0; }, [](const std::string&) {}};
  std::unique_ptr<ModelChain> chain;
};

ModelRequest question() {
  ModelRequest request;
  request.turns.push_back({ModelTurn::By::customer, "Where is A-17?", {}, ""});
  request.tools = {{"order", "Looks an order up.", Json::object({{"type", "object"}})}};
  return request;
}

}  // namespace

TEST_CASE("a call is proposed, its result goes back, and the answer comes") {
  ByteServer provider([](const std::string& request) {
    if (request.find("\"role\":\"tool\",\"tool_call_id\":\"call_7\",\"content\":\"shipped\"") != std::string::npos)
      return streamed("data: {\"choices\":[{\"delta\":{\"content\":\"It is on its way.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    return streamed("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_7\",\"function\":{\"name\":\"order\",\"arguments\":\"{\\\"id\\\":\\\"A-17\\\"}\"}}]},"
                    "\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n");
  });
  House house(provider.url());
  ModelRequest request = question();
  const auto proposed = house.ask(request);
  REQUIRE(proposed);
  REQUIRE(proposed->calls.size() == 1);
  request.turns.push_back({ModelTurn::By::assistant, proposed->text, proposed->calls, ""});
  request.turns.push_back({ModelTurn::By::tool, "shipped", {}, proposed->calls[0].id});
  const auto answer = house.ask(request);
  REQUIRE(answer);
  CHECK(answer->text == "It is on its way.");
  CHECK(provider.requests().at(0).find("POST /v1/chat/completions ") == 0);
  CHECK(provider.requests().at(0).find("Authorization: Bearer sk-1\r\n") != std::string::npos);
  CHECK(provider.connections() == 1);   // used again
}

TEST_CASE("a provider that floods is refused, and one that says nothing runs into the deadline") {
  ByteServer flood([](const std::string&) { return ok(std::string(bounds::answer_bytes + 1, 'x')); });
  House flooded(flood.url());
  const auto too_much = flooded.ask(question());
  REQUIRE_FALSE(too_much);
  CHECK(too_much.error().code == ErrorCode::limit);
  ByteServer mute([](const std::string&) { return Said{"", false, true}; });
  House waiting(mute.url());
  ModelRequest hasty = question();
  hasty.deadline = milliseconds(200);
  const auto nothing = waiting.ask(hasty);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == ErrorCode::timeout);
}
