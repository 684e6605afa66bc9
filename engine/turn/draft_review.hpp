// A draft that a colleague reads before it goes out, from the customer's side: what they write meanwhile reaches the colleague, they hear once that and until
// when somebody looks, and they may take their wish back. How a colleague decides stands in approvals.hpp.
#pragma once

#include <optional>
#include <string>

#include "engine/domain/decision.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// Whether a drafted reply waits for its review.
[[nodiscard]] bool draft_waits(const ConversationState& state);

// Whether somebody who checks replies looks at a drafted one, or at a call that is no question for the customer (Judgement::once_meant).
[[nodiscard]] bool a_person_looks(const ConversationState& state);

// Records the draft as an approval of its own, and its timer. One that still waits is taken into it, so that both go out together or not at all: the time by
// which the customer was to hear stays.
void ask_for_review(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, const Words& words, const std::string& text);

// Whether the draft is the first that waits, or what was written is added to one.
enum class Joining { nothing, older };

// The customer hears that a colleague looks and by when: once for each waiting. Records nothing where nobody looks, and where they have heard it.
void say_that_draft_waits(const LiveBundle& live, ConversationLog& log, const Decision& decision, Joining joining);

// The customer's wish is taken back, and the draft with it. Empty: no draft waits, a workflow asks in it, or the words mean something else.
[[nodiscard]] std::optional<Words> draft_taken_back(ConversationLog& log);

// The draft does not go out: `why` stands on the record.
void withdraw_draft(ConversationLog& log, const std::string& why);

}  // namespace handrail
