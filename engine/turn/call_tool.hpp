// One tool call, through the gate: facts read, judged, dispatched at most once, settled. The intent is committed before anything is sent.
#pragma once

#include "engine/policy/with_yes.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

struct Called {
  enum class How {
    done,      // `result`, and for writes a `receipt`
    denied,    // `verdict` says why and what would help
    approve,   // somebody must approve; `verdict.approve`
    failed,    // it did not happen; `error`
    unknown,   // nobody can say whether it happened: a person looks
  };
  How how = How::failed;
  Verdict verdict;
  std::optional<Verdict> with_yes;   // where only the customer's yes lacks: what the gate would say with it; a denial means that nobody is asked for the yes
  std::string voided;                // an approval of this call was given, and is void: what has changed since
  GateCall input;
  Json result;
  std::string receipt, error;
  std::string say;   // the tool's own words for it, holes filled
  // What stands in the way in the end: nobody is asked for a yes to what would be denied all the same.
  [[nodiscard]] const Verdict& decisive() const { return handrail::decisive(verdict, with_yes); }
};

// Which step asks: a step's call happens once, and a step that comes again after a crash gets what the call gave.
struct CallOrigin { RunId run; std::int64_t step = 0; };

// `since`: facts read before it are read again. Fails only when the journal does.
Result<Called> call_tool(Seams& seams, const LiveBundle& live, ConversationLog& log, const CallOrigin& origin, const std::string& tool,
                         const Json& arguments, Instant since);

// The verdict alone, on the record like a call's; nothing is sent. Fails only when the journal does.
Result<Called> judge_call(Seams& seams, const LiveBundle& live, ConversationLog& log, const dsl::Tool& tool, const Json& arguments, Instant since);

// Whether a tool that is asked now answers, or is given up, before the turn that began at `since` has taken limits::turn_deadline.
[[nodiscard]] bool time_for_a_call(Instant now, Instant since);

// Everything that the gate rests on, from the record and the budgets.
Result<GateCall> gate_call(Seams& seams, const LiveBundle& live, ConversationLog& log, const dsl::Tool& tool, const Json& arguments, Instant since);

}  // namespace handrail
