// Facts from our own systems: asked through reading tools, once a turn, and recorded with the time they were read.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// What the conversation's last look-up of this gave, whenever it was made.
[[nodiscard]] const LookedUp* on_record(const ConversationState& state, const std::string& tool, const Json& arguments);
// The same, when it is not older than `since`; none: it has to be asked. One that was made later than `now` was made before the clock was set back: nobody can
// say how old it is.
[[nodiscard]] const LookedUp* known_since(const ConversationState& state, const std::string& tool, const Json& arguments, Instant since, Instant now);

// Asks a reading tool and records the answer. A failure is recorded as one: its facts are unknown.
void look_up(Seams& seams, ConversationLog& log, const dsl::Tool& tool, const Json& arguments);

// The customer's facts as the policy declares them: {"id","verified", …}. Asked only for a verified customer, and only when the policy declares any.
Json customer_facts(Seams& seams, const LiveBundle& live, ConversationLog& log, Instant since);
// The same from what is on the record, asking nothing.
[[nodiscard]] Json customer_on_record(const dsl::Program& program, const ConversationState& state);

}  // namespace handrail
