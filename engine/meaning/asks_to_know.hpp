// Whether a message only asks how things are, by its grammar: "what happens if I cancel?", "how do refunds work", "can I return a gift card". It is read by its likeness
// as the wish that it speaks of, and begins nothing. How something is done ("how do I return it?"), what somebody is asked to do ("can you cancel it?") and whether it can
// be done to one's own thing ("can I cancel my order?") are wishes. And thanks for what was done, which asks nothing at all. English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/journal/same_wish.hpp"

namespace handrail {

// What is kept of it on the record (event::MessageRead::acts), beside asks_to_know_act.
inline constexpr std::string_view thanks_act = "thank for it";
// What a reply "asks" that offers to begin what was only asked about; the intent follows.
inline constexpr std::string_view offers_to_begin = "begin ";

struct AskedAbout {
  std::vector<std::string> deeds;    // the words for what would be done: "refund", "cancel"
  bool names_thing = false;          // the message names an order or another value that it would be done with
  std::vector<std::string> verbs;    // those of them that are verbs; empty: nothing is done, only looked up
  const std::vector<std::string>* examples = nullptr;   // sentences that ask for it; null: none are known
};

[[nodiscard]] bool asks_to_know(std::string_view text, const AskedAbout& about);

// "How do I return it?", "is it possible to get a refund": a question by its form, which begins what they want done.
[[nodiscard]] bool asks_the_way(std::string_view text);

// "Thanks for the refund of W1001, it arrived!": every clause thanks, greets, or tells how things are, and one of them says what the thanks are for.
[[nodiscard]] bool thanks_for_what_was_done(std::string_view text, const std::vector<std::string>& values);

}  // namespace handrail
