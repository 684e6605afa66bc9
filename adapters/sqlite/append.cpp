#include "adapters/sqlite/append.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/seams/store_rules.hpp"

namespace handrail::sqlite {

namespace {

constexpr int event_columns = 6;
constexpr std::size_t events_at_once = 8;   // that one statement puts in; what a turn commits at once is seldom more

struct Place {
  std::int64_t number = 0;   // 0: not there yet
  std::uint64_t seq = 0;
  std::string hash;
  std::string customer;
  bool turn_open = false;
};

Result<Place> place_of(Database& database, const ConversationId& conversation) {
  HANDRAIL_TRY(auto select, database.kept("SELECT number, seq, hash, customer, turn_open FROM conversations WHERE id = ?1"));
  HANDRAIL_TRY(const bool row, select->lend(1, conversation.text).step());
  if (!row) return Place{};
  return Place{select->integer(0), static_cast<std::uint64_t>(select->integer(1)), std::string(select->text(2)), std::string(select->text(3)), select->integer(4) != 0};
}

Result<std::int64_t> epoch_of(Database& database) {
  HANDRAIL_TRY(auto select, database.kept("SELECT epoch FROM store"));
  HANDRAIL_TRY(const bool row, select->step());
  if (!row) return fail(ErrorCode::corrupt, "the store has lost its epoch");
  return select->integer(0);
}

// Why the head was not where the batch expected it.
Result<Head> explain_conflict(Database& database, const Batch& batch, std::int64_t epoch, std::uint64_t seq) {
  HANDRAIL_TRY(const std::int64_t present, epoch_of(database));
  if (present != epoch) return fenced(ErrorCode::conflict);
  return fail(ErrorCode::conflict, "conversation " + printable(batch.conversation.text) + " stands at event " + std::to_string(seq) +
                                       ", not at " + std::to_string(batch.expected_seq) + ": read again");
}

// The chained events, and where they leave the conversation.
struct Chained {
  std::vector<std::string> hashes;
  Head head;
};

Chained chained(const Batch& batch, const Place& place) {
  Chained result;
  result.head = {place.seq, place.hash, batch.state};
  for (const auto& event : batch.events) {
    result.head.seq += 1;
    result.head.hash = store_rules::chain(result.head.hash, result.head.seq, event.at, event.kind, event.body);
    result.hashes.push_back(result.head.hash);
  }
  return result;
}

// Moves the head; the epoch and the expected sequence stand in the WHERE clause. The conversation's number, or none when nothing matched.
// `customer` and `turn_open` are indexed, and SQLite writes the pages of an index again wherever its column is set, be it to what it was: most batches leave both
// alone, and those that begin or end a turn leave the customer alone.
Result<std::optional<std::int64_t>> move_head(Database& database, const Batch& batch, const Place& place, const Head& head, std::int64_t epoch) {
  const bool fresh = place.number == 0;
  const bool same_customer = batch.customer.empty() || batch.customer == place.customer;
  const bool same_turn = batch.turn_open == place.turn_open;
  constexpr std::string_view insert = R"sql(
      INSERT INTO conversations (seq, hash, state, last_at, id, opened_at, customer, turn_open)
      SELECT ?1, ?2, ?3, ?4, ?7, ?8, nullif(?9, ''), ?10 WHERE (SELECT epoch FROM store) = ?5 AND ?6 = 0)sql";
  constexpr std::string_view update = R"sql(
      UPDATE conversations SET seq = ?1, hash = ?2, state = ?3, last_at = ?4 WHERE number = ?7 AND seq = ?6 AND (SELECT epoch FROM store) = ?5)sql";
  constexpr std::string_view update_turn = R"sql(
      UPDATE conversations SET seq = ?1, hash = ?2, state = ?3, last_at = ?4, turn_open = ?10
      WHERE number = ?7 AND seq = ?6 AND (SELECT epoch FROM store) = ?5)sql";
  constexpr std::string_view update_both = R"sql(
      UPDATE conversations SET seq = ?1, hash = ?2, state = ?3, last_at = ?4, customer = coalesce(nullif(?9, ''), customer), turn_open = ?10
      WHERE number = ?7 AND seq = ?6 AND (SELECT epoch FROM store) = ?5)sql";
  HANDRAIL_TRY(auto change, database.kept(fresh ? insert : !same_customer ? update_both : !same_turn ? update_turn : update));
  change->bind(1, head.seq).lend(2, head.hash).lend(3, head.state).bind(4, batch.events.back().at.ms).bind(5, epoch).bind(6, batch.expected_seq);
  if (fresh) change->bind(7, batch.conversation.text).bind(8, batch.events.front().at.ms);
  else change->bind(7, place.number);
  if (fresh || !same_customer) change->bind(9, batch.customer);
  if (fresh || !same_customer || !same_turn) change->bind(10, batch.turn_open);
  HANDRAIL_TRY_VOID(change->run());
  if (database.changes() == 0) return std::nullopt;
  return fresh ? database.last_insert_id() : place.number;
}

