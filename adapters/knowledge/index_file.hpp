// The index as a database: made in one transaction beside its place and renamed into it, so that it is whole or not there.
#pragma once

#include <string>
#include <vector>

#include "adapters/knowledge/document.hpp"
#include "adapters/sqlite/database.hpp"

namespace handrail::knowledge {

// Fills an empty database with the documents; `version` is kept in it.
Result<void> fill(sqlite::Database& database, const std::string& version, const std::vector<Document>& documents);
// Whether the file holds a whole index of that version, in today's layout.
[[nodiscard]] bool holds(const std::string& path, const std::string& version);
// Fails with unavailable; nothing is left behind.
Result<void> make_file(const std::string& path, const std::string& version, const std::vector<Document>& documents);

}  // namespace handrail::knowledge
