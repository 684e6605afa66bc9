// What must hold of a conversation and of a desk whenever nobody is at work, told off the journal alone. Each throws Broken.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/journal/journal.hpp"
#include "tests/crash/outside.hpp"

namespace handrail {

// An event of the journal, as it is read.
struct Told {
  Instant at;
  Event event;
};

void must(bool holds, const std::string& what);

// It is closed, or a person has it, or a timer will bring it back; and nothing is half done.
void something_will_happen(const ConversationState& state);
// What people list is what the conversation says.
void items_agree(const ConversationState& state, const std::vector<Item>& listed);
// From the first event to the last: one episode at a time and one outcome each; no word of the bot while a person has it; each message stored once, answered at
// most once (what its answer promised comes in a reply of its own, once), and none left without a word, a draft or a person; each handoff told to the customer;
// each reply decided and each call judged before it goes out; each approval and each yes of the customer good for one call at most; each timer fired once and at
// its time; nothing done in a closed episode.
void events_agree(const std::vector<Told>& events);
// No limit was passed, over all conversations; what was sent and not settled counts.
void budgets_hold(const std::map<ConversationId, std::vector<Told>>& told);
// Of each call of these events that reserved something: `holding`, the calls that the store has reservations of.
void reservations_agree(const std::vector<Told>& events, const std::set<std::string>& holding);
// What the record says of each call is what happened outside; and where nobody can say, a person has been asked.
void calls_agree(const std::vector<Told>& events, const Outside& outside);
// What happened outside happened once for each key; what can be neither sent again nor asked about was asked for once.
void effects_happened_once(const Outside& outside);

}  // namespace handrail
