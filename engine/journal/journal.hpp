// The way to a conversation: one strand at a time opens it, reads its state, records events and commits them. A commit is one durable transaction in
// which the indexes (timers, approvals, handoffs, budgets) move with the events.
//
//   HANDRAIL_TRY(auto log, journal.open(conversation));   // takes the conversation's lane
//   log.record(event::MessageReceived{…});
//   HANDRAIL_TRY_VOID(log.commit());
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/journal/lanes.hpp"
#include "engine/journal/state.hpp"
#include "engine/seams/clock.hpp"
#include "engine/seams/store.hpp"

namespace handrail {

class Journal;

// An event as the state adds it up.
struct Added { Instant at; Event event; };

// One conversation, open for writing. Movable; gives its lane back when it goes.
class ConversationLog {
 public:
  ConversationLog(ConversationLog&&) noexcept = default;
  ConversationLog& operator=(ConversationLog&&) = delete;
  ~ConversationLog();
  [[nodiscard]] const ConversationState& state() const { return *state_; }
  [[nodiscard]] std::uint64_t seq() const { return head_.seq; }
  // Folded at once, durable with the next commit.
  void record(Event event);
  // Budgets that the next commit reserves or gives back.
  void reserve(Reservation reservation) { batch_.reserve.push_back(std::move(reservation)); }
  void release(const CallId& call) { batch_.release.push_back(call.text); }
  [[nodiscard]] bool dirty() const { return !batch_.events.empty(); }
  // All that was recorded, or nothing: after an error this log is of no more use (open again). A clean log commits without a write.
  // Fails as Store::append does; `limit` names the budget.
  Result<void> commit();
  // Where the log stands, to come back to when a commit was refused: nothing of a refused commit is stored. Coming back adds the events up again.
  struct Mark { Batch batch; };
  [[nodiscard]] Mark mark() const { return {batch_}; }
  Result<void> rewind(Mark mark);
  // Back to what is durable: what was recorded since the last commit is forgotten.
  Result<void> start_again();
  [[nodiscard]] Instant now() const;

 private:
  friend class Journal;
  ConversationLog(Journal& journal, Lane lane, Head head, std::shared_ptr<ConversationState> state);
  void index(const Event& event);

  Journal* journal_;
  Lane lane_;   // given back last: whoever comes next finds the state where this leaves it
  Head head_;
  std::shared_ptr<ConversationState> state_;   // none: moved from
  Batch batch_;
  std::vector<Added> added_;   // to the state, and not committed: a log with some leaves no state behind
};

class Journal {
 public:
  Journal(Store& store, Lanes& lanes, Clock& clock);

  // Whether somebody is in the conversation's lane just now, so that whoever comes has to wait.
  [[nodiscard]] bool at_work(const ConversationId& conversation) { return lanes_.taken(conversation); }
  // Takes the lane (fails with limit when too many wait for it already) and loads the state. seq() 0: there is no such conversation yet.
  Result<ConversationLog> open(const ConversationId& conversation);
  // A look without the lane: the state as last committed. Fails with not_found.
  Result<std::shared_ptr<const ConversationState>> look(const ConversationId& conversation);
  // Parks until the conversation has an event after `seq`, at most that long; true when it has.
  Result<bool> wait_for(const ConversationId& conversation, std::uint64_t seq, Duration at_most);

  [[nodiscard]] Store& store() { return store_; }
  [[nodiscard]] Clock& clock() { return clock_; }

 private:
  friend class ConversationLog;
  // A state, and what was committed since it was handed over: whoever writes a conversation does not copy its state for each commit, and whoever looks meanwhile
  // adds the rest up.
  struct Cached {
    Head head;
    std::shared_ptr<const ConversationState> state;
    std::vector<Added> since;
    std::list<std::string>::iterator place;
  };
  Result<std::pair<Head, std::shared_ptr<const ConversationState>>> load(const ConversationId& conversation);
  void committed(const ConversationState& state, const Head& head, std::vector<Added> events);
  void hand_over(std::shared_ptr<const ConversationState> state, std::uint64_t seq);
  void forget(const ConversationId& conversation);
  void wake(const ConversationId& conversation);

  Store& store_;
  Lanes& lanes_;
  Clock& clock_;
  std::mutex mutex_;                                    // of the cache and the listeners; never held while parked
  std::unordered_map<std::string, Cached> cache_;
  std::list<std::string> recently_used_;                // front: the latest
  std::unordered_multimap<std::string, std::shared_ptr<Wait>> listeners_;
};

// Reads a whole conversation's events and adds them up; for tests, recovery and insight.
Result<ConversationState> replay(Store& store, const ConversationId& conversation);

}  // namespace handrail
