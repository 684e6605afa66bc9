// What customers call it when it is done: the verbs of the sentences that a policy gives as examples of an intent ("pay out my credit", "I want to enter a reading"), beside
// the words of its tools (engine/meaning/wishes.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/sentences/deed_mood.hpp"

namespace handrail {

// The words for the deed that `text` may tell of or ask about. A verb that says little by itself ("give", "get", "send") counts only where the text has something of what it
// is said of in an example as well: "give me my money back" makes "give" one beside "money".
[[nodiscard]] std::vector<std::string> deeds_spoken_of(const dsl::Program& program, const dsl::Intent& intent, std::string_view text);

// Word for word one of the sentences that the policy gives for it: what it is asked for by, whatever it looks like ("did you find a black glove?").
[[nodiscard]] bool is_an_example_of(const dsl::Intent& intent, std::string_view text);

// The verb that a message wishes by, "pause" of "can you pause it?"; empty: none, or one that says little by itself ("get").
[[nodiscard]] std::string verb_wished_for(std::string_view text);

// The verbs that the examples begin with or wish by, and those that the tools are named for: what the intent is asked for by. One that says little by itself ("put", "add") only
// beside something that it is said of in an example.
[[nodiscard]] std::vector<std::string> verbs_taught(const dsl::Program& program, const dsl::Intent& intent, std::string_view text);

// Those of them that are verbs, or stand for the deed itself ("refund"), and not for what it is done to ("password").
[[nodiscard]] std::vector<std::string> verbs_for(const dsl::Program& program, const dsl::Intent& intent, std::string_view text);

// The deed as its examples wish for it: "sign" with "up", "put" and what they have put, and the words beside.
[[nodiscard]] SpokenDeed spoken_deed(const dsl::Program& program, const dsl::Intent& intent);

}  // namespace handrail
