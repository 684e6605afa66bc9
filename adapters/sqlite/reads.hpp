// What both the store and its read-only view ask of the file, in one place.
#pragma once

#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/store.hpp"

namespace handrail::sqlite {

// Of a row with last_seq, events and hash of a commit. Fails with corrupt.
[[nodiscard]] Result<std::vector<StoredEvent>> read_commit(const Statement& row, const ConversationId& conversation);
[[nodiscard]] Result<std::vector<StoredEvent>> read_events(Database& database, const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit);
// The chain of one conversation, from its first commit to its last. Fails with corrupt, naming the first event that does not hold, and not_found.
[[nodiscard]] Result<void> walk_chain(Database& database, const ConversationId& conversation);
[[nodiscard]] Result<std::optional<std::string>> read_bundle(Database& database, const BundleHash& hash);

}  // namespace handrail::sqlite
