// A text as hashed features, seen in two ways. Counted, over the whole text: words, pairs of neighbouring words, words near each other in any order and without
// their endings, and pieces of three to five letters inside a word, which carry a message over typing mistakes. And word by word: the word, what stands on either
// side of it, and its pieces. Digits count as one another, so that every order number looks alike; e-mail addresses and links are passed over.
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

// Of one word of a text. Of a word's own pieces each has its share.
struct PlacedFeature {
  std::uint32_t key = 0;
  float value = 0;
};

struct Features {
  std::vector<Feature> counted;         // sorted by key, each key once
  std::vector<PlacedFeature> placed;    // word after word, of the first words
  std::vector<std::size_t> word_ends;   // of each word: where its features end in `placed`

  [[nodiscard]] bool empty() const { return counted.empty(); }
};

// Looks at the first limits::classified_bytes of the text.
[[nodiscard]] Features features_of(std::string_view text);

// The text without what lies beyond `bytes_max`, cut before a code point.
[[nodiscard]] std::string_view first_bytes(std::string_view text, std::size_t bytes_max);

}  // namespace handrail::reading
