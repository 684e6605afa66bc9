#include "adapters/llm/model_chain.hpp"

#include <chrono>
#include <mutex>
#include <random>

#include "engine/base/assert.hpp"

namespace handrail::llm {
namespace {

class OverHttp final : public Transport {
 public:
  explicit OverHttp(std::unique_ptr<http::Client> client) : client_(std::move(client)) {}
  tl::expected<http::Answer, http::Failure> send(const http::Request& request, const http::OnBytes& on_bytes) override { return client_->send(request, on_bytes); }
  void stop() override { client_->stop(); }

 private:
  std::unique_ptr<http::Client> client_;
};

Result<void> check(const ModelRequest& request) {
  if (request.turns.empty() || request.turns.back().by == ModelTurn::By::assistant) return fail(ErrorCode::invalid, "nobody asks: the last turn is the customer's or a tool's");
  if (request.output_tokens_max == 0) return fail(ErrorCode::invalid, "an answer of no tokens is none");
  return {};
}

}  // namespace

ModelChain::ModelChain(Surroundings surroundings, std::vector<std::unique_ptr<Model>> models) : surroundings_(std::move(surroundings)), models_(std::move(models)) {
  HANDRAIL_ASSERT(!models_.empty(), "a chain of models has one at least");
}

Result<ModelAnswer> ModelChain::ask(const ModelRequest& request, const std::function<void(std::string_view)>& on_text) {
  HANDRAIL_TRY_VOID(check(request));
  const Instant until = surroundings_.clock.now() + request.deadline;
  ModelUse use;
  Error failure;
  for (std::size_t i = 0; i < models_.size(); ++i) {
    const Instant now = surroundings_.clock.now();
    const bool last = i + 1 == models_.size();
    if (now >= until) {
      if (i == 0) failure.code = ErrorCode::timeout;
      failure.message += (i > 0 ? "; " : "") + ("model `" + models_[i]->name() + "`: there was no time left to ask it");
      break;
    }
    const Instant its_own = last ? until : now + Duration{(until - now).ms * bounds::share_percent / 100};
    auto answer = models_[i]->ask(request, its_own, use, on_text);
    if (answer) {
      answer->use = use;
      return answer;
    }
    if (request.used) *request.used = use;
    if (answer.error().code == ErrorCode::cancelled) return answer;
    const bool same = i == 0 || failure.code == answer.error().code;
    failure.code = same ? answer.error().code : ErrorCode::unavailable;
    failure.message += (i > 0 ? "; " : "") + ("model `" + models_[i]->name() + "`: " + answer.error().message);
  }
  return fail(std::move(failure));
}

void ModelChain::stop() {
  for (const auto& model : models_) model->stop();
}

Result<std::unique_ptr<Model>> model_over_http(FiberWaiting& waiting, Surroundings surroundings, ModelOptions options, http::Origin origin, http::ClientOptions client) {
  options.path = origin.path;
  client.connections = options.concurrency;
  client.answer_bytes = bounds::answer_bytes;
  HANDRAIL_TRY(auto transport, transport_over_http(waiting, std::move(origin), std::move(client)));
  return std::make_unique<Model>(std::move(surroundings), std::move(options), std::move(transport));
}

Result<std::unique_ptr<Transport>> transport_over_http(FiberWaiting& waiting, http::Origin origin, http::ClientOptions client) {
  HANDRAIL_TRY(auto made, http::Client::make(waiting, std::move(origin), std::move(client)));
  return std::unique_ptr<Transport>(std::make_unique<OverHttp>(std::move(made)));
}

Instant SteadyClock::now() const { return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count()}; }

std::function<double()> real_chance() {
  struct Dice {
    std::mutex mutex;
    std::mt19937_64 engine{std::random_device{}()};
  };
  return [dice = std::make_shared<Dice>()] {
    const std::lock_guard lock(dice->mutex);
    return std::uniform_real_distribution<double>(0, 1)(dice->engine);
  };
}

}  // namespace handrail::llm