// A statement for so many rows: one that puts several in at once is begun and ended once for all of them.
std::string insert_of(std::size_t rows) {
  std::string sql = "INSERT INTO events (conversation, seq, at, kind, body, hash) VALUES ";
  for (std::size_t row = 0; row < rows; ++row) {
    sql += row == 0 ? "(" : ", (";
    for (int column = 1; column <= event_columns; ++column) sql += (column == 1 ? "?" : ", ?") + std::to_string(static_cast<int>(row) * event_columns + column);
    sql += ")";
  }
  return sql;
}

Result<void> insert_events(Database& database, const Batch& batch, std::int64_t number, std::uint64_t after, const std::vector<std::string>& hashes) {
  static const std::vector<std::string> inserts = [] {
    std::vector<std::string> made;
    for (std::size_t rows = 1; rows <= events_at_once; ++rows) made.push_back(insert_of(rows));
    return made;
  }();
  for (std::size_t from = 0; from < batch.events.size();) {
    const std::size_t rows = std::min(events_at_once, batch.events.size() - from);
    HANDRAIL_TRY(auto insert, database.kept(inserts[rows - 1]));
    int at = 0;   // the parameters of the rows before
    for (const std::size_t end = from + rows; from < end; ++from, at += event_columns) {
      const auto& event = batch.events[from];
      insert->bind(at + 1, number).bind(at + 2, after + from + 1).bind(at + 3, event.at.ms);
      insert->lend(at + 4, event.kind).lend(at + 5, event.body).lend(at + 6, hashes[from]);
    }
    HANDRAIL_TRY_VOID(insert->run());
  }
  return {};
}

Result<void> insert_message(Database& database, const Batch& batch, std::int64_t number) {
  if (!batch.message) return {};
  HANDRAIL_TRY(auto insert, database.kept("INSERT OR IGNORE INTO messages (conversation, id) VALUES (?1, ?2)"));
  HANDRAIL_TRY_VOID(insert->bind(1, number).bind(2, *batch.message).run());
  if (database.changes() == 0) return fail(ErrorCode::conflict, "message " + printable(*batch.message) + " was stored before in this conversation");
  HANDRAIL_TRY(auto remove, database.kept("DELETE FROM arrivals WHERE conversation = ?1 AND id = ?2"));   // it waits no longer
  return remove->bind(1, number).bind(2, *batch.message).run();
}

// Whether the message waits already, or was stored; and how many wait.
struct Known { bool message = false; std::size_t waiting = 0; };

