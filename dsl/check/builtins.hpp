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
// injection_attempt; mood (calm | annoyed | angry), asked_before, messages, tool_errors, turns_with_bot, since_first_message; now.
[[nodiscard]] const std::vector<Builtin>& builtins();
// What a packet may carry beside facts: how the engine tells the story so far.
[[nodiscard]] const std::vector<std::string>& packet_words();

}  // namespace handrail::dsl
