// The tables of the shop's file. Money is whole minor units of the data set's one currency, times are milliseconds since 1970, addresses and options
// are JSON text that was checked on its way in.
#pragma once

#include "adapters/sqlite/database.hpp"

namespace handrail::tools {

Result<void> prepare_schema(sqlite::Database& database);
// Takes out everything that a data set brings, and what the tools made of it; used idempotency keys stay.
Result<void> clear_data(sqlite::Database& database);

}  // namespace handrail::tools
