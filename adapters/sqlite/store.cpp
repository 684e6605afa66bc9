#include "adapters/sqlite/store.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>

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

constexpr std::string_view conversation_columns = R"sql(
    SELECT c.id, l.last_seq, c.opened_at, l.last_at FROM conversations c
    JOIN commits l ON l.number = (SELECT number FROM commits WHERE conversation = c.number ORDER BY last_seq DESC LIMIT 1) )sql";
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
  HANDRAIL_TRY(auto select, database.kept(R"sql(
      SELECT l.last_seq, l.hash, c.state FROM conversations c
      JOIN commits l ON l.number = (SELECT number FROM commits WHERE conversation = c.number ORDER BY last_seq DESC LIMIT 1) WHERE c.id = ?1)sql"));
  HANDRAIL_TRY(const bool row, select->bind(1, conversation.text).step());
  if (!row) return Head{};
  return Head{unsigned_of(select->integer(0)), std::string(select->text(1)), std::string(select->text(2))};
}

constexpr std::string_view moved = "the store is not where it was opened: put its folder back, or start again on another one";

// A file, to be found again: as another process finds it that opens the same path.
class Place {
 public:
  explicit Place(std::string path) : path_(std::move(path)), file_(look()) {}
  [[nodiscard]] bool is_there() const { return look() == file_; }

 private:
  using File = std::optional<std::pair<dev_t, ino_t>>;
  [[nodiscard]] File look() const {
    struct stat found {};
    if (::stat(path_.c_str(), &found) != 0) return std::nullopt;
    return std::pair(found.st_dev, found.st_ino);
  }
  std::string path_;
  File file_;
};

}  // namespace

struct SqliteStore::State {
  State(const std::string& path, Database writing, std::int64_t taken, Waiting& waiting, sqlite::OnOwnThread on_own_thread)
      : epoch(taken), place(path), readers(path), writer(std::move(writing), waiting, std::move(on_own_thread), [this] { places.forget(); }) {}
  const std::int64_t epoch;
  const Place place;
  sqlite::Readers readers;
  sqlite::Places places;   // whoever writes has them
  std::atomic<bool> refused_last = false;
  mutable std::mutex mutex;
  std::string refusal;     // guarded by mutex
  sqlite::Writer writer;   // last: what it still writes while it ends reads the others

  // What is written into a file that nobody finds again is lost with this process, and with it that a call was made: nothing is.
  Result<void> write(sqlite::Writer::Work work) {
    auto written = place.is_there() ? writer.submit(std::move(work)) : fail(ErrorCode::unavailable, std::string(moved));
    const bool refused = !written && written.error().code == ErrorCode::unavailable;
    if (refused || refused_last.load(std::memory_order_relaxed)) {
      const std::scoped_lock lock(mutex);
      refused_last = refused;
      refusal = refused ? written.error().message : "";
    }
    return written;
  }
  std::string trouble() const {
    if (!place.is_there()) return std::string(moved);
    const std::scoped_lock lock(mutex);
    return refusal;
  }
};

SqliteStore::SqliteStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, Waiting& waiting, sqlite::OnOwnThread on_own_thread) {
  if (path.empty() || path == ":memory:" || path.find('\0') != std::string::npos) {
    return fail(ErrorCode::invalid, "the store needs the path of a file, not `" + printable(path) + "`");
  }
  HANDRAIL_TRY(auto database, Database::open(path, sqlite::Durability::full));
  HANDRAIL_TRY_VOID(sqlite::prepare_store_schema(database, path));
  // Whose a row is was read, or made, in the transaction that puts the row in, and no conversation ever goes. To have that asked again takes a search for each row, and
  // a journal of each statement with several.
  HANDRAIL_TRY_VOID(database.execute("PRAGMA foreign_keys = OFF"));
  HANDRAIL_TRY(const std::int64_t epoch, take_over(database));
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::make_unique<State>(path, std::move(database), epoch, waiting, std::move(on_own_thread))));
}

Result<Head> SqliteStore::append(Batch batch) {
  HANDRAIL_TRY_VOID(store_rules::check_batch(batch));
  Head head;
  HANDRAIL_TRY_VOID(state_->write([&](Database& database) -> Result<void> {
    HANDRAIL_TRY(head, sqlite::append_batch(database, state_->places, batch, state_->epoch));
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
  return state_->write([&](Database& database) { return sqlite::append_arrival(database, state_->places, arrival, state_->epoch); });
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
      SELECT id FROM conversations WHERE number IN (SELECT conversation FROM open_turns UNION SELECT conversation FROM arrivals) ORDER BY id)sql"));
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
  HANDRAIL_TRY(auto select, database->kept(std::string(conversation_columns) + "WHERE c.id > ?1 ORDER BY c.id LIMIT ?2"));
  return collect(select->bind(1, after ? after->text : std::string()).bind(2, rows(limit)), read_conversation);
}

Result<std::vector<ConversationRow>> SqliteStore::conversations_of(const std::string& customer, std::size_t limit) {
  HANDRAIL_TRY(const auto database, state_->readers.take());
  HANDRAIL_TRY(auto select, database->kept(std::string(conversation_columns) + "WHERE c.customer = ?1 ORDER BY l.last_at DESC, c.number DESC LIMIT ?2"));
  return collect(select->bind(1, customer).bind(2, rows(limit)), read_conversation);
}

Result<void> SqliteStore::put_bundle(const BundleHash& hash, const std::string& body) {
  return state_->write([&](Database& database) -> Result<void> {
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
  return database->snapshot([&] { return sqlite::walk_chain(*database, conversation); });
}

Result<void> SqliteStore::health() {
  return state_->write([&](Database& database) -> Result<void> {
    HANDRAIL_TRY(auto probe, database.kept("UPDATE store SET probes = probes + 1 WHERE epoch = ?1"));
    HANDRAIL_TRY_VOID(probe->bind(1, state_->epoch).run());
    if (database.changes() == 0) return sqlite::fenced(ErrorCode::unavailable);
    return {};
  });
}

std::string SqliteStore::trouble() const { return state_->trouble(); }
sqlite::Writer::Figures SqliteStore::figures() const { return state_->writer.figures(); }

}  // namespace handrail
