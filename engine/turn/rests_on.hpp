// What the call that waits rests on without having it among its arguments: the day that a look-up was made with, where the call is made with what the look-up gave.
#pragma once

#include <string>

#include "engine/turn/in_run.hpp"

namespace handrail {

// The value of an input, of an asked-for fact or of one that the script read off the conversation, where it stands in the arguments of an earlier step of the run (a look-up, a
// question) and a yes or an approval is waited for. Null: no step was made with it.
[[nodiscard]] const Json* rests_on(const ConversationState& state, const std::string& fact);

// "Yes, on saturday I can come", where the look-up was made with friday: of what the call rests on so, the message names another value and does not leave it out. It is no yes.
[[nodiscard]] bool names_another_than_it_rests_on(const InRun& in);

// "Saturday", "I can only come on saturday", while a colleague looks at friday's: a value that is no object's number, in the place of one that the call rests on or has.
[[nodiscard]] bool is_meant_while_looked_at(const InRun& in);

// "Please change it to saturday": besides a value that the message names, it says that what waits is to be made so.
[[nodiscard]] bool orders_a_change(const InRun& in);

}  // namespace handrail
