// The index as a database: made in one transaction beside its place and renamed into it, so that it is whole or not there.
//
// Two FTS5 tables find passages: `words` by all that they hold, `headed` by titles and headings alone. `passages` keeps the stems of each, so that those that were
// found are judged without asking FTS5 again; `shelf` is what every search needs of all of them; `terms` in how many passages each word is.
#pragma once

#include <functional>
#include <string>

#include "adapters/knowledge/articles.hpp"
#include "adapters/sqlite/database.hpp"

namespace handrail::knowledge {

using OnProgress = std::function<void(std::size_t done, std::size_t all)>;   // in passages

// Fills an empty database with the articles; `version` is kept in it.
Result<void> fill(sqlite::Database& database, const std::string& version, const Articles& articles, const OnProgress& on_progress = {});
// Whether the file holds a whole index of that version, in today's layout.
[[nodiscard]] bool holds(const std::string& path, const std::string& version);
// Fails with unavailable; nothing is left behind, and what a killed process left is removed.
Result<void> make_file(const std::string& path, const std::string& version, const Articles& articles, const OnProgress& on_progress = {});

}  // namespace handrail::knowledge
