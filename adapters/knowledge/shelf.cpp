#include "adapters/knowledge/shelf.hpp"

#include <algorithm>

namespace handrail::knowledge {

namespace {

Result<void> read_places(sqlite::Database& database, Shelf& shelf) {
  HANDRAIL_TRY(auto rows, database.prepare("select number, category, internal, reviewed_at from shelf order by number"));
  for (;;) {
    HANDRAIL_TRY(const bool row, rows.step());
    if (!row) return {};
    if (rows.integer(0) != static_cast<std::int64_t>(shelf.places.size())) return fail(ErrorCode::corrupt, "the knowledge index has lost a passage");
    shelf.places.push_back({static_cast<std::int32_t>(rows.integer(1)), rows.integer(2) != 0, rows.is_null(3) ? Shelf::never : rows.integer(3)});
  }
}

Result<void> read_synonyms(sqlite::Database& database, Shelf& shelf) {
  HANDRAIL_TRY(auto rows, database.prepare("select said, meant from synonyms"));
  for (;;) {
    HANDRAIL_TRY(const bool row, rows.step());
    if (!row) return {};
    const std::string said(rows.text(0));
    shelf.meant[said].emplace_back(rows.text(1));
    shelf.longest_said = std::max(shelf.longest_said, static_cast<std::size_t>(std::count(said.begin(), said.end(), ' ')) + 1);
  }
}

}  // namespace

Result<Shelf> read_shelf(sqlite::Database& database) {
  Shelf shelf;
  HANDRAIL_TRY(auto about, database.prepare("select passages, titles, headings, bodies from about"));
  HANDRAIL_TRY(const bool found, about.step());
  if (!found) return fail(ErrorCode::corrupt, "the knowledge index says nothing about itself");
  shelf.places.reserve(static_cast<std::size_t>(about.integer(0)) + 1);
  shelf.places.emplace_back();
  shelf.title_words = std::max(about.real(1), 1.0);
  shelf.heading_words = std::max(about.real(2), 1.0);
  shelf.body_words = std::max(about.real(3), 1.0);
  HANDRAIL_TRY_VOID(read_places(database, shelf));
  HANDRAIL_TRY_VOID(read_synonyms(database, shelf));
  HANDRAIL_TRY(auto languages, database.prepare("select code from languages order by code"));
  for (;;) {
    HANDRAIL_TRY(const bool row, languages.step());
    if (!row) break;
    shelf.languages.emplace_back(languages.text(0));
  }
  HANDRAIL_TRY(auto categories, database.prepare("select number, name from categories"));
  for (;;) {
    HANDRAIL_TRY(const bool row, categories.step());
    if (!row) break;
    shelf.categories.emplace(categories.text(1), static_cast<std::int32_t>(categories.integer(0)));
  }
  const auto categories_there = static_cast<std::int32_t>(std::max<std::size_t>(shelf.categories.size(), 1));
  for (const Shelf::Place& place : shelf.places)
    if (place.category < 0 || place.category >= categories_there) return fail(ErrorCode::corrupt, "the knowledge index names a category that it lacks");
  return shelf;
}

Admitted::Admitted(const Shelf& shelf, const KnowledgeQuery& query)
    : shelf_(shelf), categories_(shelf.categories.size() + 1, false), all_categories_(query.categories.empty()), quotable_only_(query.quotable_only),
      reviewed_since_(query.reviewed_since ? query.reviewed_since->ms : Shelf::never) {
  for (const std::string& category : query.categories)
    if (const auto found = shelf.categories.find(category); found != shelf.categories.end()) categories_[static_cast<std::size_t>(found->second)] = true;
}

}  // namespace handrail::knowledge
