// "All of W1001 except $8": what the customer leaves out of a sum before anybody knows the sum. It is kept with what else they said of the matter, until a call of that sum
// comes: then the run begins again with what is left of it. Where the workflow takes no amount, they are told that it can only be done as a whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"
#include "engine/turn/in_run.hpp"

namespace handrail {

// Under this name it is kept beside the claims: no entity can have it.
[[nodiscard]] std::string taken_off_name(const std::string& entity);

// What the text takes off, of the amounts that were read off it, by the name of its entity; of two that differ none, for nobody knows whether both are meant. What names the
// sum itself, a share or the whole of it behind that takes it back: null. `said`: what was kept so far.
void add_what_is_taken_off(const std::string& text, const std::vector<EntityClaim>& entities, const std::map<std::string, Json>& said, std::map<std::string, Json>& claims);

struct LessOfIt {
  std::string input;      // of the workflow, which is to have it
  std::string taken_off;  // the name under which it was kept
  Json kept;              // what is kept there from here on: with the sum that it is left out of, so that it is not taken off twice
  Json was, is;
};

// What is left of the one amount of the call that the run is about to make: nothing where nothing was left out, where the run has written already, or where nobody can say what
// would be left. `arguments`: of the call.
[[nodiscard]] std::optional<LessOfIt> less_of_it(const LiveBundle& live, const ConversationState& state, const Json& arguments);

// The same of the call that waits, by the open turn's message alone: "all but $8".
[[nodiscard]] std::optional<LessOfIt> less_of_what_waits(const LiveBundle& live, const ConversationState& state);

// Whether the call is without what the open turn's message leaves out: they have said it again.
[[nodiscard]] bool is_without_it_already(const LiveBundle& live, const ConversationState& state, const Json& arguments);

// Whether something was left out of the sum of this call and could not be: no run takes an amount, or nothing would be left.
[[nodiscard]] bool leaves_out_in_vain(const LiveBundle& live, const ConversationState& state, const Json& arguments);

// "$8 of it you may keep", and nothing else: no answer to a question for any words.
[[nodiscard]] bool only_leaves_out_a_sum(const InRun& in);

// "I leave out $8.00. ", ahead of a question that goes on meanwhile. Empty: the open turn's message leaves out nothing.
[[nodiscard]] std::string noted_as_taken_off(const ConversationState& state);

}  // namespace handrail
