// A question that follows something else in a message: "refund W1001, and how long does it take?". It is answered beside what the rest begins or answers, and takes
// no part in how that is read. What asks for a deed ("can you cancel W1003?") is a wish, and no question. English words only; case does not count.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct QuestionBeside {
  std::size_t from = 0;    // of the text: with the words that join it, to the end
  std::size_t begin = 0;   // behind those words
};

// "What's the warranty on the lamp?", "when will I get the money?" behind a yes: whatever the answer is, the yes stands. "How much do I get back?", "is that free?" may be
// what it hangs on, as whatever is asked behind "but". `from` and the question of the text; `deeds`: the words for what the yes would be to.
[[nodiscard]] bool leaves_a_yes_as_it_is(std::string_view text, const QuestionBeside& question, const std::vector<std::string>& deeds);

// "How long they take": it names what was said before it.
[[nodiscard]] bool goes_on_with_what_was_said(std::string_view question);

// "What do I do?", "what now?": without a word of its own it asks about what stands before it, and is no question by itself.
[[nodiscard]] bool says_nothing_by_itself(std::string_view question);

// Nothing, where the text is all question or where more than thanks follows it.
[[nodiscard]] std::optional<QuestionBeside> question_beside(std::string_view text);

}  // namespace handrail
