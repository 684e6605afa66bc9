// What both the store and its read-only view ask of the file, in one place.
#pragma once

#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/store.hpp"

namespace handrail::sqlite {

[[nodiscard]] Result<std::vector<StoredEvent>> read_events(Database& database, const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit);
[[nodiscard]] Result<std::optional<std::string>> read_bundle(Database& database, const BundleHash& hash);

}  // namespace handrail::sqlite
