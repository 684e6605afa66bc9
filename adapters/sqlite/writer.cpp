#include "adapters/sqlite/writer.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/base/limits.hpp"

namespace handrail::sqlite {

namespace {

struct Piece {
  Writer::Work work;
  std::shared_ptr<Wait> wait;
  Result<void> result;
  std::exception_ptr bug;   // what `work` threw: it belongs to the strand that submitted it
  bool settled = false;     // guarded by State::mutex
};
using Group = std::vector<std::shared_ptr<Piece>>;

// What `work` throws belongs to the strand that submitted it.
template <class Run>
void run_piece(Piece& piece, Run run) {
  try {
    piece.result = run();
  } catch (...) {
    piece.bug = std::current_exception();
    piece.result = fail(ErrorCode::invalid, "a piece of work threw");
  }
}

void fail_all(Group& group, const Error& error) {
  for (auto& piece : group) piece->result = fail(ErrorCode::unavailable, error.message);
}

// Copies all that was committed from the log into the file, syncs it there, and empties the log.
Result<void> begin_log_anew(Database& database) {
  HANDRAIL_TRY(auto checkpoint, database.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  HANDRAIL_TRY(const bool row, checkpoint.step());
  if (row && checkpoint.integer(0) == 0) return {};
  return fail(ErrorCode::unavailable, "after a failure the store's log has to begin anew, and somebody is still reading the old one");
}

// On the strand that submitted it, where what its work captured goes too.
Result<void> result_of(Piece& piece) {
  piece.work = nullptr;
  if (piece.bug) std::rethrow_exception(piece.bug);
  return std::move(piece.result);
}

tl::unexpected<Error> given_up(const Piece& piece) {
  const std::string why = piece.result ? std::string("the transaction was given up") : piece.result.error().message;
  return fail(ErrorCode::unavailable, "the commit failed and nothing was stored: " + why);
}

// A piece that comes alone needs no savepoint: the transaction is its own. False: the transaction failed, and the piece failed with it.
bool commit_alone(Database& database, Piece& piece) {
  bool undone = false;   // the piece failed, and with it goes all that the transaction has
  const auto committed = database.transaction([&]() -> Result<void> {
    run_piece(piece, [&] { return piece.work(database); });
    if (!database.in_transaction()) return given_up(piece);
    undone = !piece.result;
    return piece.result;
  });
  if (committed || undone) return true;
  piece.result = fail(ErrorCode::unavailable, committed.error().message);
  return false;
}

// One transaction over the whole group. Each piece has its own result, unless the transaction itself fails: then that is everybody's. False: it failed.
bool commit_group(Database& database, Group& group) {
  if (group.size() == 1) return commit_alone(database, *group.front());
  const auto committed = database.transaction([&]() -> Result<void> {
    for (auto& piece : group) {
      run_piece(*piece, [&] { return database.savepoint([&] { return piece->work(database); }); });
      if (!database.in_transaction()) return given_up(*piece);
    }
    return {};
  });
  if (!committed) fail_all(group, committed.error());
  return committed.has_value();
}

}  // namespace

struct Writer::State {
  State(Database to_write, Waiting& waits, OnOwnThread when, std::function<void()> on_undone)
      : database(std::move(to_write)), waiting(waits), on_own_thread(std::move(when)), undone(std::move(on_undone)) {}

  // The database, and whether its log is in doubt, belong to whoever has set `writing`: the writer's thread, or a strand that commits its own piece.
  Database database;
  Waiting& waiting;
  const OnOwnThread on_own_thread;
  const std::function<void()> undone;
  mutable std::mutex mutex;
  std::condition_variable submitted, settled;
  std::deque<std::shared_ptr<Piece>> queue;
  Figures figures;
  bool stopping = false, writing = false;
  bool quick = false;   // the last commit was
  // After a write or a sync that failed nobody knows how much of the log's end is on the disk. Syncing it again would not tell: Linux has marked the pages that it
  // lost as clean. Until the log has begun anew nothing is written behind that end. A writer begins so: an earlier process may have ended just there.
  bool log_in_doubt = true;
  std::thread thread;

