// The durable memory: append-only events per conversation with a hash chain, and the few indexes that other things are found by. One Batch is one
// transaction: all of it or nothing. Bodies are opaque JSON text to the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace handrail {

struct StoredEvent {
  std::uint64_t seq = 0;     // from 1, without gaps, per conversation
  Instant at;
  std::string kind;
  std::string body;          // canonical JSON
  std::string hash;          // of the chain, sha256 in hex, where this is the last event of its commit (store_rules::Link); empty within one
};

struct Head {                // where a conversation stands
  std::uint64_t seq = 0;     // of its last event; 0: the conversation does not exist
  std::string hash;
  std::string state;         // the snapshot that the last batch wrote
};

struct TimerChange {
  std::string id;            // unique within the conversation: "approval appr_…", "silence"
  std::optional<Instant> at; // none: cleared
};
struct DueTimer { ConversationId conversation; std::string id; Instant at; };

// Approvals and handoffs: what people list. `group` is the role or the queue; `status` "open" or a word for how it ended.
struct ItemChange { std::string kind, id, status, group; Instant at; std::string body; };
struct Item { std::string kind, id, status, group; Instant at; std::string body; ConversationId conversation; };

// A budget: the sum over (limit, key) of what was used after `since`, this amount included, stays at or under the ceiling, and without it at or over the floor,
// or the batch fails with `limit` and changes nothing.
struct Reservation {
  std::string limit, key, call;     // "process_refund#1", "customer=c_17", the call's id
  std::int64_t amount = 0;          // minor units, or a count
  std::string currency;             // amounts in other currencies count as over the ceiling
  Instant at;
  std::optional<Instant> since;     // start of the window; none: for ever
  std::optional<std::int64_t> ceiling;   // none: record only
  std::int64_t floor = 0;                // what a condition has read of the budget; asked where there is a ceiling
};
struct Used {
  std::string limit, key, call;
  std::int64_t amount = 0;
  std::string currency;
  Instant at;
  ConversationId conversation = {}; // whose call it was; empty: it was used before the store kept that
};

struct Batch {
  ConversationId conversation;
  std::uint64_t expected_seq = 0;   // the last event the caller has seen; anything else is a conflict
  struct Event { Instant at; std::string kind, body; };
  std::vector<Event> events;        // at least one
  std::string state;
  std::string customer;             // index of conversations by customer; empty: none
  std::optional<std::string> message;     // a customer message's id, stored with this batch; seen before in this conversation: conflict
  bool turn_open = false;           // true: something is under way, and a restart must carry on
  std::vector<TimerChange> timers;
  std::vector<ItemChange> items;
  std::vector<Reservation> reserve;
  std::vector<std::string> release; // calls whose reservations fall away
};

// A customer's message that was taken in and waits for its turn: not on its conversation's record yet, and not lost any more. The batch that stores the message
// takes it away. To the store its body is opaque JSON text.
struct Arrival { ConversationId conversation; std::string message, body; };

struct ItemFilter {
  std::string kind;
  std::optional<std::string> status;
  std::vector<std::string> groups;       // empty: all
  std::size_t limit = 100;
  std::optional<std::string> after;      // the id of the last item of the page before
};
struct ConversationRow { ConversationId id; std::uint64_t seq = 0; Instant opened_at, last_at; };

class Store {
 public:
  virtual ~Store() = default;

  // The state after the last batch; seq 0 where there is no such conversation.
  virtual Result<Head> head(const ConversationId& conversation) = 0;
  virtual Result<std::vector<StoredEvent>> events(const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit) = 0;
  // Durable when it returns (fsync done). Fails with conflict (seq, message id, or this node was fenced off by a later one), limit (a budget),
  // unavailable (disk full, i/o; nothing was stored), corrupt. Parks.
  virtual Result<Head> append(Batch batch) = 0;

  // Durable when it returns; one that waits there already, or was stored, changes nothing. Fails with not_found where there is no such conversation, limit where
  // messages_waiting_per_conversation wait in it, conflict and unavailable as `append`. Parks.
  virtual Result<void> arrive(const Arrival& arrival) = 0;
  virtual Result<std::vector<Arrival>> arrivals(const ConversationId& conversation) = 0;                             // in the order in which they came
  virtual Result<bool> received(const ConversationId& conversation, const std::string& message) = 0;               // stored with a batch, however long ago

  virtual Result<std::vector<ConversationId>> open_turns() = 0;                       // for recovery: something is under way, or a message waits
  virtual Result<std::vector<DueTimer>> due_timers(Instant now, std::size_t limit) = 0;
  virtual Result<std::vector<Item>> items(const ItemFilter& filter) = 0;              // oldest first
  virtual Result<std::optional<Item>> item(const std::string& kind, const std::string& id) = 0;
  virtual Result<std::vector<Used>> used(const std::string& limit, const std::string& key, std::optional<Instant> since) = 0;
  virtual Result<std::vector<ConversationRow>> conversations(const std::optional<ConversationId>& after, std::size_t limit) = 0;   // by id
  // Those with the latest events first.
  virtual Result<std::vector<ConversationRow>> conversations_of(const std::string& customer, std::size_t limit) = 0;

  virtual Result<void> put_bundle(const BundleHash& hash, const std::string& body) = 0;   // once; a second time does nothing
  virtual Result<std::optional<std::string>> bundle(const BundleHash& hash) = 0;

  // Walks the chain of one conversation. Fails with corrupt, naming the first event that does not hold.
  virtual Result<void> verify(const ConversationId& conversation) = 0;
  virtual Result<void> health() = 0;   // can it write: fails with unavailable and says why
};

}  // namespace handrail
