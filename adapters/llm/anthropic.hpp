// Anthropic's Messages API (version 2023-06-01): the request as it writes it, and the reader of its answers.
#pragma once

#include <memory>
#include <string>

#include "adapters/llm/answer_reader.hpp"

namespace handrail::llm::anthropic {

// An answer by schema is asked for as a call of this tool, which the model must make; underscores are added where a tool has the name.
[[nodiscard]] std::string answer_tool(const ModelRequest& request);   // "" where there is no schema
[[nodiscard]] Json body(const ModelRequest& request, const std::string& model);
// `answer_tool`: its arguments are the text of the answer.
[[nodiscard]] std::unique_ptr<AnswerReader> reader(std::string answer_tool, OnText on_text);

}  // namespace handrail::llm::anthropic
