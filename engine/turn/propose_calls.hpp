// A model asked what to do next for an intent that has tools and no workflow. It sees only the tools that the gate could allow now, and what came of its calls
// so far; what it proposes is a claim, and each call goes to the gate.
#pragma once

#include <string>

#include "engine/turn/draft_reply.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

struct Proposed {
  Json said;              // {"text","calls":[{"id","tool","arguments"}]}, with what was hidden put back; arguments are null where the model wrote no object
  std::string trouble;    // why there is none
};

// Parks. For the run under way, which must be a model's. `since`: when this part of the run began; facts read before it are read again. Fails when the journal does.
Result<Proposed> propose_calls(Seams& seams, const LiveBundle& live, ConversationLog& log, Instant since);

// What the model says in the end, checked against the record and what its calls gave, and written again once where that fails. Parks.
Result<Drafted> check_run_reply(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& text, Instant since);

// JSON Schema of a tool's arguments, as its policy declares them.
[[nodiscard]] Json arguments_schema(const dsl::Program& program, const dsl::Tool& tool);

}  // namespace handrail
