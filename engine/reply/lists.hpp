// The word lists of the lexicon, read once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/reply/phrases.hpp"
#include "engine/reply/wordings.hpp"

namespace handrail::reply {

// One kind of deed: deeds.txt.
struct Deed {
  std::string kind;
  std::unordered_set<std::string> done, doing, plain, nouns;   // "cancelled", "cancelling", "cancel", "cancellation"
  std::vector<std::string> vouching;   // words in the name of a tool whose receipt proves it
};

struct Lists {
  std::unordered_set<std::string> neutral;                       // words
  std::unordered_map<std::string, std::string> same;             // stem -> the stem that stands for all
  std::unordered_set<std::string> state, strong, when, negation; // words
  std::unordered_multimap<std::string, std::string> opposites;   // words, each both ways
  std::vector<Deed> deeds;
  Phrases claims;
  Wordings wordings;
};

[[nodiscard]] const Lists& lists();

}  // namespace handrail::reply
