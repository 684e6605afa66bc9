#include "adapters/knowledge/fts5_knowledge.hpp"

#include <algorithm>

#include "adapters/knowledge/candidates.hpp"
#include "adapters/knowledge/question.hpp"
#include "adapters/knowledge/ranking.hpp"
#include "adapters/knowledge/telling.hpp"
#include "engine/base/limits.hpp"
#include "engine/domain/questions.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t ranked_again = 5;       // R9
constexpr std::size_t nearest_by_meaning = 48;   // half as many as are looked at closely for their words

// Those that words find and those that are near in meaning, each looked at.
Result<std::vector<Judged>> judged_for(Connection& connection, const Shelf& shelf, const Question& question, const Admitted& admitted, const std::optional<Meant>& meant) {
  HANDRAIL_TRY(auto numbers, candidates_for(connection, shelf, question, admitted));
  std::vector<Meant::Near> near;
  if (meant) near = meant->nearest(admitted, nearest_by_meaning);
  for (const Meant::Near& one : near)
    if (std::find(numbers.begin(), numbers.end(), one.number) == numbers.end()) numbers.push_back(one.number);
  std::vector<Judged> judged;
  for (const std::int64_t number : numbers) {
    HANDRAIL_TRY(Judged one, judge(connection, shelf, question, number));
    if (meant) one.passage.parts.similarity = meant->similarity(number);
    judged.push_back(std::move(one));
  }
  rank_by_words(judged);
  for (std::size_t place = 0; place < near.size(); ++place)
    for (Judged& one : judged)
      if (one.number == near[place].number) one.passage.parts.meaning_rank = place + 1;
  return judged;
}

// The best of those that hold enough of a question.
std::optional<Passage> named(std::vector<Judged>& judged) {
  const auto best = std::max_element(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) { return a.passage.parts.covered < b.passage.parts.covered; });
  return best == judged.end() ? std::nullopt : std::optional<Passage>(std::move(best->passage));
}

Result<std::vector<Passage>> answers_to(const std::string& text, Connection& connection, const Shelf& shelf, const KnowledgeQuery& query, const std::optional<Meant>& meant) {
  HANDRAIL_TRY(const Question question, understood(connection, shelf, text));
  const Admitted admitted(shelf, query);
  HANDRAIL_TRY(auto judged, judged_for(connection, shelf, question, admitted, meant));
  if (meant) fuse(judged, meant->scale());
  const bool by_meaning = meant && std::any_of(judged.begin(), judged.end(), [&](const Judged& one) { return near_enough(one, meant->scale()); });
  std::erase_if(judged, [&](const Judged& one) { return !relevant(one, question) && !(by_meaning && near_by(one)); });
  for (Judged& one : judged) {
    const bool of_all = one.lacks_only_the_thing && says_it_of_all(connection, question, one.passage);
    one.by_meaning = by_meaning && near_by(one);
    one.answers = one.by_meaning || ((!one.lacks_its_matter || of_all) && tells_what_is_sought(connection, question, one.passage, of_all));
  }
  if (std::none_of(judged.begin(), judged.end(), [](const Judged& one) { return one.answers; })) {
    if (query.says_nothing_of_it) *query.says_nothing_of_it = named(judged);
    judged.clear();
  }
  prefer_the_word_itself(judged, question);
  const std::size_t wanted = std::min({query.passages_max, limits::passages, judged.size()});
  rank_again(judged, question, std::max(wanted, ranked_again));
  std::vector<Passage> passages;
  for (std::size_t i = 0; i < wanted; ++i) passages.push_back(std::move(judged[i].passage));
  return passages;
}

// What all of it finds; where that is nothing, what the first of its questions finds: another one may speak of what no article knows.
Result<std::vector<Passage>> search_in(Connection& connection, const Shelf& shelf, const KnowledgeQuery& query, const std::optional<Meant>& meant) {
  HANDRAIL_TRY(auto passages, answers_to(query.text, connection, shelf, query, meant));
  if (!passages.empty()) return passages;
  for (const AskedQuestion& asked : questions_asked(query.text)) {
    if (asked.text.size() == query.text.size()) break;   // it is all question
    HANDRAIL_TRY(passages, answers_to(asked.text, connection, shelf, query, meant));
    if (!passages.empty()) break;
  }
  return passages;
}

}  // namespace

Result<std::vector<Passage>> Fts5Knowledge::search(const KnowledgeQuery& query) const {
  if (query.text.size() > limits::message_bytes) return fail(ErrorCode::limit, "the question is longer than a message may be");
  if (query.categories.size() > limits::page_items) return fail(ErrorCode::limit, "more categories than a search may name");
  // Asked before a connection is borrowed: whoever waits holds nothing.
  const std::optional<Meant> meant = meaning_ && query.for_model ? meaning_->ask(query.for_model, query.vector) : std::nullopt;
  HANDRAIL_TRY(auto lent, connections_->borrow());
  std::vector<Passage> passages;
  HANDRAIL_TRY_VOID(lent->database.snapshot([&]() -> Result<void> {   // one lock on the file for all that a search reads
    HANDRAIL_TRY(passages, search_in(*lent, shelf_, query, meant));
    return {};
  }));
  return passages;
}

}  // namespace handrail::knowledge
