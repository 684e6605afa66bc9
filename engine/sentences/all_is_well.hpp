// "My other order W1002 arrived fine": told, and in order as it is; nothing is wished for it. English words only; case does not count.
#pragma once

#include <string_view>

namespace handrail {

// Of a message that says nothing else but courtesies.
[[nodiscard]] bool tells_that_all_is_well(std::string_view text);

}  // namespace handrail
