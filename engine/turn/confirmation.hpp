// The customer's yes: what they are asked, so that a yes is a yes to exactly one call as it stands, and whether a yes on the record still is one. The words
// name the facts that they rest on, so a yes holds for as long as the same words would be asked.
#pragma once

#include <string>

#include "engine/policy/gate.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// "process refund: order id W1001, amount $48.00".
[[nodiscard]] std::string listed_call(const LiveBundle& live, const dsl::Tool& tool, const Json& arguments);

// The policy's `say to confirm` with the facts of `call`; the call listed where the policy has no words, or where nobody knows what stands in them. Never empty.
[[nodiscard]] std::string words_to_confirm(const LiveBundle& live, const dsl::Tool& tool, const GateCall& call);

// What the customer has said of exactly this call: nothing, yes to what it is now, in whichever tone and language they were asked, or yes to other words (which is none).
enum class YesOnRecord { none, stands, outdated };
[[nodiscard]] YesOnRecord yes_on_record(const LiveBundle& live, const ConversationState& state, const dsl::Tool& tool, GateCall call);

}  // namespace handrail
