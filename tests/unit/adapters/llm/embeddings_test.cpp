// Embedding models: what is asked, what counts as an answer, patience with a provider that is played, and what an operator hears of it.
#include <cmath>

#include "adapters/llm/embedding_model.hpp"
#include "adapters/llm/embeddings.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/fake_waiting.hpp"

using namespace handrail;
using namespace handrail::llm;

namespace {

struct Step { int status = 200; std::string body = {}; http::Headers headers = {}; Duration takes = milliseconds(100); };

struct World {
  explicit World(std::vector<Step> played) : steps(std::move(played)) {}
  FakeClock clock;
  FakeWaiting waiting{clock};
  std::vector<std::string> told;
  std::vector<http::Request> requests;
  std::vector<Step> steps;
};

class Played final : public Transport {
 public:
  explicit Played(World& world) : world_(world) {}
  tl::expected<http::Answer, http::Failure> send(const http::Request& request, const http::OnBytes& on_bytes) override {
    world_.requests.push_back(request);
    const Step step = world_.steps.at(std::min(next_++, world_.steps.size() - 1));
    if (step.takes >= request.deadline) {
      world_.clock.advance(request.deadline);
      return tl::unexpected<http::Failure>(http::Failure{true, 0, {ErrorCode::timeout, "it did not answer in time"}});
    }
    world_.clock.advance(step.takes);
    if (step.status == 200) (void)on_bytes(step.body);
    return http::Answer{step.status, step.headers, step.status == 200 ? "" : step.body};
  }

 private:
  World& world_;
  std::size_t next_ = 0;
};

EmbeddingModel model(World& world, EmbeddingOptions options = {}) {
  options.path = "/v1";
  options.model = "small";
  options.key = "sk-secret";
  options.price = 20'000;   // $0.02 for a million
  const Surroundings surroundings{world.waiting, world.clock, [] { return 0.5; }, [&world](const std::string& text) { world.told.push_back(text); }};
  return {surroundings, options, std::make_unique<Played>(world)};
}

const std::string two = R"({"data":[{"index":1,"embedding":[0,2]},{"index":0,"embedding":[3,4]}],"usage":{"prompt_tokens":100000,"total_tokens":100000}})";
const std::string one = R"({"data":[{"index":0,"embedding":[3,4]}]})";

Result<std::vector<std::vector<float>>> read(const std::string& json, std::size_t texts) {
  HANDRAIL_TRY(auto answer, embeddings::read(*parse_json(json), texts));
  return std::move(answer.vectors);
}

}  // namespace

