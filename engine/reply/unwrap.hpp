// A reply without what a model wraps it in: a fence of code, a JSON object with the text in it, a label ("Draft:", "Here is the reply:"), quotation marks.
#pragma once

#include <string>
#include <string_view>

namespace handrail::reply {

[[nodiscard]] std::string unwrapped(std::string_view answer);
// An object or a list of JSON, in which no text could be told from the others: nothing for a customer to read.
[[nodiscard]] bool is_a_record(std::string_view text);

}  // namespace handrail::reply
