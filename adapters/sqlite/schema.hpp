// The tables of the store. A conversation's events are append-only; everything else is an index of what they say.
#pragma once

#include <string>

#include "adapters/sqlite/database.hpp"

namespace handrail::sqlite {

inline constexpr int store_schema = 5;   // the number of its last migration

// Brings the file to the present schema. Fails as `migrate` does, and with unavailable before anything is begun where the disk of `path` has no room for a rewriting.
Result<void> prepare_store_schema(Database& database, const std::string& path);

}  // namespace handrail::sqlite
