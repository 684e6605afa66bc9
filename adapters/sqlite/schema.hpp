// The tables of the store. A conversation's events are append-only; everything else is an index of what they say.
#pragma once

#include "adapters/sqlite/database.hpp"

namespace handrail::sqlite {

inline constexpr int store_schema = 4;   // the number of its last migration

// Brings the file to the present schema. Fails as `migrate` does.
Result<void> prepare_store_schema(Database& database);

}  // namespace handrail::sqlite
