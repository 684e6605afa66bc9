#include "adapters/knowledge/shelf.hpp"

#include <algorithm>

#include "adapters/knowledge/synonyms.hpp"
#include "adapters/knowledge/texts.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"

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

Result<void> read_own_synonyms(sqlite::Database& database, Shelf& shelf) {
  HANDRAIL_TRY(auto rows, database.prepare("select said, meant from synonyms"));
  for (;;) {
    HANDRAIL_TRY(const bool row, rows.step());
    if (!row) return {};
    const std::string said(rows.text(0));
    shelf.meant[said].emplace_back(rows.text(1));
    shelf.longest_said = std::max(shelf.longest_said, static_cast<std::size_t>(std::count(said.begin(), said.end(), ' ')) + 1);
  }
}

using Meant = std::unordered_map<std::string, std::vector<std::string>>;

std::vector<Synonym> pairs_of(std::string_view path, std::string_view text) {
  auto pairs = read_synonyms({.path = std::string(path), .text = std::string(text)});
  HANDRAIL_ASSERT(pairs.has_value(), pairs.error().message.c_str());
  return std::move(*pairs);
}

// "Stolen" is commonly said for what "theft" is, since "steal" is: a pair holds in every form of both.
std::vector<Synonym> in_all_forms(const std::vector<Synonym>& pairs, const std::vector<Synonym>& forms) {
  std::unordered_map<std::string_view, std::vector<std::string_view>> forms_of;
  for (const Synonym& one : forms) forms_of[one.said].push_back(one.meant);
  std::vector<Synonym> all = pairs;
  for (const Synonym& one : pairs) {
    for (const std::string_view said : forms_of[one.said]) all.push_back({std::string(said), one.meant});
    for (const std::string_view meant : forms_of[one.meant]) all.push_back({one.said, std::string(meant)});
  }
  return all;
}

// Those of the pairs whose other way the articles have: most desks have a few of them, and a search looks up no others.
Result<void> keep_known(Connection& connection, const std::vector<Synonym>& pairs, Shelf& shelf, Meant& kept) {
  HANDRAIL_TRY(auto known, connection.database.prepare("select 1 from terms where term = ?1"));
  std::unordered_map<std::string, bool> asked;
  for (const Synonym& one : pairs) {
    const std::string said = connection.stemming.stems_of(std::string(english), one.said), meant = connection.stemming.stems_of(std::string(english), one.meant);
    bool all = said != meant;
    for (const std::string_view stem : split(meant, ' ')) {
      const auto [at, fresh] = asked.emplace(std::string(stem), false);
      if (fresh) {
        known.reset();
        known.bind(1, std::string(stem));
        HANDRAIL_TRY(at->second, known.step());
      }
      all = all && at->second;
    }
    std::vector<std::string>& ways = kept[said];
    if (all && std::find(ways.begin(), ways.end(), meant) == ways.end()) ways.push_back(meant);
    shelf.longest_said = std::max(shelf.longest_said, static_cast<std::size_t>(std::count(said.begin(), said.end(), ' ')) + 1);
  }
  std::erase_if(kept, [](const auto& one) { return one.second.empty(); });
  return {};
}

}  // namespace

Result<Shelf> read_shelf(Connection& connection) {
  static const std::vector<Synonym> forms = pairs_of("adapters/knowledge/word_forms.txt", texts::word_forms);
  static const std::vector<Synonym> everyday = in_all_forms(pairs_of("adapters/knowledge/everyday.txt", texts::everyday), forms);
  sqlite::Database& database = connection.database;
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
  HANDRAIL_TRY_VOID(read_own_synonyms(database, shelf));
  HANDRAIL_TRY_VOID(keep_known(connection, forms, shelf, shelf.forms));
  HANDRAIL_TRY_VOID(keep_known(connection, everyday, shelf, shelf.everyday));
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
