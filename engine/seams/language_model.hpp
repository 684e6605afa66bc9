// A language model behind one call: words in, words or proposed tool calls out. What comes back is a claim, never a fact and never a decision: whoever asks
// validates it, and has a way on without it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace handrail {

// A call that the model proposes. The gate has not seen it yet.
struct ProposedCall {
  std::string id;            // the model's own name for it; the answer to it carries the same
  std::string tool;
  Json arguments;            // an object; null where the model wrote something that is none
};

struct ModelTurn {
  enum class By { customer, assistant, tool };
  By by = By::customer;
  std::string text;
  std::vector<ProposedCall> calls;   // of an assistant's turn
  std::string answers;               // of a tool's turn: the id of the call that it answers
};

// What the model may propose: a name, one sentence, and a JSON Schema of the arguments (an object).
struct ModelTool { std::string name, description; Json arguments; };

// What was used; money in millionths of a US dollar by the prices of the settings, 0 where they give none.
struct ModelUse {
  std::uint64_t input_tokens = 0, output_tokens = 0, cost_micro_usd = 0;
  std::uint32_t requests = 0;        // to the provider, the ones that failed included
};

struct ModelRequest {
  std::string instructions;          // the system prompt
  std::vector<ModelTurn> turns;      // oldest first, the last one by the customer or a tool
  std::vector<ModelTool> tools;
  Json answer_schema;                // an object: the answer is JSON by this schema; null: words. A provider asks for it as well as it can; the caller validates.
  std::uint32_t output_tokens_max = 1024;
  Duration deadline = {20'000};      // for all of it, retries and other models of the chain included
  std::string purpose;               // "reading", "calls", "draft", "repair": for accounting
  std::optional<std::uint64_t> cost_micro_usd_max;   // what all of it may cost; a request that might pass it is not sent, and `ask` fails with limit
  ModelUse* used = nullptr;          // gets what was used where the question failed: a provider charges for an answer that breaks off
};

enum class ModelStop {
  finished,    // said all it wanted, or proposes calls
  cut_short,   // output_tokens_max was reached
  refused,     // the provider or the model would not
};

struct ModelAnswer {
  std::string text;
  std::vector<ProposedCall> calls;
  ModelStop stop = ModelStop::finished;
  std::string model;                 // the name in the settings and the provider's own: "main (claude-…)"
  ModelUse use;
};

class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  // Parks the strand that calls. Fails with unavailable (no model of the chain answered), timeout, limit (the prompt or the answer is too large, or too many
  // wait already), invalid (the provider refuses the request or the key; the message names neither the key nor the prompt) or cancelled.
  // `on_text`: pieces of the text as they arrive, where somebody wants to see them; they are not checked, and must not be shown to a customer. An empty piece
  // says that an attempt broke off, and that the text begins again.
  virtual Result<ModelAnswer> ask(const ModelRequest& request, const std::function<void(std::string_view)>& on_text = {}) = 0;
};

}  // namespace handrail
