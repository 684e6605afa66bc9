#include "adapters/sqlite/schema.hpp"

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

}  // namespace

Result<void> prepare_store_schema(Database& database) {
  return migrate(database, {{1, first_schema}, {2, events_in_order}, {3, messages_that_wait}, {store_schema, whose_use}});
}

}  // namespace handrail::sqlite
