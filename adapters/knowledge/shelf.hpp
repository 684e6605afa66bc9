// What every search needs of the whole index, read once when it is opened and never changed.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/knowledge/connections.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

struct Shelf {
  struct Place {
    std::int32_t category = 0;
    bool internal = false;
    std::int64_t reviewed_at = never;
  };
  static constexpr std::int64_t never = INT64_MIN;
  std::vector<Place> places;                                   // by number, from 1; the first is nobody's
  std::unordered_map<std::string, std::int32_t> categories;
  std::unordered_map<std::string, std::vector<std::string>> meant;   // synonyms, as stems
  std::vector<std::string> languages;                          // that articles are written in, as codes
  std::unordered_map<std::string, std::vector<std::string>> forms;      // "bought", "buy": other forms of one word that articles have, as stems
  std::unordered_map<std::string, std::vector<std::string>> everyday;   // what customers say of whatever a desk sells, and articles have otherwise, as stems
  std::size_t longest_said = 0;                                // of all these, in words
  double title_words = 1, heading_words = 1, body_words = 1;   // on average

  [[nodiscard]] std::size_t passages() const { return places.size() - 1; }
};

[[nodiscard]] Result<Shelf> read_shelf(Connection& connection);

// Who may answer a query: by category, audience and review.
class Admitted {
 public:
  Admitted(const Shelf& shelf, const KnowledgeQuery& query);
  [[nodiscard]] bool operator()(std::int64_t number) const {
    const Shelf::Place& place = shelf_.places[static_cast<std::size_t>(number)];
    return (!quotable_only_ || !place.internal) && place.reviewed_at >= reviewed_since_ && (all_categories_ || categories_[static_cast<std::size_t>(place.category)]);
  }

 private:
  const Shelf& shelf_;
  std::vector<bool> categories_;
  bool all_categories_, quotable_only_;
  std::int64_t reviewed_since_;
};

}  // namespace handrail::knowledge
