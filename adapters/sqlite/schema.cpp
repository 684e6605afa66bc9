#include "adapters/sqlite/schema.hpp"

#include <sys/statvfs.h>

#include <cstdint>
#include <string>

namespace handrail::sqlite {

namespace {

constexpr std::string_view first_schema = R"sql(
  -- One row: whose turn it is to write. Taking the store over adds one to the epoch.
  CREATE TABLE store (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    probes INTEGER NOT NULL
  ) STRICT;
  INSERT INTO store VALUES (1, 0, 0);

  CREATE TABLE conversations (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    state TEXT NOT NULL,
    customer TEXT,
    opened_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    turn_open INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX conversations_by_customer ON conversations (customer, opened_at DESC, number DESC) WHERE customer IS NOT NULL;
  CREATE INDEX conversations_with_open_turn ON conversations (id) WHERE turn_open = 1;

  CREATE TABLE events (
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE messages (
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    id TEXT NOT NULL,
    PRIMARY KEY (conversation, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE timers (
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (conversation, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX timers_by_time ON timers (at, conversation, id);

  CREATE TABLE items (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    status TEXT NOT NULL,
    queue TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX items_by_age ON items (kind, at, id);
  CREATE INDEX items_by_status ON items (kind, status, at, id);

  -- What budgets have granted, one row per limit, key and call. The index holds all that a sum over a window reads.
  CREATE TABLE reservations (
    budget TEXT NOT NULL,
    key TEXT NOT NULL,
    call TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (budget, key, call)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reservations_in_window ON reservations (budget, key, at, call, amount, currency);
  CREATE INDEX reservations_by_call ON reservations (call);

  CREATE TABLE bundles (
    hash TEXT PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT;
)sql";

// Events stand in the order in which they were committed, so that a commit writes the one or two pages at the end, however many conversations it is for; a small
// index finds those of a conversation. Kept by conversation, every commit rewrites pages in the middle, and their neighbours with them when one is full.
constexpr std::string_view events_in_order = R"sql(
  ALTER TABLE events RENAME TO events_by_conversation;
  CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_of_conversation ON events (conversation, seq);
  INSERT INTO events (conversation, seq, at, kind, body, hash)
    SELECT conversation, seq, at, kind, body, hash FROM events_by_conversation ORDER BY conversation, seq;
  DROP TABLE events_by_conversation;
)sql";

// Messages that wait for their turn, in the order in which they came. Nearly always it is empty, and so are its pages.
constexpr std::string_view messages_that_wait = R"sql(
  CREATE TABLE arrivals (
    number INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (conversation, id)
  ) STRICT;
)sql";

// Which conversation's call used a budget, for whoever approves the next one. What was used before this is nobody's.
constexpr std::string_view whose_use = R"sql(
  ALTER TABLE reservations ADD COLUMN conversation INTEGER REFERENCES conversations (number);
)sql";

// A row holds all events of one commit, as store_rules::Link writes them: a commit puts one row and one place of an index in, however many events it has. Events that
// stood alone become commits of one event, with the hashes that they had. What a conversation stands at is told by its last commit; the row of the conversation is
// written where nothing is under way any more, so that a commit that was cut off from the end is missed, and is left alone by those in between.
constexpr std::string_view a_row_for_a_commit = R"sql(
  CREATE TABLE commits (
    number INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    last_seq INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    events TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  INSERT INTO commits (conversation, last_seq, last_at, events, hash)
    SELECT conversation, seq, at, at || char(10) || length(CAST(kind AS BLOB)) || ' ' || kind || char(10) || length(CAST(body AS BLOB)) || ' ' || body, hash
    FROM events ORDER BY number;
  CREATE UNIQUE INDEX commits_of_conversation ON commits (conversation, last_seq);
  DROP TABLE events;

  CREATE TABLE open_turns (conversation INTEGER PRIMARY KEY REFERENCES conversations (number)) STRICT;
  INSERT INTO open_turns SELECT number FROM conversations WHERE turn_open = 1;
  DROP INDEX conversations_with_open_turn;
  ALTER TABLE conversations DROP COLUMN turn_open;
  ALTER TABLE conversations DROP COLUMN last_at;
)sql";

constexpr int rewritten_by = store_schema;     // the migration that writes all events anew
constexpr std::int64_t times_its_size = 4;     // measured: 3.1, the new rows, and both they and the cleared old ones in the log

Result<std::int64_t> asked(Database& database, std::string_view pragma) {
  HANDRAIL_TRY(auto statement, database.prepare(pragma));
  HANDRAIL_TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

// Before anything is begun: a disk that fills after the rewriting is committed leaves a store that neither program opens.
Result<void> room_to_rewrite(Database& database, const std::string& path) {
  HANDRAIL_TRY(const std::int64_t present, asked(database, "PRAGMA user_version"));
  if (present == 0 || present >= rewritten_by) return {};
  HANDRAIL_TRY(const std::int64_t pages, asked(database, "PRAGMA page_count"));
  HANDRAIL_TRY(const std::int64_t page, asked(database, "PRAGMA page_size"));
  struct statvfs disk {};
  if (::statvfs(path.c_str(), &disk) != 0) return {};
  const auto free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize), needed = pages * page * times_its_size;
  constexpr std::int64_t mebibyte = 1 << 20;
  if (free >= needed) return {};
  return fail(ErrorCode::unavailable, "the store is of an earlier version and is rewritten once, which needs " + std::to_string(needed / mebibyte + 1) + " MiB beside it for a while, and " +
                                          std::to_string(free / mebibyte) + " MiB are free: make room, or go on with the earlier version; nothing has been changed");
}

}  // namespace

Result<void> prepare_store_schema(Database& database, const std::string& path) {
  HANDRAIL_TRY_VOID(room_to_rewrite(database, path));
  return migrate(database, {{1, first_schema}, {2, events_in_order}, {3, messages_that_wait}, {4, whose_use}, {store_schema, a_row_for_a_commit}});
}

}  // namespace handrail::sqlite
