// Patience, the breaker, places and the chain, over providers that are played and a clock that stands still unless somebody waits.
#include <memory>
#include <variant>

#include "adapters/llm/model_chain.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/fake_waiting.hpp"

using namespace handrail;
using namespace handrail::llm;

namespace {

const std::string hello =
    "data: {\"model\":\"m-1\",\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
    "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500}}\n\ndata: [DONE]\n\n";
const std::string half = "data: {\"model\":\"m-1\",\"choices\":[{\"delta\":{\"content\":\"Hel\"}}],\"usage\":{\"prompt_tokens\":1000}}\n\n";

// What a provider does with one request: an answer after a time, or no answer.
struct Step {
  int status = 200;
  std::string body = hello;
  http::Headers headers = {};
  std::optional<http::Failure> failure = {};
  Duration takes = milliseconds(100);
};
Step status(int code, std::string body = "", http::Headers headers = {}) { return {code, std::move(body), std::move(headers)}; }
Step broken(std::string body) { return {200, std::move(body), {}, http::Failure{true, 200, {ErrorCode::unavailable, "the line broke"}}}; }

struct World {
  FakeClock clock;
  FakeWaiting waiting{clock};
  std::vector<std::string> told, said;                     // to the operator; pieces of text
  std::vector<std::pair<std::string, std::int64_t>> asked;   // who, and when since the beginning
  std::vector<http::Request> requests;
  [[nodiscard]] Surroundings surroundings() {
    return {waiting, clock, [] { return 0.5; }, [this](const std::string& text) { told.push_back(text); }};
  }
};

class Played final : public Transport {
 public:
  Played(World& world, std::string name, std::vector<Step> steps) : world_(world), name_(std::move(name)), steps_(std::move(steps)) {}
  tl::expected<http::Answer, http::Failure> send(const http::Request& request, const http::OnBytes& on_bytes) override {
    world_.asked.emplace_back(name_, (world_.clock.now() - FakeClock::beginning).ms);
    world_.requests.push_back(request);
    const Step step = steps_.at(std::min(next_++, steps_.size() - 1));   // the last one again and again
    if (step.takes >= request.deadline) {
      world_.clock.advance(request.deadline);
      return tl::unexpected<http::Failure>(http::Failure{true, 0, {ErrorCode::timeout, "it did not answer in time"}});
    }
    world_.clock.advance(step.takes);
    if (step.status / 100 == 2 && !step.body.empty()) (void)on_bytes(step.body);
    if (step.failure) return tl::unexpected<http::Failure>(*step.failure);
    return http::Answer{step.status, step.headers, step.status / 100 == 2 ? "" : step.body};
  }

 private:
  World& world_;
  const std::string name_;
  const std::vector<Step> steps_;
  std::size_t next_ = 0;
};

std::unique_ptr<Model> model(World& world, const std::string& name, std::vector<Step> steps, std::size_t concurrency = 4) {
  ModelOptions options{.name = name, .api = Api::compatible, .path = "/v1", .model = "wanted", .key = "sk-secret", .timeout = seconds(30), .concurrency = concurrency,
                       .input_price = 3'000'000, .output_price = 15'000'000};
  return std::make_unique<Model>(world.surroundings(), options, std::make_unique<Played>(world, name, std::move(steps)));
}

template <class... Models>
ModelChain chain(World& world, Models... models) {
  std::vector<std::unique_ptr<Model>> all;
  (all.push_back(std::move(models)), ...);
  return ModelChain(world.surroundings(), std::move(all));
}

ModelRequest question(Duration deadline = seconds(20)) {
  ModelRequest request;
  ModelTurn turn;
  turn.text = "the prompt";
  request.turns.push_back(turn);
  request.deadline = deadline;
  return request;
}

Result<ModelAnswer> ask(World& world, ModelChain& models, Duration deadline = seconds(20)) {
  return models.ask(question(deadline), [&](std::string_view piece) { world.said.emplace_back(piece); });
}

std::string refused(World& world, ModelChain& models, ErrorCode code, Duration deadline = seconds(20)) {
  const auto answer = ask(world, models, deadline);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == code);
  return answer.error().message;
}

