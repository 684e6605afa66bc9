// An embedding model of a provider behind the seam: asked with the same patience as a language model, a few batches at once, left alone while it is out of order,
// and its cost counted. The key goes into a header and nowhere else.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "adapters/llm/model.hpp"
#include "engine/seams/embedder.hpp"

namespace handrail::llm {

struct EmbeddingOptions {
  std::string path;                          // of its URL
  std::string model;                         // the provider's name for it
  std::string key;                           // a secret; empty: it wants none
  Duration timeout = seconds(2);             // that a question waits, all attempts together
  Duration passages_timeout = seconds(60);   // of one batch of passages
  std::size_t batch = 64, concurrency = 4;
  std::size_t dimensions = 0;                // asked for; 0: as many as the model gives
  std::string before_question, before_passage;   // "query: " and the like, where the model was trained with them
  std::uint64_t price = 0;                   // millionths of a US dollar for a million tokens
};

class EmbeddingModel final : public Embedder {
 public:
  EmbeddingModel(Surroundings surroundings, EmbeddingOptions options, std::unique_ptr<Transport> transport);
  [[nodiscard]] const std::string& space() const override { return space_; }
  [[nodiscard]] std::size_t batch() const override { return options_.batch; }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts, EmbeddingOf of, EmbeddingAccount* account = nullptr) override;
  [[nodiscard]] ModelUse used() const;       // since it was made
  void stop() { transport_->stop(); }        // see http::Client::stop

 private:
  using Vectors = std::vector<std::vector<float>>;
  using Tried = tl::expected<Vectors, Trouble>;
  [[nodiscard]] http::Request request_for(const std::vector<std::string>& texts, EmbeddingOf of) const;
  [[nodiscard]] std::string too_dear(const http::Request& request, const EmbeddingAccount& account) const;
  Tried attempt(const http::Request& request, std::size_t texts, EmbeddingAccount& account);
  Tried attempts(http::Request request, std::size_t texts, Instant until, EmbeddingAccount& account);
  Result<Vectors> ask(const std::vector<std::string>& texts, EmbeddingOf of, EmbeddingAccount& account);
  void report(const Tried& tried);
  [[nodiscard]] Duration left(Instant until) const;

  const Surroundings surroundings_;
  const EmbeddingOptions options_;
  const std::string space_;
  const std::unique_ptr<Transport> transport_;
  Places places_;
  Breaker breaker_;
  mutable std::mutex mutex_;
  ModelUse used_;
  bool failing_ = false;   // as the operator last heard
};

}  // namespace handrail::llm
