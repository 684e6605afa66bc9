// "Not to my card", "not that address", "anything but the blue one": words that can only be understood of what was asked, and that say which part of it is to be another one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// The telling words of the part. Empty: the clause is a sentence of its own, or turns nothing round. English words only; case does not count.
[[nodiscard]] std::vector<std::string> negated_part(std::string_view clause);

}  // namespace handrail
