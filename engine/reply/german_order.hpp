// A German sentence in English words and English order: its verb's parts stand together behind who does it, with the no that is said of them.
// "Den Betrag habe ich Ihnen nicht erstattet" reads "i have not refunded the amount you", "sobald der Betrag erstattet wurde" "once the amount was refunded".
#pragma once

#include <string_view>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

// `text`: the one that the words' places are of. A word that was moved has the place of its new neighbour.
[[nodiscard]] std::vector<Word> in_english_order(const std::vector<Word>& words, std::string_view text, bool asks);

}  // namespace handrail::reply
