// Whether words are a yes to exactly one call, and nothing else. A confirming word is needed, and what is left of the message without the confirming phrases,
// the small words, the tool's own name and the listed arguments must be empty: whoever adds anything else, an amount, a day or a question, is asked again.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace handrail {

// `tool`: the name of the call that was listed, "process_refund"; `arguments`: its arguments, an object. English words only; case does not count.
[[nodiscard]] bool clear_yes_to(std::string_view text, std::string_view tool, const Json& arguments);

}  // namespace handrail
