// Words of ordinary English that customers wrap a question in ("anymore", "borrow", "weird"). Where no article has one of them, that says nothing about whether the
// question is answered; where no article has a word that is not among them ("bitcoin", "dishwasher"), the question asks for something that the desk does not know.
#pragma once

#include <string_view>

namespace handrail::knowledge {

// In small letters, as written or in another form of the same word.
[[nodiscard]] bool common_word(std::string_view word);

}  // namespace handrail::knowledge
