// A file that is there whole or not at all, also where the process or the disk ends in the middle: written aside, synced, and put in its place.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace handrail {

// For its owner alone. Fails with unavailable: what cannot be written, why, and how to mend it; what was there before then stays.
[[nodiscard]] Result<void> write_whole(const std::string& path, std::string_view text);

}  // namespace handrail
