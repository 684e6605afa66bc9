// What policies may name without declaring it: the turn's own facts. `handrail facts` prints this list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail::dsl {

struct Builtin {
  std::string_view path;      // "customer.verified", "messages"
  std::string_view type;      // in the language's words
  std::string_view example;   // as one would write it
  std::string_view meaning;
  bool always_set;
};

// intent, confidence, class, risk, topic; customer.id, customer.verified; the built-in signals (yes/no): angry, frustrated, asks_again,
// injection_attempt, pleased, personal_data, rising_risk; mood (calm | annoyed | angry), frustration, urgency, written_in, asked_before, messages,
// tool_errors, turns_with_bot, since_first_message; now.
[[nodiscard]] const std::vector<Builtin>& builtins();
// The signals that every reading looks for, whether or not a policy may name them: those above, and thanks, says_yes, says_no.
[[nodiscard]] const std::vector<std::string>& built_in_signals();

// A greeting, or half a sentence that has not come to its matter yet; the name stands for the question that is asked then as well.
inline constexpr std::string_view says_nothing_yet = "says_nothing_yet";
// The message does nothing but ask, and the articles answer all of it. Looked for where the policy asks for it, before it decides in full, and of that message alone.
inline constexpr std::string_view articles_answer = "articles_answer";
// What a packet may carry beside facts: how the engine tells the story so far.
[[nodiscard]] const std::vector<std::string>& packet_words();

}  // namespace handrail::dsl