Result<Known> known_of(Database& database, const Arrival& arrival, std::int64_t number) {
  HANDRAIL_TRY(auto select, database.kept(R"sql(
      SELECT EXISTS (SELECT 1 FROM messages WHERE conversation = ?1 AND id = ?2) OR EXISTS (SELECT 1 FROM arrivals WHERE conversation = ?1 AND id = ?2),
             (SELECT count(*) FROM arrivals WHERE conversation = ?1))sql"));
  HANDRAIL_TRY(const bool row, select->bind(1, number).bind(2, arrival.message).step());
  HANDRAIL_ASSERT(row, "it has one row");
  return Known{select->integer(0) != 0, static_cast<std::size_t>(select->integer(1))};
}

Result<void> change_timers(Database& database, const Batch& batch, std::int64_t number) {
  for (const auto& timer : batch.timers) {
    HANDRAIL_TRY(auto change, database.kept(timer.at ? "INSERT OR REPLACE INTO timers (conversation, id, at) VALUES (?1, ?2, ?3)"
                                                     : "DELETE FROM timers WHERE conversation = ?1 AND id = ?2"));
    change->bind(1, number).bind(2, timer.id);
    if (timer.at) change->bind(3, timer.at->ms);
    HANDRAIL_TRY_VOID(change->run());
  }
  return {};
}

Result<void> change_items(Database& database, const Batch& batch, std::int64_t number) {
  if (batch.items.empty()) return {};
  HANDRAIL_TRY(auto change, database.kept(R"sql(
      INSERT INTO items (kind, id, status, queue, at, body, conversation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT (kind, id) DO UPDATE SET status = excluded.status, queue = excluded.queue, at = excluded.at, body = excluded.body
      WHERE conversation = excluded.conversation)sql"));
  for (const auto& item : batch.items) {
    change->bind(1, item.kind).bind(2, item.id).bind(3, item.status).bind(4, item.group).bind(5, item.at.ms).bind(6, item.body).bind(7, number);
    HANDRAIL_TRY_VOID(change->run());
    if (database.changes() == 0) return fail(ErrorCode::conflict, "item " + printable(item.id) + " belongs to another conversation");
  }
  return {};
}

Result<store_rules::Window> window_of(Database& database, const Reservation& reservation) {
  HANDRAIL_TRY(auto select, database.kept(R"sql(
      SELECT sum(amount), coalesce(max(currency <> ?3), 0) FROM reservations WHERE budget = ?1 AND key = ?2 AND (?4 IS NULL OR at > ?4))sql"));
  select->bind(1, reservation.limit).bind(2, reservation.key).bind(3, reservation.currency);
  select->bind(4, reservation.since ? std::optional<std::int64_t>(reservation.since->ms) : std::nullopt);
  const auto row = select->step();
  // Of a sound statement over sound rows, the overflow of the sum is the one thing that SQLite calls invalid.
  if (!row && row.error().code == ErrorCode::invalid) return store_rules::Window{.overflow = true};
  if (!row) return fail(row.error());
  HANDRAIL_ASSERT(*row, "an aggregate has one row");
  return store_rules::Window{.sum = select->integer(0), .other_currency = select->integer(1) != 0};
}

Result<void> release(Database& database, const Batch& batch) {
  if (batch.release.empty()) return {};
  HANDRAIL_TRY(auto remove, database.kept("DELETE FROM reservations WHERE call = ?1"));
  for (const auto& call : batch.release) HANDRAIL_TRY_VOID(remove->bind(1, call).run());
  return {};
}

Result<void> reserve(Database& database, const Batch& batch, std::int64_t conversation) {
  for (const auto& reservation : batch.reserve) {
    if (reservation.ceiling) {
      HANDRAIL_TRY(const auto window, window_of(database, reservation));
      HANDRAIL_TRY_VOID(store_rules::check_ceiling(reservation, window));
    }
    HANDRAIL_TRY(auto insert, database.kept(R"sql(
        INSERT OR IGNORE INTO reservations (budget, key, call, amount, currency, at, conversation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))sql"));
    insert->bind(1, reservation.limit).bind(2, reservation.key).bind(3, reservation.call);
    HANDRAIL_TRY_VOID(insert->bind(4, reservation.amount).bind(5, reservation.currency).bind(6, reservation.at.ms).bind(7, conversation).run());
    if (database.changes() == 0) {
      return fail(ErrorCode::conflict, "call " + printable(reservation.call) + " already holds a reservation under `" + printable(reservation.limit) + "`");
    }
  }
  return {};
}

}  // namespace

Result<Head> append_batch(Database& database, const Batch& batch, std::int64_t epoch) {
  HANDRAIL_TRY(const Place place, place_of(database, batch.conversation));
  if (place.seq != batch.expected_seq) return explain_conflict(database, batch, epoch, place.seq);
  Chained chain = chained(batch, place);
  HANDRAIL_TRY(const auto number, move_head(database, batch, place, chain.head, epoch));
  if (!number) return explain_conflict(database, batch, epoch, place.seq);
  HANDRAIL_TRY_VOID(insert_events(database, batch, *number, place.seq, chain.hashes));
  HANDRAIL_TRY_VOID(insert_message(database, batch, *number));
  HANDRAIL_TRY_VOID(change_timers(database, batch, *number));
  HANDRAIL_TRY_VOID(change_items(database, batch, *number));
  HANDRAIL_TRY_VOID(release(database, batch));   // before the reservations: a batch may give back and take anew
  HANDRAIL_TRY_VOID(reserve(database, batch, *number));
  return std::move(chain.head);
}

Result<void> append_arrival(Database& database, const Arrival& arrival, std::int64_t epoch) {
  HANDRAIL_TRY(const std::int64_t present, epoch_of(database));
  if (present != epoch) return fenced(ErrorCode::conflict);
  HANDRAIL_TRY(const Place place, place_of(database, arrival.conversation));
  if (place.number == 0) return fail(ErrorCode::not_found, "no conversation " + printable(arrival.conversation.text));
  HANDRAIL_TRY(const Known known, known_of(database, arrival, place.number));
  if (known.message) return {};
  HANDRAIL_TRY_VOID(store_rules::check_room(known.waiting));
  HANDRAIL_TRY(auto insert, database.kept("INSERT INTO arrivals (conversation, id, body) VALUES (?1, ?2, ?3)"));
  return insert->bind(1, place.number).bind(2, arrival.message).bind(3, arrival.body).run();
}

tl::unexpected<Error> fenced(ErrorCode code) { return fail(code, "another process has taken over this store"); }

}  // namespace handrail::sqlite
