#include "adapters/sqlite/reads.hpp"

#include <algorithm>
#include <limits>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/seams/store_rules.hpp"

namespace handrail::sqlite {

Result<std::vector<StoredEvent>> read_commit(const Statement& row, const ConversationId& conversation) {
  auto events = store_rules::read_commit(row.text(1), static_cast<std::uint64_t>(row.integer(0)), row.text(2));
  const std::string last = std::to_string(row.integer(0));
  if (!events) return fail(ErrorCode::corrupt, "conversation " + printable(conversation.text) + ": what was committed up to event " + last + " cannot be read");
  return std::move(*events);
}

Result<std::vector<StoredEvent>> read_events(Database& database, const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit) {
  HANDRAIL_TRY(auto select, database.kept(R"sql(
      SELECT last_seq, events, hash FROM commits
      WHERE conversation = (SELECT number FROM conversations WHERE id = ?1) AND last_seq > ?2 ORDER BY last_seq LIMIT ?3)sql"));
  // No sequence is that high; as a signed number it must not wrap to the beginning.
  const auto after = std::min<std::uint64_t>(after_seq, limits::events_per_conversation);
  const auto rows = static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int64_t>::max()));
  select->bind(1, conversation.text).bind(2, after).bind(3, rows);
  std::vector<StoredEvent> events;
  while (true) {
    HANDRAIL_TRY(const bool row, select->step());
    if (!row) return events;
    HANDRAIL_TRY(auto of_commit, read_commit(*select, conversation));
    for (auto& event : of_commit) {
      if (event.seq <= after_seq) continue;
      if (events.size() == limit) return events;
      events.push_back(std::move(event));
    }
  }
}

Result<std::optional<std::string>> read_bundle(Database& database, const BundleHash& hash) {
  HANDRAIL_TRY(auto select, database.kept("SELECT body FROM bundles WHERE hash = ?1"));
  HANDRAIL_TRY(const bool row, select->bind(1, hash.text).step());
  if (!row) return std::nullopt;
  return std::string(select->text(0));
}

Result<void> walk_chain(Database& database, const ConversationId& conversation) {
  HANDRAIL_TRY(auto stood, database.kept("SELECT number, seq, hash FROM conversations WHERE id = ?1"));
  HANDRAIL_TRY(const bool known, stood->bind(1, conversation.text).step());
  if (!known) return fail(ErrorCode::not_found, "no conversation " + printable(conversation.text));
  HANDRAIL_TRY(auto select, database.kept("SELECT last_seq, events, hash FROM commits WHERE conversation = ?1 ORDER BY last_seq"));
  select->bind(1, stood->integer(0));
  Head settled{.seq = static_cast<std::uint64_t>(stood->integer(1)), .hash = std::string(stood->text(2))};   // with nothing under way
  Head reached;
  while (true) {
    HANDRAIL_TRY(const bool row, select->step());
    if (!row) break;
    HANDRAIL_TRY_VOID(store_rules::follow(reached, conversation, static_cast<std::uint64_t>(select->integer(0)), select->text(1), select->text(2)));
    if (reached.seq == settled.seq && reached.hash == settled.hash) settled = {};   // met
  }
  // A chain that was cut short is whole in itself; the row of the conversation knows how long it was.
  if (reached.seq == 0) return store_rules::broken(conversation, 1, settled.seq);
  if (settled.seq != 0) return store_rules::broken(conversation, std::min(reached.seq + 1, settled.seq), settled.seq);
  return {};
}

}  // namespace handrail::sqlite
