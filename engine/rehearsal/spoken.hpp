// The events of a conversation in the words in which a support lead writes what is expected: "bot: …", "calls process_refund {…}", "hands off to billing, …".
#pragma once

#include <string>
#include <vector>

#include "engine/journal/event.hpp"

namespace handrail {

// One event, a text each; a reply of several lines is one text with line feeds. Empty: nothing that anybody would expect.
[[nodiscard]] std::vector<std::string> spoken(const Event& event);
// Whether somebody who reads what came of a line wants to see this: replies, calls, approvals, handoffs, outcomes and where the conversation stands.
[[nodiscard]] bool worth_writing(const std::string& line);
// The line as somebody would write it: without the rule behind it and without times, which the next edit moves.
[[nodiscard]] std::string as_written(const std::string& line);

}  // namespace handrail
