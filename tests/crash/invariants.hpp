// What must hold of a conversation and of a desk whenever nobody is at work, told off the journal alone. Each throws Broken.
#pragma once

#include <string>
#include <vector>

#include "engine/journal/journal.hpp"
#include "tests/crash/outside.hpp"

namespace handrail {

void must(bool holds, const std::string& what);

// It is closed, or a person has it, or a timer will bring it back; and nothing is half done.
void something_will_happen(const ConversationState& state);
// What people list is what the conversation says.
void items_agree(const ConversationState& state, const std::vector<Item>& listed);
// From the first event to the last: one episode at a time and one outcome each; no word of the bot while a person has it; each message stored once, answered at
// most once, and none left without a word, a draft or a person; each handoff told to the customer; each reply decided and each call judged before it
// goes out, and each approval good for one call at most.
void events_agree(const std::vector<StoredEvent>& events);
// No limit was passed, over all conversations; what was sent and not settled counts.
void budgets_hold(Store& store, const std::vector<ConversationId>& conversations);
// What the record says of each call is what happened outside; and where nobody can say, a person has been asked.
void calls_agree(const std::vector<StoredEvent>& events, const Outside& outside);
// What happened outside happened once for each key; what can be neither sent again nor asked about was asked for once.
void effects_happened_once(const Outside& outside);

}  // namespace handrail
