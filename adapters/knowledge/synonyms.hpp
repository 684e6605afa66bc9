// What customers say and articles say otherwise: `knowledge/synonyms.txt` of the bundle.
//
//   # words that mean the same; a question that says one is searched for all
//   refund, money back, reimbursement
//   parcel, package
//   # one way: who says `macbook` is also shown what stands under `laptop`, and not the other way round
//   macbook, chromebook means laptop
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

struct Synonym {
  std::string said, meant;   // in lower case, words apart by one space
};

inline constexpr std::string_view synonyms_path = "knowledge/synonyms.txt";

// Every pair of the file. Fails with invalid, naming file and line, for a line that ties nothing together, a way to say it that has no words or says nothing by
// itself ("the"), and one that stands in its line twice; with limit for more lines than limits::synonym_lines or more words than limits::synonym_words.
[[nodiscard]] Result<std::vector<Synonym>> read_synonyms(const KnowledgeFile& file);

}  // namespace handrail::knowledge
