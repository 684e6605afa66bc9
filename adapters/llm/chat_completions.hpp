// OpenAI's chat completions, and what speaks the same: vLLM, llama.cpp, Ollama and many more. The request, and the reader of its answers.
#pragma once

#include <memory>
#include <string>

#include "adapters/llm/answer_reader.hpp"

namespace handrail::llm::chat_completions {

enum class Limit { max_completion_tokens, max_tokens };   // the name of the bound on the answer: OpenAI's own, and the older one that the others know

[[nodiscard]] Json body(const ModelRequest& request, const std::string& model, Limit limit);
[[nodiscard]] std::unique_ptr<AnswerReader> reader(OnText on_text);

}  // namespace handrail::llm::chat_completions
