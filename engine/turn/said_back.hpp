// What a customer says back to our last word that is neither an answer to it nor a wish: "why?" and "but it arrived damaged" after a denial; who they are, or that they have
// no account, after they were asked to sign in. It is answered to the point, and what was said before it stands.
#pragma once

#include <optional>

#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

enum class SaidBack { nothing, asks_why, objects, says_who, without_account };

// Of the open turn, once it is read.
[[nodiscard]] SaidBack said_back(const LiveBundle& live, const ConversationState& state);

// The answer to it. `offer`: the desk's words that offer a person. None: nothing of the kind was said.
[[nodiscard]] std::optional<Words> answer_to_what_was_said_back(const LiveBundle& live, const ConversationState& state, std::string_view offer);

// Ahead of a denial that says no more than the last one did, to whoever has said something against it: "but it arrived damaged". Empty: it says another thing. `before`: the
// conversation before the call was judged again.
[[nodiscard]] std::string ahead_of_the_same_denial(const ConversationState& before, const Words& words);

// To whatever could not be read while a wish waits for the sign-in: what it waits for. None: no wish does. `key`: of the question.
[[nodiscard]] std::optional<Words> still_to_sign_in(const ConversationState& state, const std::string& key);

}  // namespace handrail
