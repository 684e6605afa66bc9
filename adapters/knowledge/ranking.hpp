// Passages judged by what they say: BM25 over weighted fields, how much of the question they hold and where, and whether that is enough to be an answer at all.
#pragma once

#include <cstdint>
#include <vector>

#include "adapters/knowledge/question.hpp"
#include "adapters/knowledge/scale.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

inline constexpr double relevance_floor = 0.42;   // the share of the question's weight that a passage must hold

struct Judged {
  std::int64_t number = 0;
  Passage passage;
  std::size_t terms_held = 0;   // of the question
  std::size_t own_held = 0;     // of these by the articles' own word, and not only by what is commonly meant by it
  bool tells = true;            // has the word that tells most of those that articles know
  bool lacks_a_known = false;   // one of the words asked for stands in other articles, and not here
  bool lacks_its_matter = false;   // does not speak of the very thing that is asked about
  bool lacks_only_the_thing = false;   // and has what limits it and what is done
  bool lacks_the_deed = false;  // does not speak of what is done
  std::size_t phrases_left_out = 0;   // things of the question that other articles speak of
  bool speaks_of_it = false;    // has the one word that tells what is asked about
  bool answers = true;          // speaks of all that the question turns on; another one may only stand beside such a one
  bool by_meaning = false;      // it answers by that, whatever its words are
  std::vector<bool> by_itself;  // of each of the question's terms: stands here, and not only what is commonly meant by it
  double order = 0;             // of the first sorting: BM25, or both rankings together (`fuse`)
  double closeness = 0;         // by meaning, 0 to 1 (scale.hpp)
};

// One passage against the question. Fails with corrupt for a number that the index does not have.
[[nodiscard]] Result<Judged> judge(Connection& connection, const Shelf& shelf, const Question& question, std::int64_t number);

// Whether it may be told with an answer. Half of the weight may be missing in a customer's long sentence; one word of many is an accident, and one of two is, unless the
// passage is headed by it.
[[nodiscard]] bool relevant(const Judged& one, const Question& question);

// Of passages that answer, one that has by themselves all words which another has so, and more, leaves the other beside it: who asks for Visa is told where Visa stands, and
// not what a gift card does.
void prefer_the_word_itself(std::vector<Judged>& judged, const Question& question);

// Whether it may be one by its meaning alone: nearer than the nearest thing is where nothing answers.
[[nodiscard]] bool near_enough(const Judged& one, const Scale& scale);

// Whether it may stand beside such a one, which does not always lie nearest itself; after `fuse`.
[[nodiscard]] bool near_by(const Judged& one);

// Sets each one's place by words: BM25, of those that hold any.
void rank_by_words(std::vector<Judged>& judged);

// Reciprocal rank fusion (Cormack, Clarke, Büttcher: SIGIR 2009) of the places by words and by meaning, which no scale has to be common to.
void fuse(std::vector<Judged>& judged, const Scale& scale);

// The best `window` by `order`, sorted anew by how much of the question they hold, their headings and their priority; their scores are set. The rest stays below them.
void rank_again(std::vector<Judged>& judged, const Question& question, std::size_t window);

}  // namespace handrail::knowledge
