// Passages judged by what they say: BM25 over weighted fields, how much of the question they hold and where, and whether that is enough to be an answer at all.
#pragma once

#include <cstdint>
#include <vector>

#include "adapters/knowledge/question.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

inline constexpr double relevance_floor = 0.42;   // the share of the question's weight that a passage must hold

struct Judged {
  std::int64_t number = 0;
  Passage passage;
  std::size_t terms_held = 0;   // of the question
  double order = 0;             // of the first sorting: BM25
};

// One passage against the question. Fails with corrupt for a number that the index does not have.
[[nodiscard]] Result<Judged> judge(Connection& connection, const Shelf& shelf, const Question& question, std::int64_t number);

// Whether it may be an answer. Half of the weight may be missing in a customer's long sentence; one word of many is an accident, and one of two is, unless the
// passage is headed by it.
[[nodiscard]] bool relevant(const Judged& one, const Question& question);

// The best `window` by `order`, sorted anew by how much of the question they hold, their headings and their priority; their scores are set. The rest stays below them.
void rank_again(std::vector<Judged>& judged, std::size_t window);

}  // namespace handrail::knowledge
