// What a message names of which nobody knows which one is meant: two orders, a day that only bounds what is meant, a choice between two. None of it is a value of anything; the
// question that asks for one names them.
#pragma once

#include <string>
#include <vector>

#include "engine/turn/seams.hpp"

namespace handrail {

// The run waits for an answer that is one of this entity.
[[nodiscard]] bool is_asked_for(const ConversationState& state, const std::string& entity);
// Of the claims that were read, the entities of which several are named and none is meant more than another.
[[nodiscard]] std::vector<std::string> left_open(const dsl::Program& program, const ConversationState& state, const event::MessageRead& read);
// Acts that name what none counts of: numbers, days in words, choices.
void keep_what_is_open(const dsl::Program& program, const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities, event::MessageRead& read);
// Takes back what only bounds what is meant ("after Friday"), and names it.
void leave_bounds(const dsl::Program& program, const ConversationState& state, const std::vector<EntityClaim>& entities, event::MessageRead& read);

}  // namespace handrail
