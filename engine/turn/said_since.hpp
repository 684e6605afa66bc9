// What was written while a person was awaited, in a handoff's packet: whoever takes it reads it there, and is not left with the first line alone.
#pragma once

#include "engine/base/json.hpp"

namespace handrail {

// `before`: the transcript as the handoff was made; `all`: as it stands. Summary, opening, next step and transcript take in what is behind it.
[[nodiscard]] Json with_what_was_said_since(Json packet, const Json& before, const Json& all);

}  // namespace handrail
