// Messages about a deed that is done, or may be: "I heard you refunded already", "has W1003 been cancelled?", and right behind the deed "when will I see it?". They wish for
// nothing. They are told how it stands: from the receipt of this conversation, where it has one; else by the intent that the desk reads "what is the status of my order?"
// as, where it has one.
#pragma once

#include <string>
#include <vector>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// What is kept of it on the record (event::MessageRead::acts); `what` is the receipt's id.
inline constexpr std::string_view stands_by_receipt_act = "stands by receipt";

// Beside asks_to_know_act: it is told as done, so that what is to be done about it is asked, and nobody is offered to begin it.
inline constexpr std::string_view told_as_done_act = "told as done";

// A clause of it tells of the deed as done, by whomever.
[[nodiscard]] bool tells_of_it_as_done(std::string_view text, const std::vector<std::string>& deeds);

// Every clause tells of the deed as done, asks whether it is, or tells and says nothing beside that; one of them at least does the first.
[[nodiscard]] bool only_of_what_was_done(std::string_view text, const std::vector<std::string>& deeds);

// Reads the message as such a one, where it is: its intent becomes the one that tells how it stands. While no run is under way.
void read_how_it_stands(const LiveBundle& live, const ConversationState& state, const std::string& text, event::MessageRead& read);

}  // namespace handrail
