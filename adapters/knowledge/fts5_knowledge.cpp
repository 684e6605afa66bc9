#include "adapters/knowledge/fts5_knowledge.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "adapters/knowledge/terms.hpp"
#include "engine/base/json.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t looked_up_words_max = 256;   // of a long question; the rarest of them make the query
constexpr int candidates_max = 50;
constexpr double relevance_floor = 0.4;            // the share of the question's weight that a passage must hold
constexpr double unknown_word_share = 0.5;         // a word that no file has is as often a customer's way of talking as the matter
constexpr std::size_t pairs_max = 8;

struct Term {
  std::string word;
  std::vector<std::int64_t> passages;   // that have it, ascending
  double weight = 0;                    // inverse document frequency, as in BM25
  [[nodiscard]] bool known() const { return !passages.empty(); }
};

struct Candidate {
  std::int64_t number = 0;
  Passage passage;
  double bm25 = 0;
  std::int64_t priority = 0;
  double held = 0, in_heading = 0;    // weight of the question's words in it, and in its title and heading
  int words_held = 0;
  int pairs = 0;                      // of neighbouring words of the question that are near each other here
};

// The statements of a search have fixed texts and are kept with the connection: a question asks a dozen of them, and parsing would cost more than running.
constexpr std::string_view numbers_that_match = "select rowid from words where words match ?1";

// Calls `mark` with the number of each passage that matches, in ascending order.
template <class Mark>
Result<void> each_match(sqlite::Database& database, const std::string& match, Mark mark) {
  HANDRAIL_TRY(auto rows, database.kept(numbers_that_match));
  rows->bind(1, match);
  for (;;) {
    HANDRAIL_TRY(const bool row, rows->step());
    if (!row) return {};
    mark(rows->integer(0));
  }
}

Result<double> passages_of(sqlite::Database& database) {
  HANDRAIL_TRY(auto all, database.kept("select count(*) from passages"));
  HANDRAIL_TRY_VOID(all->step());
  return static_cast<double>(all->integer(0));
}

Result<std::vector<Term>> weigh(sqlite::Database& database, const std::vector<std::string>& words) {
  HANDRAIL_TRY(const double passages, passages_of(database));
  std::vector<Term> terms;
  for (const std::string& word : words) {
    Term& term = terms.emplace_back(Term{word});
    HANDRAIL_TRY_VOID(each_match(database, quoted(word), [&](std::int64_t number) { term.passages.push_back(number); }));
    const auto found = static_cast<double>(term.passages.size());
    term.weight = std::log(1 + (passages - found + 0.5) / (found + 0.5)) * (term.known() ? 1 : unknown_word_share);
  }
  return terms;
}

// The query: the words that the files know, rarest first.
std::string any_of(const std::vector<Term>& terms) {
  std::string match;
  for (const Term& term : terms) {
    if (term.known()) match += (match.empty() ? "" : " OR ") + quoted(term.word);
  }
  return match;
}

Result<std::vector<Candidate>> candidates_for(sqlite::Database& database, const std::string& match, const KnowledgeQuery& query) {
  std::string sql =
      "select p.number, p.id, p.path, p.title, p.heading, p.category, p.url, p.body, p.internal, p.priority, p.reviewed_at, -bm25(words, 4.0, 3.0, 1.0) as score "
      "from words join passages p on p.number = words.rowid where words match ?1";
  if (query.quotable_only) sql += " and p.internal = 0";
  if (!query.categories.empty()) sql += " and p.category in (select value from json_each(?2))";
  sql += " order by score desc, p.number limit " + std::to_string(candidates_max);
  HANDRAIL_TRY(auto kept, database.kept(sql));
  sqlite::Statement& rows = *kept;
  rows.bind(1, match);
  if (!query.categories.empty()) rows.bind(2, dump(Json(Json::Array(query.categories.begin(), query.categories.end()))));
  std::vector<Candidate> found;
  for (;;) {
    HANDRAIL_TRY(const bool row, rows.step());
    if (!row) return found;
    Candidate& one = found.emplace_back();
    one.number = rows.integer(0);
    const auto text = [&](int column) { return std::string(rows.text(column)); };
    one.passage = {text(1), text(2), text(3), text(4), text(5), text(6), text(7)};
    one.passage.audience = rows.integer(8) != 0 ? Audience::internal : Audience::everyone;
    if (!rows.is_null(10)) one.passage.reviewed_at = Instant{rows.integer(10)};
    one.priority = rows.integer(9);
    one.bm25 = rows.real(11);
  }
}