using Asked = std::vector<std::pair<std::string, std::int64_t>>;
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an answer has its model, its tokens, and what they cost") {
  World world;
  auto models = chain(world, model(world, "main", {Step{}}));
  const auto answer = ask(world, models);
  REQUIRE(answer);
  CHECK(answer->text == "Hello");
  CHECK(answer->model == "main (m-1)");
  CHECK(answer->use.requests == 1);
  CHECK(answer->use.cost_micro_usd == 3000 + 7500);
  CHECK(world.requests.at(0).target == "/chat/completions");
  CHECK(world.requests.at(0).headers.back() == std::pair<std::string, std::string>{"Authorization", "Bearer sk-secret"});
  CHECK(world.said == Texts{"Hello"});
}

TEST_CASE("where a provider says nothing of what was used, it is counted by size") {
  const std::string silent = "data: {\"model\":\"m-1\",\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
  World world;
  auto models = chain(world, model(world, "main", {Step{.body = silent}}));
  const auto answer = ask(world, models);
  REQUIRE(answer);
  CHECK(answer->use.input_tokens >= world.requests.at(0).body.size() / 4);
  CHECK(answer->use.output_tokens == 2);
  CHECK(answer->use.cost_micro_usd > 0);
}

TEST_CASE("what a question has cost whose every attempt failed is told to who asked") {
  World world;
  auto models = chain(world, model(world, "main", {broken(half)}), model(world, "backup", {broken(half)}));
  ModelUse used;
  ModelRequest request = question();
  request.used = &used;
  CHECK_FALSE(models.ask(request));
  CHECK(used.requests == world.requests.size());
  CHECK(used.input_tokens == 1000 * world.requests.size());
  CHECK(used.cost_micro_usd == 3000 * world.requests.size());
}

TEST_CASE("a question that could cost more than it may is not asked, and not asked again once too little is left") {
  for (const auto& [most, requests] : {std::pair<std::uint64_t, std::size_t>{1, 0}, {10'000'000, 1}}) {
    World world;
    auto models = chain(world, model(world, "main", {Step{}}));
    ModelRequest request = question(seconds(20));
    request.cost_micro_usd_max = most;
    const auto answer = models.ask(request);
    CHECK(answer.has_value() == (requests == 1));
    CHECK(world.requests.size() == requests);
    if (!answer) CHECK(answer.error().message.find("it may cost up to $") != std::string::npos);
  }
}

TEST_CASE("429, 5xx, 529 and a broken line are asked again, after a pause that grows or that was asked for") {
  for (const Step& passing : {status(429), status(500), status(503), status(529), broken(""), status(200, "{malformed"), Step{.takes = seconds(30)}}) {
    World world;
    auto models = chain(world, model(world, "main", {passing, Step{}}));
    const auto answer = ask(world, models, minutes(2));
    REQUIRE(answer);
    CHECK(answer->use.requests == 2);
  }
  World growing;
  auto patient = chain(growing, model(growing, "main", {status(500), status(500), Step{}}));
  REQUIRE(ask(growing, patient));
  CHECK(growing.asked == Asked{{"main", 0}, {"main", 100 + 375}, {"main", 475 + 100 + 750}});   // half of 500 and of 1000 ms, and half of the other half
  World told;
  auto obedient = chain(told, model(told, "main", {status(429, "", {{"retry-after", "7"}}), Step{}}));
  REQUIRE(ask(told, obedient));
  CHECK(told.asked.at(1).second == 100 + 7000 + 125);
}

TEST_CASE("attempts end, and no pause goes beyond the time that there is") {
  World world;
  auto models = chain(world, model(world, "main", {status(503)}));
  CHECK(refused(world, models, ErrorCode::unavailable) == "model `main`: it answers with status 503");
  CHECK(world.asked.size() == 3);
  World hasty;
  auto waits = chain(hasty, model(hasty, "main", {status(429, "", {{"retry-after", "60"}})}));
  CHECK(refused(hasty, waits, ErrorCode::unavailable) ==
        "model `main`: it answers with status 429, and wants to be left alone for 1 minute, longer than there is time");
  CHECK(hasty.asked.size() == 1);
  World slow;
  auto never = chain(slow, model(slow, "main", {Step{.takes = minutes(10)}}));
  refused(slow, never, ErrorCode::timeout, seconds(20));
  CHECK(slow.clock.now() - FakeClock::beginning == seconds(20));
}

