// How soon a message says that it needs help: by words ("right now", "outage"), by deadlines ("in 20 minutes", "by 5 pm"), one step louder behind "!!!".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/phrases.hpp"

namespace handrail::reading {

// A time alone ("today", "tomorrow morning") tells when, not how soon help is needed: it counts where the rest of the message presses.
enum class Times { count, pass_over };

struct Hurry {
  std::string urgency = "low";   // immediate, high, medium, low
  std::string what;              // the words that say so; empty where none do
  bool by_time_alone = false;    // nothing but a time says it
};

// A phrase behind a negation ("not urgent"), and one that says something else here ("right now I am on the free plan"), does not count.
[[nodiscard]] Hurry hurry_of(std::string_view text, const std::vector<Token>& tokens, Times times = Times::count);

}  // namespace handrail::reading
