// What a run is about, in words: what it would do, what it asked, what it would do it to. By these words a message is known to speak of it, and not of another thing.
#pragma once

#include <string>
#include <vector>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"
#include "engine/sentences/clauses.hpp"

namespace handrail {

// The call that waits, or all that the run's tools would do where none does. Needs a run.
[[nodiscard]] Matter matter_of_run(const LiveBundle& live, const ConversationState& state);

// A call that was made.
[[nodiscard]] Matter matter_of_call(const LiveBundle& live, const std::string& tool);

// What the intent's workflow would do, before it has begun.
[[nodiscard]] Matter matter_of_wish(const LiveBundle& live, const dsl::Intent& intent);

// The words of an intent and of its workflow: "refund", "request".
[[nodiscard]] std::vector<std::string> matter_of_intent(const LiveBundle& live, const std::string& intent);

// The words of the run's workflow, its call and the intents that it carries, and the values that it began with.
[[nodiscard]] std::vector<std::string> own_matter(const LiveBundle& live, const Run& run);

// Whether a run of the workflow is how the intent is carried out.
[[nodiscard]] bool carries(const LiveBundle& live, const std::string& workflow, const dsl::Intent& intent);

// Whether one of `words` is one of `matter`, and none of `but_not`.
[[nodiscard]] bool speaks_of(const std::vector<std::string>& words, const std::vector<std::string>& matter, const std::vector<std::string>& but_not);

// Whether none of the workflow's tools acts.
[[nodiscard]] bool only_looks_up(const dsl::Program& program, const std::string& workflow);

}  // namespace handrail
