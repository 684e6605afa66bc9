#include "adapters/knowledge/fts5_knowledge.hpp"

#include <algorithm>

#include "adapters/knowledge/candidates.hpp"
#include "adapters/knowledge/question.hpp"
#include "adapters/knowledge/ranking.hpp"
#include "engine/base/limits.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t ranked_again = 5;   // R9

Result<std::vector<Passage>> search_in(Connection& connection, const Shelf& shelf, const KnowledgeQuery& query) {
  HANDRAIL_TRY(const Question question, understood(connection, shelf, query.text));
  const Admitted admitted(shelf, query);
  HANDRAIL_TRY(const auto candidates, candidates_for(connection, shelf, question, admitted));
  std::vector<Judged> judged;
  for (const std::int64_t number : candidates) {
    HANDRAIL_TRY(Judged one, judge(connection, shelf, question, number));
    if (relevant(one, question)) judged.push_back(std::move(one));
  }
  const std::size_t wanted = std::min({query.passages_max, limits::passages, judged.size()});
  rank_again(judged, std::max(wanted, ranked_again));
  std::vector<Passage> passages;
  for (std::size_t i = 0; i < wanted; ++i) passages.push_back(std::move(judged[i].passage));
  return passages;
}

}  // namespace

Result<std::vector<Passage>> Fts5Knowledge::search(const KnowledgeQuery& query) const {
  if (query.text.size() > limits::message_bytes) return fail(ErrorCode::limit, "the question is longer than a message may be");
  if (query.categories.size() > limits::page_items) return fail(ErrorCode::limit, "more categories than a search may name");
  HANDRAIL_TRY(auto lent, connections_->borrow());
  std::vector<Passage> passages;
  HANDRAIL_TRY_VOID(lent->database.snapshot([&]() -> Result<void> {   // one lock on the file for all that a search reads
    HANDRAIL_TRY(passages, search_in(*lent, shelf_, query));
    return {};
  }));
  return passages;
}

}  // namespace handrail::knowledge