  // What came in while the last group was being written is the next group. None: stopping, and everything is written.
  Group next_group() {
    std::unique_lock lock(mutex);
    submitted.wait(lock, [&] { return !writing && (stopping || !queue.empty()); });
    Group group;
    while (!queue.empty() && group.size() < limits::pieces_per_commit) {
      group.push_back(std::move(queue.front()));
      queue.pop_front();
    }
    writing = !group.empty();
    return group;
  }

  // Whether the calling strand commits by itself: nobody writes, nobody waits to be written, and it may. Then `writing` is set.
  bool take_turn() {
    const std::scoped_lock lock(mutex);
    if (stopping || writing || !queue.empty() || !quick || log_in_doubt) return false;
    return writing = on_own_thread.may_block && on_own_thread.may_block();
  }

  // The end of a turn. What has come in meanwhile is for the writer's thread.
  void leave_turn(Group& group, bool was_quick) {
    const std::scoped_lock lock(mutex);
    figures.pieces += group.size();
    figures.commits += 1;
    for (auto& piece : group) piece->settled = true;
    writing = false;
    quick = was_quick;
    if (stopping || !queue.empty()) submitted.notify_one();
  }

  void write_group(Group& group) {
    if (log_in_doubt) {
      const auto begun = begin_log_anew(database);
      log_in_doubt = !begun;
      if (!begun) return fail_all(group, begun.error());
    }
    log_in_doubt = !commit_group(database, group);
  }

  void write(Group& group) {
    const auto start = std::chrono::steady_clock::now();
    try {
      write_group(group);
    } catch (...) {   // what is under way belongs to whoever waits for it, and a turn is always left
      log_in_doubt = true;
      for (auto& piece : group) piece->bug = std::current_exception();
    }
    if (undone && std::ranges::any_of(group, [](const auto& piece) { return piece->bug || !piece->result; })) undone();
    leave_turn(group, std::chrono::steady_clock::now() - start < std::chrono::milliseconds(on_own_thread.quick.ms));
  }

  void run() {
    while (true) {
      Group group = next_group();
      if (group.empty()) return;
      write(group);
      settled.notify_all();
      for (auto& piece : group) piece->wait->wake();
    }
  }
};

Writer::Writer(Database database, Waiting& waiting, OnOwnThread on_own_thread, std::function<void()> undone)
    : state_(std::make_unique<State>(std::move(database), waiting, std::move(on_own_thread), std::move(undone))) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Writer::~Writer() {
  {
    const std::scoped_lock lock(state_->mutex);
    state_->stopping = true;
  }
  state_->submitted.notify_one();
  state_->thread.join();
}

Result<void> Writer::submit(Work work) {
  const auto piece = std::make_shared<Piece>();
  piece->work = std::move(work);
  // Two threads need not be woken for one commit that nobody shares, and what it reads is in this processor's caches.
  if (state_->take_turn()) {
    Group group{piece};
    state_->write(group);
    return result_of(*piece);
  }
  piece->wait = state_->waiting.prepare();
  {
    const std::scoped_lock lock(state_->mutex);
    if (state_->stopping) return fail(ErrorCode::unavailable, "the store is closing");
    state_->queue.push_back(piece);
  }
  state_->submitted.notify_one();
  if (!piece->wait->park(hours(1))) {
    // Draining, most likely. Whether a commit happened must never be left open, and it is milliseconds away: this once the thread waits.
    std::unique_lock lock(state_->mutex);
    state_->settled.wait(lock, [&] { return piece->settled; });
  }
  return result_of(*piece);
}

Writer::Figures Writer::figures() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->figures;
}

std::size_t Writer::waiting_pieces() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->queue.size();
}

}  // namespace handrail::sqlite
