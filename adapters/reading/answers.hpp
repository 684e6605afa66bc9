// Whether a message says yes or no to what was asked. The head of the first sentence decides; a yes with a condition ("yes, but only one")
// and a yes inside a question are neither: an action must not hang on them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/tokens.hpp"

namespace handrail::reading {

enum class AnswerKind { neither, yes, no };

struct Answer {
  AnswerKind kind = AnswerKind::neither;
  std::string what;   // the words that said so
};

[[nodiscard]] Answer answer_in(std::string_view text, const std::vector<Token>& tokens);

}  // namespace handrail::reading
