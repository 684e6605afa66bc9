// What a message wishes for: not what it says is not to be done, and of several wishes each with its own order. "Cancel W1003 and refund W1001" are two matters,
// one after the other; "cancel W1003 and give me my money back" is one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// One wish of several, read by itself.
struct Wish {
  std::string text;     // its part of the message; the first one's begins where the message does
  Reading reading;
};

// The wishes of a message that has more than one, in their order, at most limits::wishes_waiting + 1 of them; else none. Each is surely read as an intent with a
// workflow, and two that take an order (or what else has a number) each name their own. `before` as Classifier::read has it.
[[nodiscard]] std::vector<Wish> wishes_of(const LiveBundle& live, const std::string& text, const std::vector<std::string>& before);

// The part of a message of several that is surely read as an intent whose class is `needs human`, where the whole is not read so: who has it gets the whole message.
[[nodiscard]] std::optional<Wish> wish_for_people(const LiveBundle& live, const std::string& text);

// The words for what the intent's workflow would do, of its tools that write: "process", "refund".
[[nodiscard]] std::vector<std::string> deeds_done_for(const dsl::Program& program, const dsl::Intent& intent);

// Whether the message says of the deed that it is read as wishing for that it is not to be done: "please do not cancel W1003".
// The deed is told by the names of the intent, its workflow and its tools, and by what its examples ask for: "don't book pilates" of "book yoga for me".
[[nodiscard]] bool declines(const dsl::Program& program, const event::MessageRead& reading, const std::string& text);

// "Ok, cancel it then": a yes that names the deed of what it is read as wishing for is that wish, and no mere yes.
[[nodiscard]] bool wishes_by_name(const dsl::Program& program, const event::MessageRead& reading, const std::string& text);

// Whether the text names more than orders' numbers and small words. `named`: what was read off it.
[[nodiscard]] bool says_more_than_names(const std::string& text, const std::vector<EntityClaim>& named);

}  // namespace handrail
