// "Yes! I have been waiting for this since October!": a yes, and beside it only how it was. It adds no condition and wishes for nothing, so that it is no matter of its own.
// English words only; case does not count.
#pragma once

#include <string_view>

namespace handrail {

[[nodiscard]] bool is_yes_with_a_reproach(std::string_view text);

}  // namespace handrail
