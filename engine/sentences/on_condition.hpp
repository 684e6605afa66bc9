// What is wished for only if something comes to pass: "if it takes longer than a day, cancel it", "refund me unless it is here by Friday". Nobody here watches
// for that, so it is no wish of now. What can be seen now ("if it has not shipped yet", "if it is not too late") and mere politeness ("if possible") hold nothing up.
// English words only; case does not count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct OnCondition {
  std::size_t from = 0, to = 0;   // of the text: the condition, what hangs on it, and the word that joins them to what stands before; of one of now the condition alone
  bool of_later = true;           // false: it can be seen now, or is mere politeness
};

// In the order of the text, apart; one a sentence. A question ("what happens if I cancel it?") has none.
[[nodiscard]] std::vector<OnCondition> things_on_condition(std::string_view text);

// The text with blanks in their place: every other byte stays where it is.
[[nodiscard]] std::string blanked(std::string text, std::size_t from, std::size_t to);

}  // namespace handrail
