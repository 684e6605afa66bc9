// A person who was offered ("If you like, Billing can look at it: just say so"), and what the customer answers to it in more words than a yes.
#pragma once

#include <string>
#include <string_view>

#include "engine/meaning/live_bundle.hpp"
#include "engine/journal/state.hpp"

namespace handrail {

// "Yes, let billing look at it", "I'd like Billing to look at it please": nothing is said but a yes, and words of the offer. While a run waits for an answer of its own, the
// message names who was offered: a mere yes is the run's.
[[nodiscard]] bool takes_offered_person(const LiveBundle& live, const ConversationState& state);

// "Ok, I will check", "let me look first", behind the offer: they look themselves, and nobody is to come for it yet.
[[nodiscard]] bool looks_themselves(const LiveBundle& live, const ConversationState& state);

// "No hot water", where water was spoken of: it says again what is lacking, and turns nothing down.
[[nodiscard]] bool says_what_is_lacking(const ConversationState& state);

// The queue that the offer named, by its title; empty: several, or none.
[[nodiscard]] std::string offered_queue(const LiveBundle& live, const ConversationState& state);

// What stands in the place of the rule that offered, where the record has another question behind the offer.
inline constexpr std::string_view offer_in_passing = "a person was offered";

// Whether these words, which offer a person, were the last two replies already: a third time they lead nowhere.
[[nodiscard]] bool said_twice_already(const ConversationState& state, const std::string& text);

// "Forget it", "stop", "no, make it $30", which came in while what they would stop was done: it is done.
[[nodiscard]] bool stops_what_was_done(const ConversationState& state);

}  // namespace handrail
