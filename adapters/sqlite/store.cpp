#include "adapters/sqlite/store.hpp"

#include <algorithm>
#include <limits>

#include "adapters/sqlite/append.hpp"
#include "adapters/sqlite/readers.hpp"
#include "adapters/sqlite/reads.hpp"
#include "adapters/sqlite/schema.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/seams/store_rules.hpp"

namespace handrail {

using sqlite::Database;
using sqlite::Statement;

namespace {

std::int64_t rows(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int64_t>::max()));
}

std::optional<std::int64_t> optional_ms(const std::optional<Instant>& at) {
  return at ? std::optional<std::int64_t>(at->ms) : std::nullopt;
}

// Every row of a bound statement, read by `read`.
template <class Read>
auto collect(Statement& statement, Read read) -> Result<std::vector<decltype(read(statement))>> {
  std::vector<decltype(read(statement))> all;
  while (true) {
    HANDRAIL_TRY(const bool row, statement.step());
    if (!row) return all;
    all.push_back(read(statement));
  }
}

std::uint64_t unsigned_of(std::int64_t value) { return static_cast<std::uint64_t>(value); }

constexpr std::string_view item_columns = "SELECT i.kind, i.id, i.status, i.queue, i.at, i.body, c.id FROM items i JOIN conversations c ON c.number = i.conversation ";
Item read_item(const Statement& row) {
  return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
          Instant{row.integer(4)}, std::string(row.text(5)), ConversationId(std::string(row.text(6)))};
}

ConversationRow read_conversation(const Statement& row) {
  return {ConversationId(std::string(row.text(0))), unsigned_of(row.integer(1)), Instant{row.integer(2)}, Instant{row.integer(3)}};
}

Result<std::int64_t> take_over(Database& database) {
  std::int64_t epoch = 0;
  const auto taken = database.transaction([&]() -> Result<void> {
    HANDRAIL_TRY_VOID(database.execute("UPDATE store SET epoch = epoch + 1"));
    HANDRAIL_TRY(auto select, database.prepare("SELECT epoch FROM store"));
    HANDRAIL_TRY(const bool row, select.step());
    if (!row) return fail(ErrorCode::corrupt, "the store has lost its epoch");
    epoch = select.integer(0);
    return {};
  });
  if (!taken) return fail(taken.error());
  return epoch;
}

Result<Head> read_head(Database& database, const ConversationId& conversation) {
  HANDRAIL_TRY(auto select, database.kept("SELECT seq, hash, state FROM conversations WHERE id = ?1"));
  HANDRAIL_TRY(const bool row, select->bind(1, conversation.text).step());
  if (!row) return Head{};
  return Head{unsigned_of(select->integer(0)), std::string(select->text(1)), std::string(select->text(2))};
}

Result<void> walk_chain(Database& database, const ConversationId& conversation) {
  constexpr std::size_t page = 256;
  HANDRAIL_TRY(const Head head, read_head(database, conversation));
  if (head.seq == 0) return fail(ErrorCode::not_found, "no conversation " + printable(conversation.text));
  const auto broken = [&](std::uint64_t seq) {
    return fail(ErrorCode::corrupt, "conversation " + printable(conversation.text) + ": event " + std::to_string(seq) + " does not hold together with the one before it");
  };
  std::uint64_t seq = 0;
  std::string hash;
  while (true) {
    HANDRAIL_TRY(const auto events, sqlite::read_events(database, conversation, seq, page));
    for (const auto& event : events) {
      if (event.seq != seq + 1 || event.hash != store_rules::chain(hash, event.seq, event.at, event.kind, event.body)) return broken(seq + 1);
      seq = event.seq;
      hash = event.hash;
    }
    if (events.size() < page) break;
  }
  // A chain that was cut short is whole in itself; the head knows how long it was.
  if (seq != head.seq || hash != head.hash) return broken(seq < head.seq ? seq + 1 : head.seq);
  return {};
}

}  // namespace

