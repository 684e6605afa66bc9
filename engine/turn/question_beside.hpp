// A question that follows something else in a message: "refund W1001, and how long does it take?". It is answered beside what the rest begins or answers, and takes
// no part in how that is read. What asks for a deed ("can you cancel W1003?") is a wish, and no question. English words only; case does not count.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace handrail {

struct QuestionBeside {
  std::size_t from = 0;    // of the text: with the words that join it, to the end
  std::size_t begin = 0;   // behind those words
};

// Nothing, where the text is all question or where more than thanks follows it.
[[nodiscard]] std::optional<QuestionBeside> question_beside(std::string_view text);

}  // namespace handrail