TEST_CASE("vectors come in the order of the texts, of length 1, and cost what they cost") {
  World world({{200, two}});
  EmbeddingModel embedder = model(world, {.before_question = "query: ", .before_passage = "passage: "});
  const auto vectors = embedder.embed({"a", "b"}, EmbeddingOf::passage);
  REQUIRE(vectors);
  CHECK(*vectors == std::vector<std::vector<float>>{{0.6f, 0.8f}, {0.0f, 1.0f}});
  CHECK(embedder.used().input_tokens == 100'000);
  CHECK(embedder.used().cost_micro_usd == 2'000);
  REQUIRE(world.requests.size() == 1);
  CHECK(world.requests[0].target == "/embeddings");
  CHECK(world.requests[0].body == R"({"model":"small","input":["passage: a","passage: b"],"encoding_format":"float"})");
  CHECK(world.requests[0].headers.back() == std::pair<std::string, std::string>{"Authorization", "Bearer sk-secret"});
  CHECK(world.told.empty());
}

TEST_CASE("whoever asks hears what it cost, and what could cost more than may be is not asked") {
  World world({{200, two}, {500, ""}, {200, two}});
  EmbeddingModel embedder = model(world);
  EmbeddingAccount account{.cost_micro_usd_max = 1'000'000};
  CHECK(embedder.embed({"a", "b"}, EmbeddingOf::question, &account));
  CHECK(account.model == "small");
  CHECK(account.trouble.empty());
  CHECK(account.used.requests == 1);
  CHECK(account.used.input_tokens == 100'000);
  CHECK(account.used.cost_micro_usd == 2'000);
  EmbeddingAccount again{.cost_micro_usd_max = 1'000'000};
  CHECK(embedder.embed({"a", "b"}, EmbeddingOf::question, &again));
  CHECK(again.used.requests == 2);   // one was broken
  EmbeddingAccount poor{.cost_micro_usd_max = 0};
  CHECK(embedder.embed({"a", "b"}, EmbeddingOf::question, &poor).error().code == ErrorCode::limit);
  CHECK(poor.used.requests == 0);
  CHECK(poor.trouble.find("$0") != std::string::npos);
  CHECK(world.requests.size() == 3);
  CHECK(world.told.empty());
}

TEST_CASE("what is no list of vectors, one for each text, is no answer") {
  for (const std::string json : {
           R"({})", R"({"data":{}})", R"({"data":[]})", R"({"data":[{"embedding":[1]},{"embedding":[1]}]})", R"({"data":[{"embedding":[]}]})", R"({"data":[{"embedding":"AACAPw=="}]})",
           R"({"data":[{"embedding":[0,0]}]})", R"({"data":[{"embedding":[1,"2"]}]})", R"({"data":[{"embedding":[1,null]}]})", R"({"data":[{"index":1,"embedding":[1]}]})",
           R"({"data":[{"index":-1,"embedding":[1]}]})", R"({"data":[{"embedding":[1e308,1e308]}]})"}) {
    INFO(json);
    const auto vectors = read(json, 1);
    REQUIRE_FALSE(vectors);
    CHECK(vectors.error().code == ErrorCode::unavailable);
  }
  CHECK_FALSE(read(R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})", 2));
  CHECK_FALSE(read(R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]})", 2));
  CHECK(read(R"({"data":[{"embedding":[1]},{"embedding":[2]}]})", 2));
}

TEST_CASE("a vector has as many numbers as its limit") {
  const auto vector = [](std::size_t numbers) {
    std::string json = R"({"data":[{"embedding":[1)";
    for (std::size_t i = 1; i < numbers; ++i) json += ",1";
    return read(json + "]}]}", 1);
  };
  CHECK(vector(bounds::embedding_dimensions));
  const auto over = vector(bounds::embedding_dimensions + 1);
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::limit);
}

TEST_CASE("a provider that is busy is asked again after the time that it names, and a question waits no longer than it may") {
  World world({{429, "", {{"retry-after-ms", "300"}}}, {200, one}});
  EmbeddingModel embedder = model(world);
  CHECK(embedder.embed({"a"}, EmbeddingOf::question));
  CHECK(world.requests.size() == 2);
  CHECK(world.told.empty());

  World slow({{200, one, {}, seconds(5)}, {200, one}, {200, two, {}, seconds(5)}});
  EmbeddingModel slow_one = model(slow);
  const Instant began = slow.clock.now();
  const auto vectors = slow_one.embed({"a"}, EmbeddingOf::question);
  REQUIRE_FALSE(vectors);
  CHECK(vectors.error().code == ErrorCode::timeout);
  CHECK((slow.clock.now() - began) == seconds(2));
  CHECK(slow_one.embed({"a"}, EmbeddingOf::passage));   // which may take longer
  CHECK(slow_one.embed({"a", "b"}, EmbeddingOf::question));   // and so may headings, which are asked as questions, and nobody waits for them
}

TEST_CASE("an operator hears once that it fails and once that it answers again, and never the key") {
  World world({{401, R"({"error":{"code":"invalid_api_key","message":"sk-secret is wrong"}})"}, {401, ""}, {200, one}});
  EmbeddingModel embedder = model(world);
  CHECK_FALSE(embedder.embed({"a"}, EmbeddingOf::question));
  CHECK_FALSE(embedder.embed({"a"}, EmbeddingOf::question));
  CHECK(embedder.embed({"a"}, EmbeddingOf::question));
  REQUIRE(world.told.size() == 2);
  CHECK(world.told[0] == "the embedding model does not answer, and articles are found by words alone: it answers with status 401 (invalid_api_key): it does not take the key; "
                         "check `key_env` or `key_file`, and what the key may do");
  CHECK(world.told[1] == "the embedding model answers again");
}

TEST_CASE("one that fails often is left alone, and asked again after a pause") {
  World world({{400, "", {}, milliseconds(1)}, {503, "", {}, seconds(3)}});
  EmbeddingModel embedder = model(world);
  CHECK_FALSE(embedder.embed({"a"}, EmbeddingOf::question));   // it refuses this one: nobody's fault
  for (int i = 0; i < bounds::failures_to_open; ++i) CHECK_FALSE(embedder.embed({"a"}, EmbeddingOf::question));
  const std::size_t requests = world.requests.size();
  const auto left_alone = embedder.embed({"a"}, EmbeddingOf::question);
  REQUIRE_FALSE(left_alone);
  CHECK(left_alone.error().message.find("left alone") != std::string::npos);
  CHECK(world.requests.size() == requests);
  world.clock.advance(bounds::open_first);
  (void)embedder.embed({"a"}, EmbeddingOf::question);
  CHECK(world.requests.size() > requests);
}

TEST_CASE("a text that is longer than models read is cut between two characters, and a batch has its size") {
  World world({{200, one}});
  EmbeddingModel embedder = model(world, {.batch = 1});
  std::string text = "x";
  while (text.size() < 2 * bounds::embedding_text_bytes) text += "é";
  CHECK(embedder.embed({text}, EmbeddingOf::passage));
  const Json body = *parse_json(world.requests.at(0).body);
  CHECK((*body["input"].items())[0].text()->size() == bounds::embedding_text_bytes - 1);
  CHECK(embedder.embed({"a", "b"}, EmbeddingOf::passage).error().code == ErrorCode::limit);
}
