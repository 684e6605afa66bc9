// What somebody who was asked to sign in says of themselves instead: a name or an address ("I am Ada Brown"), or that there is nothing to sign in to ("I ordered as a
// guest"). English words only; case counts in names alone.
#pragma once

#include <string_view>

namespace handrail {

enum class WhoTheyAre { nothing, named, without_account };

// Short messages alone; a question says nothing of the kind.
[[nodiscard]] WhoTheyAre who_they_are(std::string_view text);

}  // namespace handrail
