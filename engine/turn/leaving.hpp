// What the customer does not want any more: the run that is spoken with, another one, all of them, or a wish that waits.
#pragma once

#include <string>

#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// "Forget the room", where the room is what waits behind another: that one is dropped, and the other goes on.
[[nodiscard]] Words wish_dropped(ConversationLog& log, const std::string& intent);

// The customer leaves it: what was done already is said, and nothing more is done.
[[nodiscard]] Words leave_it(ConversationLog& log, bool says_more);

// "Stop the refund" while a draft waits for its review, and the run that it names was set aside: that one is taken up, so that it is left at once. What the draft says
// of it is withdrawn. Where the message leaves none of them nothing happens.
void take_up_what_is_left(const LiveBundle& live, ConversationLog& log, const Decision& by_itself);

// Of several, the one that is spoken with: by its name, and with how the others stand.
[[nodiscard]] Words leave_this(ConversationLog& log, bool says_more);

// Of several, one that is not spoken with: it is stopped, and what is asked of the customer comes again.
[[nodiscard]] Words leave_other(ConversationLog& log, const RunId& run);
[[nodiscard]] Words leave_all(ConversationLog& log);

}  // namespace handrail
