// "No wait, yes": a no that the same message takes back before it says yes. What turns it round is said between the two; "no, yes" alone is neither.
// English words only; case does not count.
#pragma once

#include <optional>
#include <string_view>

namespace handrail {

// Of the text: what is said behind the no and what turns it round; where it may begin at several places, at the first. Nothing: it has no such beginning. Whether the
// rest is a yes, is to be seen.
[[nodiscard]] std::optional<std::string_view> behind_a_turned_no(std::string_view text);

// A no, and a yes behind it with nothing that turns it round: nobody knows which of them holds.
[[nodiscard]] bool says_no_and_yes(std::string_view text);

}  // namespace handrail
