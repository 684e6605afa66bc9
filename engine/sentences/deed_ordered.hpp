// Whether words order the very deed that a call would do, and say nothing else: "please refund it", where it is asked whether to refund. "Cancel it", asked whether to refund,
// orders nothing of it; who adds a way, a part, a time, another thing or a question is asked again. English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// `tool`: the name of the call that was listed, "process_refund"; `things`: what it is called that anything is done to, "order"; `values`: what the call is made with, in lower
// case, "w1001". The deed is the first word of the name that says something by itself; a name that goes on with what takes it back ("return_cancel") has none, and where the
// `question` proposes a deed by its word ("shall I cancel …?") it must be that one. A verb that may revise or stop what was proposed ("change it", "stop it") orders nothing.
[[nodiscard]] bool orders_the_deed(std::string_view text, std::string_view tool, std::string_view question, const std::vector<std::string>& things,
                                   const std::vector<std::string>& values);

}  // namespace handrail
