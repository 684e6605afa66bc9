// A message that was read is read once more by a language model, where the settings of the installation want it. What the model says is a claim: it is held
// against the bundle and against the words of the message, and it may only make the desk more careful.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// Of the open turn, which was read and which nothing has decided on yet; puts what counts from here on on the record (event::ReadingChecked). Does nothing where
// no model is to read it: it was asked before a crash, a run waits for the message, it says no more than yes, no or thanks, or it is of a class that is decided
// without a model. Parks. Fails when the journal does.
Result<void> check_reading(Seams& seams, const LiveBundle& live, ConversationLog& log);

// The confidence with which the intent falls into the next band below the one that this confidence has; the same where it is in the lowest one.
[[nodiscard]] Decimal one_band_lower(const dsl::Band& band, Decimal confidence);

}  // namespace handrail