struct SqliteStore::State {
  State(const std::string& path, Database writing, std::int64_t taken, Waiting& waiting, sqlite::OnOwnThread on_own_thread)
      : epoch(taken), readers(path), writer(std::move(writing), waiting, std::move(on_own_thread)) {}
  const std::int64_t epoch;
  sqlite::Readers readers;
  sqlite::Writer writer;
};

SqliteStore::SqliteStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, Waiting& waiting, sqlite::OnOwnThread on_own_thread) {
  if (path.empty() || path == ":memory:" || path.find('\0') != std::string::npos) {
    return fail(ErrorCode::invalid, "the store needs the path of a file, not `" + printable(path) + "`");
  }
  HANDRAIL_TRY(auto database, Database::open(path, sqlite::Durability::full));
  HANDRAIL_TRY_VOID(sqlite::prepare_store_schema(database));
  // Whose a row is was read, or made, in the transaction that puts the row in, and no conversation ever goes. To have that asked again takes a search for each row, and
  // a journal of each statement with several.
  HANDRAIL_TRY_VOID(database.execute("PRAGMA foreign_keys = OFF"));
  HANDRAIL_TRY(const std::int64_t epoch, take_over(database));
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::make_unique<State>(path, std::move(database), epoch, waiting, std::move(on_own_thread))));
}

Result<Head> SqliteStore::append(Batch batch) {
  HANDRAIL_TRY_VOID(store_rules::check_batch(batch));
  Head head;
  HANDRAIL_TRY_VOID(state_->writer.submit([&](Database& database) -> Result<void> {
    HANDRAIL_TRY(head, sqlite::append_batch(database, batch, state_->epoch));
    return {};
  }));
  return head;
}

Result<Head> SqliteStore::head(const ConversationId& conversation) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  return read_head(*database, conversation);
}

Result<std::vector<StoredEvent>> SqliteStore::events(const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  return sqlite::read_events(*database, conversation, after_seq, limit);
}

Result<void> SqliteStore::arrive(const Arrival& arrival) {
  HANDRAIL_TRY_VOID(store_rules::check_arrival(arrival));
  return state_->writer.submit([&](Database& database) { return sqlite::append_arrival(database, arrival, state_->epoch); });
}

Result<std::vector<Arrival>> SqliteStore::arrivals(const ConversationId& conversation) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(R"sql(
      SELECT id, body FROM arrivals WHERE conversation = (SELECT number FROM conversations WHERE id = ?1) ORDER BY number)sql"));
  return collect(select->bind(1, conversation.text), [&](const Statement& row) { return Arrival{conversation, std::string(row.text(0)), std::string(row.text(1))}; });
}

Result<bool> SqliteStore::received(const ConversationId& conversation, const std::string& message) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(R"sql(
      SELECT 1 FROM messages WHERE conversation = (SELECT number FROM conversations WHERE id = ?1) AND id = ?2)sql"));
  return select->bind(1, conversation.text).bind(2, message).step();
}

Result<std::vector<ConversationId>> SqliteStore::open_turns() {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(R"sql(
      SELECT id FROM conversations WHERE turn_open = 1
      UNION SELECT c.id FROM arrivals a JOIN conversations c ON c.number = a.conversation ORDER BY id)sql"));
  return collect(*select, [](const Statement& row) { return ConversationId(std::string(row.text(0))); });
}

Result<std::vector<DueTimer>> SqliteStore::due_timers(Instant now, std::size_t limit) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(R"sql(
      SELECT c.id, t.id, t.at FROM timers t JOIN conversations c ON c.number = t.conversation WHERE t.at <= ?1
      ORDER BY t.at, t.conversation, t.id LIMIT ?2)sql"));
  return collect(select->bind(1, now.ms).bind(2, rows(limit)), [](const Statement& row) {
    return DueTimer{ConversationId(std::string(row.text(0))), std::string(row.text(1)), Instant{row.integer(2)}};
  });
}