Result<void> look_closer(sqlite::Database& database, const std::vector<Term>& terms, const std::vector<std::string>& in_order, std::vector<Candidate>& candidates) {
  std::unordered_map<std::int64_t, Candidate*> by_number;
  for (Candidate& one : candidates) by_number[one.number] = &one;
  const auto each = [&](const std::string& match, auto mark) {
    return each_match(database, match, [&](std::int64_t number) {
      if (const auto at = by_number.find(number); at != by_number.end()) mark(*at->second);
    });
  };
  for (const Term& term : terms) {
    if (!term.known()) continue;
    for (Candidate& one : candidates)
      if (std::binary_search(term.passages.begin(), term.passages.end(), one.number)) one.held += term.weight, ++one.words_held;
    HANDRAIL_TRY_VOID(each("{title heading} : " + quoted(term.word), [&](Candidate& one) { one.in_heading += term.weight; }));
  }
  for (std::size_t i = 0; i + 1 < in_order.size() && i < pairs_max; ++i) {
    HANDRAIL_TRY_VOID(each("NEAR(" + quoted(in_order[i]) + " " + quoted(in_order[i + 1]) + ", 4)", [](Candidate& one) { ++one.pairs; }));
  }
  return {};
}

// Half of the weight may be missing in a customer's long sentence; one word of many is an accident, unless the passage is headed by it.
bool relevant(const Candidate& one, double weight_of_question, std::size_t words) {
  if (one.held < relevance_floor * weight_of_question) return false;
  return one.words_held >= 2 || words <= 2 || one.in_heading > 0;
}

double score(const Candidate& one, double weight_of_question) {
  const double share = one.held / weight_of_question;
  const double headed = one.in_heading / weight_of_question;
  return 10 * share + 3 * headed + 0.5 * one.pairs + one.bm25 + 0.25 * static_cast<double>(one.priority);
}

Result<std::vector<Passage>> search_in(sqlite::Database& database, const KnowledgeQuery& query) {
  const std::vector<std::string> words = terms_of(query.text, looked_up_words_max);
  HANDRAIL_TRY(auto terms, weigh(database, words));
  std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.weight > b.weight; });
  if (terms.size() > limits::knowledge_query_words) {
    std::stable_partition(terms.begin(), terms.end(), [](const Term& term) { return term.known(); });
    terms.resize(limits::knowledge_query_words);
  }
  const std::string match = any_of(terms);
  if (match.empty()) return std::vector<Passage>{};
  HANDRAIL_TRY(auto candidates, candidates_for(database, match, query));
  if (candidates.empty()) return std::vector<Passage>{};
  HANDRAIL_TRY_VOID(look_closer(database, terms, words, candidates));
  double weight_of_question = 0;
  for (const Term& term : terms) weight_of_question += term.weight;
  std::erase_if(candidates, [&](const Candidate& one) { return !relevant(one, weight_of_question, terms.size()); });
  for (Candidate& one : candidates) one.passage.score = score(one, weight_of_question);
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.passage.score > b.passage.score; });
  std::vector<Passage> passages;
  const std::size_t wanted = std::min({query.passages_max, limits::passages, candidates.size()});
  for (std::size_t i = 0; i < wanted; ++i) passages.push_back(std::move(candidates[i].passage));
  return passages;
}

}  // namespace

void Connections::Return::operator()(sqlite::Database* database) const { owner->give_back(std::unique_ptr<sqlite::Database>(database)); }

Result<Connections::Lent> Connections::borrow() {
  std::unique_lock lock(mutex_);
  if (path_.empty()) given_back_.wait(lock, [&] { return !idle_.empty(); });
  if (!idle_.empty()) {
    std::unique_ptr<sqlite::Database> database = std::move(idle_.back());
    idle_.pop_back();
    return Lent(database.release(), Return{this});
  }
  lock.unlock();
  HANDRAIL_TRY(auto database, sqlite::Database::open_read_only(path_));
  return Lent(new sqlite::Database(std::move(database)), Return{this});
}

void Connections::give_back(std::unique_ptr<sqlite::Database> database) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(database));
  }
  given_back_.notify_one();
}

Result<std::vector<Passage>> Fts5Knowledge::search(const KnowledgeQuery& query) const {
  if (query.text.size() > limits::message_bytes) return fail(ErrorCode::limit, "the question is longer than a message may be");
  if (query.categories.size() > limits::page_items) return fail(ErrorCode::limit, "more categories than a search may name");
  HANDRAIL_TRY(auto lent, connections_->borrow());
  std::vector<Passage> passages;
  HANDRAIL_TRY_VOID(lent->snapshot([&]() -> Result<void> {   // one lock on the file for all that a search reads
    HANDRAIL_TRY(passages, search_in(*lent, query));
    return {};
  }));
  return passages;
}

}  // namespace handrail::knowledge
