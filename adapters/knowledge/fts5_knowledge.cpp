#include "adapters/knowledge/fts5_knowledge.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "adapters/knowledge/terms.hpp"
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
  std::int64_t found_in = 0;   // passages
  double weight = 0;           // inverse document frequency, as in BM25
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

Result<std::vector<Term>> weigh(sqlite::Database& database, const std::vector<std::string>& words) {
  HANDRAIL_TRY(auto all, database.prepare("select count(*) from passages"));
  HANDRAIL_TRY_VOID(all.step());
  const auto passages = static_cast<double>(all.integer(0));
  all.reset();
  HANDRAIL_TRY(auto count, database.prepare("select count(*) from words where words match ?"));
  std::vector<Term> terms;
  for (const std::string& word : words) {
    count.bind(1, quoted(word));
    HANDRAIL_TRY_VOID(count.step());
    Term term{word, count.integer(0), 0};
    count.reset();
    const auto found = static_cast<double>(term.found_in);
    term.weight = std::log(1 + (passages - found + 0.5) / (found + 0.5)) * (term.found_in == 0 ? unknown_word_share : 1);
    terms.push_back(std::move(term));
  }
  return terms;
}

// The query: the words that the files know, rarest first.
std::string any_of(const std::vector<Term>& terms) {
  std::string match;
  for (const Term& term : terms) {
    if (term.found_in > 0) match += (match.empty() ? "" : " OR ") + quoted(term.word);
  }
  return match;
}

Result<std::vector<Candidate>> candidates_for(sqlite::Database& database, const std::string& match, const KnowledgeQuery& query) {
  std::string sql =
      "select p.number, p.id, p.path, p.title, p.heading, p.category, p.url, p.body, p.internal, p.priority, p.reviewed_at, -bm25(words, 4.0, 3.0, 1.0) as score "
      "from words join passages p on p.number = words.rowid where words match ?1";
  if (query.quotable_only) sql += " and p.internal = 0";
  for (std::size_t i = 0; i < query.categories.size(); ++i) sql += (i == 0 ? " and p.category in (?" : ", ?") + std::to_string(i + 2);
  if (!query.categories.empty()) sql += ")";
  sql += " order by score desc, p.number limit " + std::to_string(candidates_max);
  HANDRAIL_TRY(auto rows, database.prepare(sql));
  rows.bind(1, match);
  for (std::size_t i = 0; i < query.categories.size(); ++i) rows.bind(static_cast<int>(i + 2), query.categories[i]);
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

// Which of the candidates match something, one question after another.
class Matcher {
 public:
  static Result<Matcher> make(sqlite::Database& database, std::vector<Candidate>& candidates) {
    std::string numbers;
    for (const Candidate& one : candidates) numbers += (numbers.empty() ? "" : ", ") + std::to_string(one.number);
    HANDRAIL_TRY(auto statement, database.prepare("select rowid from words where words match ? and rowid in (" + numbers + ")"));
    return Matcher(std::move(statement), candidates);
  }
  template <class Mark>
  Result<void> each(const std::string& match, Mark mark) {
    statement_.bind(1, match);
    for (;;) {
      HANDRAIL_TRY(const bool row, statement_.step());
      if (!row) return {};
      if (const auto at = by_number_.find(statement_.integer(0)); at != by_number_.end()) mark(*at->second);
    }
  }

 private:
  Matcher(sqlite::Statement statement, std::vector<Candidate>& candidates) : statement_(std::move(statement)) {
    for (Candidate& one : candidates) by_number_[one.number] = &one;
  }
  sqlite::Statement statement_;
  std::unordered_map<std::int64_t, Candidate*> by_number_;
};

Result<void> look_closer(sqlite::Database& database, const std::vector<Term>& terms, const std::vector<std::string>& in_order, std::vector<Candidate>& candidates) {
  HANDRAIL_TRY(auto matcher, Matcher::make(database, candidates));
  for (const Term& term : terms) {
    if (term.found_in == 0) continue;
    HANDRAIL_TRY_VOID(matcher.each(quoted(term.word), [&](Candidate& one) { one.held += term.weight, ++one.words_held; }));
    HANDRAIL_TRY_VOID(matcher.each("{title heading} : " + quoted(term.word), [&](Candidate& one) { one.in_heading += term.weight; }));
  }
  for (std::size_t i = 0; i + 1 < in_order.size() && i < pairs_max; ++i) {
    HANDRAIL_TRY_VOID(matcher.each("NEAR(" + quoted(in_order[i]) + " " + quoted(in_order[i + 1]) + ", 4)", [](Candidate& one) { ++one.pairs; }));
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
    std::stable_partition(terms.begin(), terms.end(), [](const Term& term) { return term.found_in > 0; });
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
  return search_in(*lent, query);
}

}  // namespace handrail::knowledge
