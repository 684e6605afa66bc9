// A question as what it asks for: its words that say something, each with the other ways to say it, and how much each tells passages apart.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "adapters/knowledge/asks_for.hpp"
#include "adapters/knowledge/connections.hpp"
#include "adapters/knowledge/shelf.hpp"

namespace handrail::knowledge {

struct Way {
  std::vector<std::string> stems;       // one behind the other
  double share = 1;                     // of the word's weight that a passage holds by it
  bool operator==(const Way&) const = default;
};

struct Term {
  std::string said;                     // as the customer wrote it
  std::vector<Way> ways;                // its own first; then what means the same
  std::int64_t passages = 0;            // that may hold it; 0: no article has it
  double weight = 0;                    // inverse document frequency, as in BM25
  bool strange = false;                 // no article has it, and it is no word of everyday: what the question asks for, most likely
  bool aside = false;                   // strange, and by its place not what is asked for: what is done to something named, or what is told of the customer's own
  bool counts = true;                   // as one of the words asked for: not what no article has in a script whose words are not told apart
  Part part = Part::loose;              // what it is to the question
  int phrase = 0;                       // the one it stands in, where it stands in one
  bool hint = false;                    // speaks for a passage that has it and against none that has not: "sign up" as such, "cost" where it says "how much"
  [[nodiscard]] bool known() const { return passages > 0; }
};

struct Question {
  std::vector<Term> terms;                                      // in the order of the question; at most limits::knowledge_query_words, the rarest
  std::vector<std::pair<std::size_t, std::size_t>> neighbours;  // of terms that stand side by side in it
  double weight = 0;                                            // of all terms but the hints
  bool asks_whether = false;                                    // "do you hire teachers?", and not "when do you …"
  Sought sought = Sought::anything;                             // what an answer tells
  bool whether = false;                                         // as `asked_for` reads it
  bool advice = false, known_one = false;                       // which one is best; of one that is known, "the trial"
  bool counts_one_thing = false;                                // "how many pupils do you have": nothing but what is counted
  bool asks_of_deeds = false;                                   // what is done is a part of what is asked about
  std::string opened;                                           // by "when": a section with the heading "When we are open" is meant for such questions
  [[nodiscard]] std::size_t asked() const {
    return static_cast<std::size_t>(std::count_if(terms.begin(), terms.end(), [](const Term& term) { return !term.hint && term.counts; }));
  }
};

// Words that no file has are brought to one that differs by a letter, or to two that are one here ("email", "e-mail"), where there is such a one.
[[nodiscard]] Result<Question> understood(Connection& connection, const Shelf& shelf, const std::string& text);

}  // namespace handrail::knowledge
