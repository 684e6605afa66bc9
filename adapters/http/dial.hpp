// From a name to a connection on which a request may be sent: resolved, connected and, for https, the certificate checked.
#pragma once

#include "adapters/http/origin.hpp"
#include "adapters/http/wire.hpp"
#include "adapters/waiting/fibers.hpp"

namespace handrail::http {

// Parks the strand that calls, `at_most` for all three. Fails with unavailable or timeout; then nothing was sent, and the wire is closed.
Result<void> dial(FiberWaiting& waiting, Wire& wire, const Origin& origin, Duration at_most);

}  // namespace handrail::http
