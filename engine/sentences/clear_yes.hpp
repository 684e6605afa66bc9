// Whether words are a yes to exactly one call, and nothing else. A confirming word is needed, and what is left of the message without the confirming phrases,
// the small words, the tool's own name and the listed arguments must be empty: whoever adds anything else, an amount, a day or a question, is asked again.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace handrail {

// `tool`: the name of the call that was listed, "process_refund"; `arguments`: its arguments, an object. English words only; case does not count.
[[nodiscard]] bool clear_yes_to(std::string_view text, std::string_view tool, const Json& arguments);

// The message without the reason that is given with the answer: "because my sister has one", and, where the call takes away what the customer has (`takes_away`),
// that they do not want it any more. A reason that has a condition in it ("because you said so, but only if …") stays.
[[nodiscard]] std::string without_reasons(std::string_view text, bool takes_away);

// Whether it begins with a yes, whatever follows.
[[nodiscard]] bool begins_with_yes(std::string_view text);

// As many bytes of the text as are the phrases of a yes that it begins with, and politeness between them: "that's fine" of "that's fine but I need 3". 0: it does not begin so.
[[nodiscard]] std::size_t bytes_of_leading_yes(std::string_view text);

// Whether a call of that name takes away what the customer has: cancels, ends, pays back.
[[nodiscard]] bool takes_away(std::string_view tool);
// "No longer needed, cancel it": such a call's own word for what it does.
[[nodiscard]] bool names_what_takes_away(std::string_view text);

}  // namespace handrail
