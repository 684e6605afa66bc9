// A word of thanks after the close: answered in kind, and no new matter.
#pragma once

#include "engine/domain/message.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// True when the episode is closed and the message says nothing but thanks: it is stored and acknowledged, and the episode stays closed.
Result<bool> thanked_after_close(Seams& seams, ConversationLog& log, const IncomingMessage& message);

// A few words of thanks, and nothing that wants an answer.
[[nodiscard]] bool merely_thanks(const std::string& text, const std::vector<SignalMatch>& signals);

}  // namespace handrail
