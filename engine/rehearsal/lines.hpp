// The pieces that the lines of a transcript are written in.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/domain/message.hpp"
#include "engine/rehearsal/scripted_reading.hpp"
#include "engine/rehearsal/scripted_tools.hpp"

namespace handrail {

// "approver lea approves" -> "approver", "lea approves"; what follows the word may have several lines
[[nodiscard]] std::pair<std::string, std::string> first_word(const std::string& line);
[[nodiscard]] tl::unexpected<Error> not_understood(const std::string& line, const std::string& help = "");
// Whether it was made by that: the text is no transcript there, whatever the policy makes of it.
[[nodiscard]] bool is_not_understood(const Error& error);
// Each of these fails with invalid, and says what was not understood.
Result<Json> json_in(const std::string& text);
Result<std::string> quoted(const std::string& text);   // `"words"` without the marks
Result<Instant> time_in(const std::string& text);      // as parse_time, and "2026-01-05 14:30"
// `refund_request 95%; says_yes; order_id "W1001"`
Result<ScriptedReading::Line> reading_in(const std::string& text);
// `lookup_order {"order_id":"W1"} gives {…} receipt R1`, `… fails "why"`, `… loses "why"`, `… remembers`
Result<ScriptedTools::Answer> tool_answer_in(const std::string& text);

}  // namespace handrail
