// What of the punctuation of a phrase is heard: marks that make another word of it ("$5", "c++", "node.js", ".net", "24/7", "really?"), and not those that a sentence
// is parted by. And what of a message is a word by itself where a script writes none apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/tokens.hpp"

namespace handrail::reading {

enum class Side { front, inside, behind };   // of the words of a phrase

// The marks of a gap that are heard, in their order, without blanks.
[[nodiscard]] std::string heard_marks(std::string_view gap, Side side);

// Whether a gap ends a sentence: by the marks of tokens_of, and by those of Chinese and Japanese.
[[nodiscard]] bool ends_a_sentence(std::string_view gap);

// A word as phrases are looked for in it: a token, or one letter of it where its script parts no words (Chinese, Japanese, Thai, Lao, Khmer, Burmese).
struct Piece {
  std::string_view text;              // of the token
  std::uint32_t token = 0;
  std::uint32_t begin = 0, end = 0;   // bytes of the message
  bool starts_sentence = false;
};
[[nodiscard]] std::vector<Piece> pieces_of(const std::vector<Token>& tokens);

}  // namespace handrail::reading
