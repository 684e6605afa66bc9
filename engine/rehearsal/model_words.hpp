// What a language model answered, as people read it in a record: one line, after "model's draft".
#pragma once

#include <string>
#include <vector>

#include "engine/journal/event.hpp"

namespace handrail {

// ": the words, calls lookup_order {…}", or " failed: why".
[[nodiscard]] std::string model_answer(const event::ModelAnswered& answered);
// "a model reads it as refund_request 0.93 and disagrees: order_status 0.6 counts".
[[nodiscard]] std::string checked_reading(const event::ReadingChecked& checked);

// "the draft is repaired", and a line for each finding.
[[nodiscard]] std::vector<std::string> checked_reply(const event::ReplyChecked& checked);

}  // namespace handrail
