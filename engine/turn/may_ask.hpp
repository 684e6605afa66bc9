// Who may ask what at all, before anybody looks at what they sent: a channel speaks for its customers, people decide and answer, a key with `gate` asks the
// gate. What may be asked about one conversation or approval is decided where it is.
#pragma once

#include "engine/base/result.hpp"
#include "engine/domain/principal.hpp"

namespace handrail {

enum class Asking { conversations, approvals, handoffs, replies, gate };   // conversations: to open, speak in and close them; replies: to judge them

// Fails with forbidden.
Result<void> may_ask(const Principal& who, Asking what);

}  // namespace handrail
