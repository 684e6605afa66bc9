// One batch into the tables. Called inside a transaction, in a savepoint: on an error the caller undoes what was written so far, and forgets the places.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/store.hpp"

namespace handrail::sqlite {

// Where a conversation stands in the tables.
struct Place {
  std::int64_t number = 0;   // 0: it is not there yet
  std::uint64_t seq = 0;
  std::string hash, state, customer;
  bool turn_open = false;
};

// Where the conversations stand that were written last: nobody else writes as long as the epoch is ours, and each commit asks for that. Whoever gives a transaction or
// a part of it up forgets them all.
class Places {
 public:
  // None: there is no such conversation.
  Result<const Place*> of(Database& database, const ConversationId& conversation);
  const Place& keep(const ConversationId& conversation, Place place);
  void forget() { known_.clear(); }

 private:
  static constexpr std::size_t places_kept = 4'000;
  std::unordered_map<std::string, Place> known_;
};

// `batch` has passed store_rules::check_batch. Fails with conflict (sequence, message id, a reservation or item that exists, or the store's epoch
// is no longer `epoch`), limit (a budget), and as SQLite does.
Result<Head> append_batch(Database& database, Places& places, const Batch& batch, std::int64_t epoch);

// `arrival` has passed store_rules::check_arrival. Fails with not_found, conflict (the epoch), limit (too many wait), and as SQLite does.
Result<void> append_arrival(Database& database, Places& places, const Arrival& arrival, std::int64_t epoch);

// The failure of a process that is no longer the owner.
[[nodiscard]] tl::unexpected<Error> fenced(ErrorCode code);

}  // namespace handrail::sqlite
