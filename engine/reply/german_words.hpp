// lexicon/german.txt, read once: what German words say in the English that the rules know.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace handrail::reply {

struct GermanEntry {
  std::vector<std::string> english;    // none: it says nothing by itself
  bool verb = false;
};

struct GermanPhrase {
  std::vector<std::string> german, english;
  bool verb = false;
};

struct GermanLists {
  std::unordered_map<std::string, GermanEntry> words, verbs;                   // a word may be in both
  std::unordered_map<std::string, std::vector<GermanPhrase>> phrases;          // by their first word, the longest first
  std::unordered_map<std::string, std::vector<std::string>> parted;            // "leite..weiter"
  std::unordered_set<std::string> particles;                                   // "weiter"
};

[[nodiscard]] const GermanLists& german_lists();

}  // namespace handrail::reply
