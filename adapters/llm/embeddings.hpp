// The format of POST /v1/embeddings as OpenAI, vLLM, llama.cpp and Ollama speak it: what is asked, and what is answered, as vectors of length 1.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace handrail::llm::embeddings {

// `dimensions` is asked for where it is not 0; few models can shorten their vectors.
[[nodiscard]] Json body(const std::vector<std::string>& texts, const std::string& model, std::size_t dimensions);

struct Answer {
  std::vector<std::vector<float>> vectors;   // in the order of the texts
  std::uint64_t tokens = 0;                  // as far as it was said
};
// Fails with unavailable for what is no answer to `count` texts: one missing or twice, vectors of different sizes, of no numbers, or without a direction; with limit
// for vectors above bounds::embedding_dimensions.
[[nodiscard]] Result<Answer> read(const Json& document, std::size_t count);

}  // namespace handrail::llm::embeddings
