// What a call comes to once it was sent: its result on the record, and its budgets settled with it. A call that nobody heard the end of is carried to an
// end as its tool declares: sent again with the key that is on the record, asked about, or left to a person.
#pragma once

#include "engine/policy/gate.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// The arguments with which a budget was taken, as event::CallDispatched keeps them.
[[nodiscard]] Json reserved_json(const std::vector<BudgetUse>& uses, Instant at);

// Sends it. Of a call that acts an answer that does not fit (engine/turn/result_fits.hpp) is unknown. An answer that is larger than
// limits::tool_result_bytes is left out; that the call completed stays.
[[nodiscard]] ToolResponse send_call(Seams& seams, const dsl::Program& program, const dsl::Tool& tool, const ToolRequest& request);

// Records the result of a call that is in flight. A failed call gives its budgets back. One that completed holds what its receipt says was moved, where that
// differs: the member of the result that is called like the argument the budget counts. An unknown one holds what it reserved. True: the record alone
// knows it now, and is to be committed at once. False: it completed, moved what was reserved, and asking again with its key would give the same.
bool settle_call(ConversationLog& log, const dsl::Program& program, const CallId& call, const ToolResponse& response);

// The customer whom a tool declared `verifies customer` vouches for, recorded: its result names them as `customer`, else as `id`, and does not say
// `verified: false`.
void note_verified(ConversationLog& log, const dsl::Tool& tool, const ToolResponse& response);

// Whether it happened, as `after a crash …` says; unknown where a person must look.
[[nodiscard]] ToolResponse resolve_call(Seams& seams, const dsl::Program& program, const dsl::Tool& tool, const ToolRequest& sent);

// A call that was dispatched before the process died: carried to an end as its tool declares. After it nothing is in flight.
Result<void> settle_unfinished(Seams& seams, const LiveBundle& live, ConversationLog& log);

}  // namespace handrail
