#include "adapters/knowledge/candidates.hpp"

#include <algorithm>
#include <string>

#include "adapters/knowledge/ranking.hpp"
#include "adapters/knowledge/terms.hpp"
#include "engine/base/limits.hpp"

namespace handrail::knowledge {

namespace {

constexpr float heading_share = 0.6f;   // what a word adds by standing in the title or heading as well
constexpr std::size_t headed_postings = limits::knowledge_postings / 3;

// The statements have fixed texts and are kept with the connection: a question asks a dozen of them, and parsing would cost more than running.
constexpr std::string_view anywhere = "select rowid from words where words match ?1";
constexpr std::string_view in_headings = "select rowid from headed where headed match ?1";

// A way of several words is looked for by one of them that says something; whether they stand together is seen when the passage is read.
std::string any_way(const Term& term) {
  std::string match;
  for (const Way& way : term.ways) {
    const auto says_less = [](const std::string& a, const std::string& b) { return std::pair(!small_word(a), a.size()) < std::pair(!small_word(b), b.size()); };
    const auto longest = std::max_element(way.stems.begin(), way.stems.end(), says_less);
    match += (match.empty() ? "" : " OR ") + quoted(*longest);
  }
  return match;
}

class Gathering {
 public:
  Gathering(Connection& connection, const Shelf& shelf, const Admitted& admitted) : connection_(connection), admitted_(admitted), held_(shelf.passages() + 1, 0.0f) {}

  // Adds `weight` to each passage that holds the term, and stops after `postings_max` of them. How many were read.
  Result<std::size_t> add(std::string_view statement, const Term& term, float weight, std::size_t postings_max) {
    HANDRAIL_TRY(auto rows, connection_.database.kept(statement));
    rows->bind(1, any_way(term));
    std::size_t read = 0;
    for (; read < postings_max; ++read) {
      HANDRAIL_TRY(const bool row, rows->step());
      if (!row) break;
      const std::int64_t number = rows->integer(0);
      if (number <= 0 || static_cast<std::size_t>(number) >= held_.size() || !admitted_(number)) continue;
      float& held = held_[static_cast<std::size_t>(number)];
      if (held == 0) touched_.push_back(number);
      held += weight;
    }
    return read;
  }
  // Those that hold at least `weight_min`.
  std::vector<std::int64_t> best(double weight_min) {
    std::erase_if(touched_, [&](std::int64_t number) { return held_[static_cast<std::size_t>(number)] < static_cast<float>(weight_min); });
    const auto better = [&](std::int64_t a, std::int64_t b) {
      const float of_a = held_[static_cast<std::size_t>(a)], of_b = held_[static_cast<std::size_t>(b)];
      return of_a != of_b ? of_a > of_b : a < b;
    };
    const std::size_t wanted = std::min(touched_.size(), limits::knowledge_candidates);
    std::partial_sort(touched_.begin(), touched_.begin() + static_cast<std::ptrdiff_t>(wanted), touched_.end(), better);
    touched_.resize(wanted);
    return std::move(touched_);
  }

 private:
  Connection& connection_;
  const Admitted& admitted_;
  std::vector<float> held_;                // by number
  std::vector<std::int64_t> touched_;
};

}  // namespace

Result<std::vector<std::int64_t>> candidates_for(Connection& connection, const Shelf& shelf, const Question& question, const Admitted& admitted) {
  std::vector<const Term*> rarest_first;
  for (const Term& term : question.terms)
    if (term.known()) rarest_first.push_back(&term);
  std::stable_sort(rarest_first.begin(), rarest_first.end(), [](const Term* a, const Term* b) { return a->passages < b->passages; });
  Gathering gathering(connection, shelf, admitted);
  std::size_t left = limits::knowledge_postings, left_in_headings = headed_postings;
  double hidden = 0;   // weight that a passage may hold without our having seen it
  for (const Term* term : rarest_first) {
    const auto passages = static_cast<std::size_t>(term->passages);
    // A word that half the passages have finds nothing that the rarer ones did not; alone, it finds the first of them.
    if (left == limits::knowledge_postings || passages <= left) {
      HANDRAIL_TRY(const std::size_t read, gathering.add(anywhere, *term, static_cast<float>(term->weight), left));
      left -= read;
      if (read < passages && left == 0) hidden += term->weight;
    } else {
      hidden += term->weight;
    }
    if (left_in_headings > 0) {
      HANDRAIL_TRY(const std::size_t read, gathering.add(in_headings, *term, heading_share * static_cast<float>(term->weight), left_in_headings));
      left_in_headings -= read;
    }
  }
  // What cannot hold enough to be an answer need not be read.
  return gathering.best(0.99 * relevance_floor * question.weight - hidden);
}

}  // namespace handrail::knowledge