TEST_CASE("what the provider refuses is not asked again, and its words stay out of the message") {
  const std::string body = R"({"error":{"message":"the prompt with sk-secret","type":"invalid_request_error","code":"sk-secret","param":"messages[0].content"}})";
  for (const auto& [code, mend] : std::vector<std::pair<int, std::string>>{{400, ""}, {401, "check `key_env`"}, {404, "check `model` and `url`"}, {302, "into `url`"}}) {
    CAPTURE(code);
    World world;
    auto models = chain(world, model(world, "main", {status(code, body), Step{}}));
    const std::string message = refused(world, models, ErrorCode::invalid);
    CHECK(message.find("status " + std::to_string(code) + " (invalid_request_error") != std::string::npos);
    CHECK(message.find(mend) != std::string::npos);
    CHECK(message.find("prompt") == std::string::npos);
    CHECK(message.find("sk-") == std::string::npos);
    CHECK(world.asked.size() == 1);
  }
  World world;
  auto broke = chain(world, model(world, "main", {status(429, R"({"error":{"code":"insufficient_quota"}})")}));
  CHECK(refused(world, broke, ErrorCode::unavailable).find("no credit") != std::string::npos);
  CHECK(world.asked.size() == 1);
}

TEST_CASE("text that breaks off begins again, and what it used is counted") {
  World world;
  auto models = chain(world, model(world, "main", {broken(half), Step{}}));
  const auto answer = ask(world, models);
  REQUIRE(answer);
  CHECK(world.said == Texts{"Hel", "", "Hello"});
  CHECK(answer->use.input_tokens == 2000);
  CHECK(answer->use.requests == 2);
}

TEST_CASE("a line that breaks behind the end of the answer costs nothing") {
  World world;
  auto models = chain(world, model(world, "main", {broken(hello)}));
  REQUIRE(ask(world, models));
  CHECK(world.asked.size() == 1);
}

