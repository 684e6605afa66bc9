#include "adapters/sqlite/reads.hpp"

#include <algorithm>
#include <limits>

#include "engine/base/limits.hpp"

namespace handrail::sqlite {

Result<std::vector<StoredEvent>> read_events(Database& database, const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit) {
  HANDRAIL_TRY(auto select, database.kept(R"sql(
      SELECT seq, at, kind, body, hash FROM events
      WHERE conversation = (SELECT number FROM conversations WHERE id = ?1) AND seq > ?2 ORDER BY seq LIMIT ?3)sql"));
  // No sequence is that high; as a signed number it must not wrap to the beginning.
  const auto after = std::min<std::uint64_t>(after_seq, limits::events_per_conversation);
  const auto rows = static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int64_t>::max()));
  select->bind(1, conversation.text).bind(2, after).bind(3, rows);
  std::vector<StoredEvent> events;
  while (true) {
    HANDRAIL_TRY(const bool row, select->step());
    if (!row) return events;
    events.push_back({static_cast<std::uint64_t>(select->integer(0)), Instant{select->integer(1)}, std::string(select->text(2)), std::string(select->text(3)),
                      std::string(select->text(4))});
  }
}

Result<std::optional<std::string>> read_bundle(Database& database, const BundleHash& hash) {
  HANDRAIL_TRY(auto select, database.kept("SELECT body FROM bundles WHERE hash = ?1"));
  HANDRAIL_TRY(const bool row, select->bind(1, hash.text).step());
  if (!row) return std::nullopt;
  return std::string(select->text(0));
}

}  // namespace handrail::sqlite
