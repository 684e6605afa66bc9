// The models of an installation behind the seam: the first is asked, and the next where it cannot answer. Who stands in keeps enough time to do so.
#pragma once

#include <memory>
#include <vector>

#include "adapters/http/client.hpp"
#include "adapters/llm/model.hpp"

namespace handrail::llm {

class ModelChain final : public LanguageModel {
 public:
  // `models`: at least one, in the order in which they are asked.
  ModelChain(Surroundings surroundings, std::vector<std::unique_ptr<Model>> models);
  Result<ModelAnswer> ask(const ModelRequest& request, const std::function<void(std::string_view)>& on_text = {}) override;
  void stop();   // see http::Client::stop

 private:
  const Surroundings surroundings_;
  const std::vector<std::unique_ptr<Model>> models_;
};

// A model over HTTP. Fails with invalid for an authority of certificates that cannot be read. `waiting` is what `surroundings` waits with.
Result<std::unique_ptr<Model>> model_over_http(FiberWaiting& waiting, Surroundings surroundings, ModelOptions options, http::Origin origin, http::ClientOptions client);

// Where the requests of one model go.
Result<std::unique_ptr<Transport>> transport_over_http(FiberWaiting& waiting, http::Origin origin, http::ClientOptions client);

// The real clock, never going back, and real chance. Lives as long as what is made of it.
class SteadyClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;   // since the machine began
};
[[nodiscard]] std::function<double()> real_chance();

}  // namespace handrail::llm
