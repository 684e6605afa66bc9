// "Thanks a lot for nothing", "great, thanks, still broken", "danke für nichts": thanks that say, or stand beside what says, that nothing is solved. English and German, with the
// plain phrase of some other languages; case does not count.
#pragma once

#include <string_view>

namespace handrail {

[[nodiscard]] bool thanks_for_nothing(std::string_view text);

}  // namespace handrail
