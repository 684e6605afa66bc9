// Phrases of English that a text file lists, found in a sentence. A file has sections, `== name`, each with a phrase a line:
//
//     set DONE = refunded | credited | paid out
//     == deed
//     (i|we) have [just|already] DONE        # one of; may stand or not; one of the set
//     you should see ... money                # at most five words between
//     < done >                                # begins the sentence, and ends it
//
// `*` is one word, whatever it is. `-ed` is a word in -ed that says what was done ("reversed"), but none of the set HAPPENS, where the file has one. A section's own
// word is all that the code knows about it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

struct Met {
  std::size_t section = 0;
  std::size_t begin = 0, end = 0;   // words of the sentence
};

class Phrases {
 public:
  explicit Phrases(std::string_view file);
  // Every place at which a phrase begins, with the longest one of each section there, in order.
  [[nodiscard]] std::vector<Met> in(const Sentence& sentence) const;
  // Of a section that the file has.
  [[nodiscard]] std::size_t section(std::string_view name) const;

 private:
  struct Element;
  using Sequence = std::vector<Element>;
  struct Element {
    enum class Kind { word, any, past, gap, choice, start, end } kind = Kind::word;
    int word = 0;
    bool optional = false;
    std::vector<Sequence> choices;
  };
  struct Phrase { std::size_t section; Sequence elements; std::vector<std::size_t> needs; };   // needs: sets of words, of each of which one must be there
  using Places = std::vector<std::size_t>;   // ascending
  struct Spelled { std::vector<int> ids; std::vector<char> past; };   // the words of a sentence; past: `-ed` matches it

  Sequence sequence(std::string_view text, std::size_t& at);
  Element choice(std::string_view text, std::size_t& at, bool optional);
  void define(std::string_view line);
  void add(std::size_t section, std::string_view line);
  int id_of(std::string_view word);
  void note_needs(Phrase& phrase);
  bool first_words(const Sequence& sequence, std::vector<int>& ids) const;
  [[nodiscard]] Places after(const Sequence& sequence, Places places, const Spelled& words) const;
  [[nodiscard]] bool past(const std::string& word) const;

  std::unordered_map<std::string, int> ids_;
  std::map<std::string, Element, std::less<>> sets_;
  std::set<std::string, std::less<>> happens_;
  std::vector<std::string> sections_;
  std::vector<Phrase> phrases_;
  std::vector<std::vector<std::size_t>> by_first_;   // phrases, by the id of a word that they may begin with
  std::vector<std::size_t> anywhere_;                // those that may begin with any
  std::map<std::vector<int>, std::size_t> needed_;   // sets of words that phrases need
  std::vector<std::vector<std::size_t>> needed_by_;  // by the id of a word: the sets that it is in
};

}  // namespace handrail::reply
