// A clause that only tells how things are or were: "it arrived in pieces", "I never got it to work", "the zip is broken". Behind a yes it says why, and changes nothing of
// what was agreed to. English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// `values`: what the call is made with, in lower case. A clause with any other figure, with a word for which one or how much, for another, for a condition, or for what
// is to be, is no mere tale: it may say that the call is to be another one.
[[nodiscard]] bool is_mere_tale(std::string_view clause, const std::vector<std::string>& values);

}  // namespace handrail