Result<std::vector<Item>> SqliteStore::items(const ItemFilter& filter) {
  std::optional<Instant> after;
  if (filter.after) {
    HANDRAIL_TRY(const auto last, item(filter.kind, *filter.after));
    if (!last) return fail(ErrorCode::invalid, "no item " + printable(*filter.after) + " to continue after");
    after = last->at;
  }
  HANDRAIL_TRY(const auto database, state_->readers.take());
  const std::string where = std::string(item_columns) + "WHERE i.kind = ?1" + (filter.status ? " AND i.status = ?6" : "") +
                            (filter.groups.empty() ? "" : " AND i.queue IN (SELECT value FROM json_each(?5))") +
                            (after ? " AND (i.at, i.id) > (?2, ?3)" : "") + " ORDER BY i.at, i.id LIMIT ?4";
  HANDRAIL_TRY(auto select, database->kept(where));
  select->bind(1, filter.kind).bind(4, rows(filter.limit));
  if (after) select->bind(2, after->ms).bind(3, *filter.after);
  if (!filter.groups.empty()) select->bind(5, dump(Json(Json::Array(filter.groups.begin(), filter.groups.end()))));
  if (filter.status) select->bind(6, *filter.status);
  return collect(*select, read_item);
}

Result<std::optional<Item>> SqliteStore::item(const std::string& kind, const std::string& id) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(std::string(item_columns) + "WHERE i.kind = ?1 AND i.id = ?2"));
  HANDRAIL_TRY(const bool row, select->bind(1, kind).bind(2, id).step());
  if (!row) return std::nullopt;
  return read_item(*select);
}

Result<std::vector<Used>> SqliteStore::used(const std::string& limit, const std::string& key, std::optional<Instant> since) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(R"sql(
      SELECT r.budget, r.key, r.call, r.amount, r.currency, r.at, coalesce(c.id, '') FROM reservations AS r LEFT JOIN conversations AS c ON c.number = r.conversation
      WHERE r.budget = ?1 AND r.key = ?2 AND (?3 IS NULL OR r.at > ?3) ORDER BY r.at, r.call)sql"));
  return collect(select->bind(1, limit).bind(2, key).bind(3, optional_ms(since)), [](const Statement& row) {
    return Used{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), row.integer(3), std::string(row.text(4)), Instant{row.integer(5)},
                ConversationId(std::string(row.text(6)))};
  });
}

Result<std::vector<ConversationRow>> SqliteStore::conversations(const std::optional<ConversationId>& after, std::size_t limit) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept("SELECT id, seq, opened_at, last_at FROM conversations WHERE id > ?1 ORDER BY id LIMIT ?2"));
  return collect(select->bind(1, after ? after->text : std::string()).bind(2, rows(limit)), read_conversation);
}

Result<std::vector<ConversationRow>> SqliteStore::conversations_of(const std::string& customer, std::size_t limit) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(R"sql(
      SELECT id, seq, opened_at, last_at FROM conversations WHERE customer = ?1 ORDER BY last_at DESC, number DESC LIMIT ?2)sql"));
  return collect(select->bind(1, customer).bind(2, rows(limit)), read_conversation);
}

Result<void> SqliteStore::put_bundle(const BundleHash& hash, const std::string& body) {
  return state_->writer.submit([&](Database& database) -> Result<void> {
    HANDRAIL_TRY(auto insert, database.kept("INSERT OR IGNORE INTO bundles (hash, body) VALUES (?1, ?2)"));
    return insert->bind(1, hash.text).bind(2, body).run();
  });
}

Result<std::optional<std::string>> SqliteStore::bundle(const BundleHash& hash) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  return sqlite::read_bundle(*database, hash);
}

Result<void> SqliteStore::verify(const ConversationId& conversation) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  return database->snapshot([&] { return walk_chain(*database, conversation); });
}

Result<void> SqliteStore::health() {
  return state_->writer.submit([&](Database& database) -> Result<void> {
    HANDRAIL_TRY(auto probe, database.kept("UPDATE store SET probes = probes + 1 WHERE epoch = ?1"));
    HANDRAIL_TRY_VOID(probe->bind(1, state_->epoch).run());
    if (database.changes() == 0) return sqlite::fenced(ErrorCode::unavailable);
    return {};
  });
}

sqlite::Writer::Figures SqliteStore::figures() const { return state_->writer.figures(); }

}  // namespace handrail
