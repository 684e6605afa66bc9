#include "adapters/sqlite/append.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/seams/store_rules.hpp"

namespace handrail::sqlite {

namespace {

Result<Place> read_place(Database& database, const ConversationId& conversation) {
  HANDRAIL_TRY(auto select, database.kept(R"sql(
      SELECT c.number, l.last_seq, l.hash, c.state, c.customer, EXISTS (SELECT 1 FROM open_turns WHERE conversation = c.number) FROM conversations c
      JOIN commits l ON l.number = (SELECT number FROM commits WHERE conversation = c.number ORDER BY last_seq DESC LIMIT 1) WHERE c.id = ?1)sql"));
  HANDRAIL_TRY(const bool row, select->lend(1, conversation.text).step());
  if (!row) return Place{};
  return Place{.number = select->integer(0), .seq = static_cast<std::uint64_t>(select->integer(1)), .hash = std::string(select->text(2)),
               .state = std::string(select->text(3)), .customer = std::string(select->text(4)), .turn_open = select->integer(5) != 0};
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

// `customer` is indexed, and SQLite writes the pages of an index again wherever its column is set, be it to what it was.
Result<std::int64_t> write_conversation(Database& database, const Batch& batch, const Place& was, const Place& place) {
  const bool ends = !batch.turn_open;   // what stands here is where it stood when nothing was under way
  if (was.number == 0) {
    HANDRAIL_TRY(auto insert, database.kept("INSERT INTO conversations (seq, hash, state, customer, id, opened_at) VALUES (?1, ?2, ?3, nullif(?4, ''), ?5, ?6)"));
    insert->bind(1, ends ? place.seq : 0).lend(2, ends ? place.hash : std::string_view()).lend(3, place.state).lend(4, place.customer);
    HANDRAIL_TRY_VOID(insert->lend(5, batch.conversation.text).bind(6, batch.events.front().at.ms).run());
    return database.last_insert_id();
  }
  if (ends) {
    HANDRAIL_TRY(auto update, database.kept("UPDATE conversations SET seq = ?1, hash = ?2 WHERE number = ?3"));
    HANDRAIL_TRY_VOID(update->bind(1, place.seq).lend(2, place.hash).bind(3, was.number).run());
  }
  if (place.state != was.state) {
    HANDRAIL_TRY(auto update, database.kept("UPDATE conversations SET state = ?1 WHERE number = ?2"));
    HANDRAIL_TRY_VOID(update->lend(1, place.state).bind(2, was.number).run());
  }
  if (place.customer != was.customer) {
    HANDRAIL_TRY(auto update, database.kept("UPDATE conversations SET customer = ?1 WHERE number = ?2"));
    HANDRAIL_TRY_VOID(update->lend(1, place.customer).bind(2, was.number).run());
  }
  return was.number;
}

// The commit's row. False: the store's epoch is another one, so that another process has it.
Result<bool> insert_commit(Database& database, const Place& place, Instant at, std::string_view events, std::int64_t epoch) {
  HANDRAIL_TRY(auto insert, database.kept(R"sql(
      INSERT INTO commits (conversation, last_seq, last_at, events, hash) SELECT ?1, ?2, ?3, ?4, ?5 WHERE (SELECT epoch FROM store WHERE one = 1) = ?6)sql"));
  HANDRAIL_TRY_VOID(insert->bind(1, place.number).bind(2, place.seq).bind(3, at.ms).lend(4, events).lend(5, place.hash).bind(6, epoch).run());
  return database.changes() == 1;
}

Result<void> change_turn(Database& database, const Place& was, const Place& place) {
  if (was.turn_open == place.turn_open) return {};
  HANDRAIL_TRY(auto change, database.kept(place.turn_open ? "INSERT INTO open_turns (conversation) VALUES (?1)" : "DELETE FROM open_turns WHERE conversation = ?1"));
  return change->bind(1, place.number).run();
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

Result<const Place*> Places::of(Database& database, const ConversationId& conversation) {
  if (const auto found = known_.find(conversation.text); found != known_.end()) return &found->second;
  HANDRAIL_TRY(Place place, read_place(database, conversation));
  if (place.number == 0) return nullptr;
  return &keep(conversation, std::move(place));
}

const Place& Places::keep(const ConversationId& conversation, Place place) {
  if (known_.size() >= places_kept) known_.clear();   // those that go on are read again, once each
  return known_.insert_or_assign(conversation.text, std::move(place)).first->second;
}

Result<Head> append_batch(Database& database, Places& places, const Batch& batch, std::int64_t epoch) {
  HANDRAIL_TRY(const Place* const known, places.of(database, batch.conversation));
  static const Place nowhere;
  const Place& was = known ? *known : nowhere;
  if (was.seq != batch.expected_seq) return explain_conflict(database, batch, epoch, was.seq);
  const store_rules::Link link(was.hash, was.seq + 1, batch.events);
  Place place{.number = was.number, .seq = was.seq + batch.events.size(), .hash = link.hash(), .state = batch.state,
              .customer = batch.customer.empty() ? was.customer : batch.customer, .turn_open = batch.turn_open};
  HANDRAIL_TRY(place.number, write_conversation(database, batch, was, place));
  HANDRAIL_TRY(const bool ours, insert_commit(database, place, batch.events.back().at, link.events(), epoch));
  if (!ours) return fenced(ErrorCode::conflict);
  HANDRAIL_TRY_VOID(change_turn(database, was, place));
  HANDRAIL_TRY_VOID(insert_message(database, batch, place.number));
  HANDRAIL_TRY_VOID(change_timers(database, batch, place.number));
  HANDRAIL_TRY_VOID(change_items(database, batch, place.number));
  HANDRAIL_TRY_VOID(release(database, batch));   // before the reservations: a batch may give back and take anew
  HANDRAIL_TRY_VOID(reserve(database, batch, place.number));
  Head head{place.seq, place.hash, place.state};
  places.keep(batch.conversation, std::move(place));
  return head;
}

Result<void> append_arrival(Database& database, Places& places, const Arrival& arrival, std::int64_t epoch) {
  HANDRAIL_TRY(const std::int64_t present, epoch_of(database));
  if (present != epoch) return fenced(ErrorCode::conflict);
  HANDRAIL_TRY(const Place* const place, places.of(database, arrival.conversation));
  if (!place) return fail(ErrorCode::not_found, "no conversation " + printable(arrival.conversation.text));
  HANDRAIL_TRY(const Known known, known_of(database, arrival, place->number));
  if (known.message) return {};
  HANDRAIL_TRY_VOID(store_rules::check_room(known.waiting));
  HANDRAIL_TRY(auto insert, database.kept("INSERT INTO arrivals (conversation, id, body) VALUES (?1, ?2, ?3)"));
  return insert->bind(1, place->number).bind(2, arrival.message).bind(3, arrival.body).run();
}

tl::unexpected<Error> fenced(ErrorCode code) { return fail(code, "another process has taken over this store"); }

}  // namespace handrail::sqlite
