// One batch into the tables. Called inside a transaction, in a savepoint: on an error the caller undoes what was written so far.
#pragma once

#include <cstdint>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/store.hpp"

namespace handrail::sqlite {

// `batch` has passed store_rules::check_batch. Fails with conflict (sequence, message id, a reservation or item that exists, or the store's epoch
// is no longer `epoch`), limit (a budget), and as SQLite does.
Result<Head> append_batch(Database& database, const Batch& batch, std::int64_t epoch);

// `arrival` has passed store_rules::check_arrival. Fails with not_found, conflict (the epoch), limit (too many wait), and as SQLite does.
Result<void> append_arrival(Database& database, const Arrival& arrival, std::int64_t epoch);

// The failure of a process that is no longer the owner.
[[nodiscard]] tl::unexpected<Error> fenced(ErrorCode code);

}  // namespace handrail::sqlite
