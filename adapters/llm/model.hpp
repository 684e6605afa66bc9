// One model of one provider: asked with patience (again after 429, 5xx and a broken line, by Retry-After and within the time that there is), a few questions at
// once, and left alone while it is out of order. The chain (model_chain.hpp) puts models behind the seam.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "adapters/llm/answer_reader.hpp"
#include "adapters/llm/breaker.hpp"
#include "adapters/llm/places.hpp"
#include "adapters/llm/trouble.hpp"
#include "engine/seams/clock.hpp"

namespace handrail::llm {

enum class Api {
  anthropic,    // Messages
  openai,       // chat completions at OpenAI itself
  compatible,   // chat completions as vLLM, llama.cpp, Ollama and others speak it
};

// How to ask; nothing of how to get there, which is the transport's.
struct ModelOptions {
  std::string name;              // in the settings; for messages
  Api api = Api::anthropic;
  std::string path;              // of its URL, to which the target is added
  std::string model;             // the provider's name for it
  std::string key;               // a secret; empty: it wants none
  Duration timeout = seconds(30);   // of one request
  std::size_t concurrency = 16;  // requests at once; the others wait in line
  std::uint64_t input_price = 0, output_price = 0;   // millionths of a US dollar for a million tokens
};

// Where requests go: the HTTP client, or a test's.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual tl::expected<http::Answer, http::Failure> send(const http::Request& request, const http::OnBytes& on_bytes) = 0;
  virtual void stop() {}
};

// What everything here waits, measures and throws dice with. `clock` never goes back; `chance` gives a number from 0 to below 1, on any thread.
struct Surroundings {
  Waiting& waiting;
  const Clock& clock;
  std::function<double()> chance;
  std::function<void(const std::string&)> told;   // for the operator: a model that is left alone, and one that answers again
};

class Model {
 public:
  Model(Surroundings surroundings, ModelOptions options, std::unique_ptr<Transport> transport);
  // Parks, until `until` at most. `use` gets what was used by every attempt, also where all fail. `on_text`: an empty piece says that the text begins again.
  Result<ModelAnswer> ask(const ModelRequest& request, Instant until, ModelUse& use, const OnText& on_text);
  [[nodiscard]] const std::string& name() const { return options_.name; }
  void stop() { transport_->stop(); }

 private:
  using Tried = tl::expected<ModelAnswer, Trouble>;
  Tried attempt(const http::Request& request, const std::string& answer_tool, ModelUse& use, const OnText& on_text);
  Tried attempts(const http::Request& request, const ModelRequest& asked, Instant until, ModelUse& use, const OnText& on_text);
  [[nodiscard]] std::uint64_t cost_at_most(const http::Request& http, const ModelRequest& request) const;
  [[nodiscard]] std::string too_dear(const http::Request& http, const ModelRequest& request, const ModelUse& use) const;
  [[nodiscard]] http::Request request_for(const ModelRequest& request) const;
  void add_use(ModelUse& all, const ModelUse& one) const;
  void report(const Tried& tried);
  [[nodiscard]] Duration left(Instant until) const;

  const Surroundings surroundings_;
  const ModelOptions options_;
  const std::unique_ptr<Transport> transport_;
  Places places_;
  Breaker breaker_;
};

// In millionths of a US dollar, rounded up.
[[nodiscard]] std::string in_dollars(std::uint64_t micro_usd);   // "$0.0132"
[[nodiscard]] std::uint64_t cost_of(const ModelUse& use, std::uint64_t input_price, std::uint64_t output_price);

}  // namespace handrail::llm
