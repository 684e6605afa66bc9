// A text as counted, hashed features: words, pairs of neighbouring words, words near each other in any order and without their endings, and pieces of three to
// five letters inside a word, which carry a message over typing mistakes. Digits count as one another, so that every order number looks alike;
// e-mail addresses and links are passed over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::reading {

struct Feature {
  std::uint32_t key = 0;   // hash of the kind and the text
  std::uint16_t count = 0;
  bool word = false;       // a word or two; otherwise a piece of a word
};

// Sorted by key, each key once.
using Features = std::vector<Feature>;

// Looks at the first limits::classified_bytes of the text.
[[nodiscard]] Features features_of(std::string_view text);

// The text without what lies beyond `bytes_max`, cut before a code point.
[[nodiscard]] std::string_view first_bytes(std::string_view text, std::size_t bytes_max);

}  // namespace handrail::reading
