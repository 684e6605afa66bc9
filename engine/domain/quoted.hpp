// What of a message is another's words: a mail that is answered or forwarded, and what somebody is quoted as having said. It is kept on the record with the message, and
// begins nothing, answers nothing and corrects nothing.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

// The text with blanks in the place of what is quoted: every other byte stays where it is. Quoted are lines behind ">", what follows "On … wrote:", the mark or the header lines
// of a forwarded mail, and what stands in quotation marks beside a word of saying of which the customer is not the one who says it.
[[nodiscard]] std::string without_what_is_quoted(std::string text);

}  // namespace handrail