TEST_CASE("another model stands in, in time to do so") {
  World world;
  auto models = chain(world, model(world, "main", {Step{.takes = minutes(1)}}), model(world, "backup", {Step{}}));
  const auto answer = ask(world, models);
  REQUIRE(answer);
  CHECK(answer->model == "backup (m-1)");
  CHECK(answer->use.requests == 2);
  CHECK(world.asked == Asked{{"main", 0}, {"backup", 12'000}});
  World bad_key;
  auto other = chain(bad_key, model(bad_key, "main", {status(401)}), model(bad_key, "backup", {status(503)}));
  const std::string both = refused(bad_key, other, ErrorCode::unavailable);
  CHECK(both.find("model `main`: it answers with status 401") != std::string::npos);
  CHECK(both.find("; model `backup`: it answers with status 503") != std::string::npos);
}

TEST_CASE("a model that keeps failing is left alone, tried once after a while, and asked again when it answers") {
  World world;
  std::vector<Step> steps(15, status(503));
  steps.push_back(status(401));
  auto models = chain(world, model(world, "main", steps), model(world, "backup", {Step{}}));
  for (int i = 0; i < 5; ++i) REQUIRE(ask(world, models));
  CHECK(world.told == Texts{"model `main` is left alone for a while: it answers with status 503"});
  world.asked.clear();
  REQUIRE(ask(world, models));
  CHECK(world.asked.size() == 1);   // the backup alone
  world.clock.advance(seconds(5));
  REQUIRE(ask(world, models));
  CHECK(world.asked.at(1).first == "main");   // one attempt, refused: left alone for twice as long
  world.clock.advance(seconds(9));
  world.asked.clear();
  REQUIRE(ask(world, models));
  CHECK(world.asked.at(0).first == "backup");
  CHECK(world.told.size() == 1);
}

TEST_CASE("the breaker lets one through, and closes when that succeeds") {
  Breaker breaker;
  const Instant start = FakeClock::beginning;
  for (int i = 1; i < bounds::failures_to_open; ++i) CHECK(breaker.failed(start) == Breaker::Turned::nothing);
  breaker.succeeded();
  for (int i = 1; i < bounds::failures_to_open; ++i) CHECK(breaker.failed(start) == Breaker::Turned::nothing);
  CHECK(breaker.lets_through(start));
  CHECK(breaker.failed(start) == Breaker::Turned::opened);
  CHECK_FALSE(breaker.lets_through(start));
  CHECK(breaker.shut_for(start) == bounds::open_first);
  const Instant later = start + bounds::open_first;
  CHECK(breaker.lets_through(later));
  CHECK_FALSE(breaker.lets_through(later));
  breaker.gave_up();
  CHECK(breaker.lets_through(later));
  CHECK(breaker.succeeded() == Breaker::Turned::closed);
  CHECK(breaker.lets_through(later));
  Instant now = start;
  for (int i = 0; i < 40; ++i) {
    (void)breaker.lets_through(now);
    (void)breaker.failed(now);
    now = now + breaker.shut_for(now);
  }
  (void)breaker.lets_through(now);
  (void)breaker.failed(now);
  CHECK(breaker.shut_for(now) == bounds::open_most);
}

TEST_CASE("places are given in the order of asking, and the line has an end") {
  FakeClock clock;
  FakeWaiting waiting(clock);
  Places places(waiting, 1, 2);
  std::string order;
  auto held = std::make_unique<Result<Places::Place>>(places.take(seconds(1)));
  REQUIRE(*held);
  waiting.start(0, [&] {
    const auto first = places.take(seconds(9));
    order += first ? '1' : 'x';
  });
  waiting.start(0, [&] {
    const auto second = places.take(seconds(9));
    order += !second && second.error().code == ErrorCode::timeout ? '2' : 'x';
  });
  waiting.start(0, [&] {
    const auto third = places.take(seconds(9));   // two wait already
    order += !third && third.error().code == ErrorCode::limit ? '3' : 'x';
    held.reset();
  });
  waiting.run();
  CHECK(order == "321");   // the place went to the first; the second, which the fake has wait on top of it, waits in vain
  REQUIRE(places.take(seconds(1)));
  const auto first = places.take(seconds(1));
  REQUIRE(first);
  const auto late = places.take(seconds(3));
  REQUIRE_FALSE(late);
  CHECK(late.error().code == ErrorCode::timeout);
}

TEST_CASE("a question that nobody can ask is refused, and one that is too large does not leave the house") {
  World world;
  auto models = chain(world, model(world, "main", {Step{}}));
  CHECK(models.ask({}).error().code == ErrorCode::invalid);
  ModelRequest large = question();
  large.instructions.assign(bounds::request_bytes, 'x');
  CHECK(models.ask(large).error().code == ErrorCode::limit);
  CHECK(world.asked.empty());
  CHECK(refused(world, models, ErrorCode::timeout, seconds(0)) == "model `main`: there was no time left to ask it");
}

TEST_CASE("a process that shuts down asks nobody else") {
  World world;
  auto models = chain(world, model(world, "main", {status(500)}), model(world, "backup", {Step{}}));
  world.waiting.drain();
  refused(world, models, ErrorCode::cancelled);
  CHECK(world.asked.size() == 1);
}

TEST_CASE("a time to wait is read in seconds or milliseconds, and nonsense is none") {
  const auto after = [](const char* name, const char* value) { return retry_after(http::Answer{429, {{name, value}}, ""}); };
  CHECK(after("retry-after", "3") == seconds(3));
  CHECK(after("retry-after", "3.5") == seconds(3));
  CHECK(after("retry-after-ms", "250") == milliseconds(250));
  CHECK(after("retry-after", "99999999999999999999") == days(1));
  CHECK(after("retry-after", "86401") == days(1));
  for (const char* nonsense : {"", "-1", "-99999999999999999999", "soon", "3 s", "Wed, 21 Oct 2015 07:28:00 GMT"}) CHECK_FALSE(after("retry-after", nonsense));
  const auto until = [](const char* then) { return retry_after(http::Answer{429, {{"date", "Wed, 21 Oct 2015 07:27:30 GMT"}, {"retry-after", then}}, ""}); };
  CHECK(until("Wed, 21 Oct 2015 07:28:00 GMT") == seconds(30));
  CHECK(until("Wed, 21 Oct 2015 07:27:00 GMT") == seconds(0));
  CHECK(until("Wed, 21 Oct 2099 07:28:00 GMT") == days(1));
  CHECK_FALSE(until("Wed, 21 Oct 2015 07:28:00 CET"));
  CHECK(pause_before(2, std::nullopt, 0.0) == milliseconds(250));
  CHECK(pause_before(2, std::nullopt, 1.0) == milliseconds(500));
  CHECK(pause_before(3, std::nullopt, 1.0) == seconds(1));
  CHECK(cost_of({1, 0, 0, 0}, 1, 0) == 1);   // rounded up
}
