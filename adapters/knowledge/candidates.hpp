// The passages worth a close look, found without reading what every passage says: rare words first, and no more of the index than limits::knowledge_postings.
#pragma once

#include <cstdint>
#include <vector>

#include "adapters/knowledge/question.hpp"

namespace handrail::knowledge {

// Their numbers, those that hold most of the question's weight first; at most limits::knowledge_candidates.
[[nodiscard]] Result<std::vector<std::int64_t>> candidates_for(Connection& connection, const Shelf& shelf, const Question& question, const Admitted& admitted);

}  // namespace handrail::knowledge
