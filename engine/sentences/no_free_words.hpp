// To a question for any words, almost any message would be an answer. What is none, though it names nothing: it asks for a moment, or says that what is under way is
// about the wrong thing. What was sent, or what came, tells of the thing itself, and is an answer. English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

enum class NoFreeWords {
  none,              // it may be the answer
  moment,            // "hang on, let me look it up"
  another,           // "I gave you the wrong number", "actually it's the other order"
  perhaps_another,   // "sorry, it's the espresso machine": another thing, or what was the matter with this one
};

// `things`: what may be another one ("order"), beside "one" and "number". `asked_whether`: they were asked whether another is meant, and its name alone says so.
[[nodiscard]] NoFreeWords no_free_words(std::string_view text, const std::vector<std::string>& things, bool asked_whether = false);

}  // namespace handrail
