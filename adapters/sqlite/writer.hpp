// Group commit: what many strands submit at about the same time becomes one transaction and one fsync, on a thread of the writer's own. Where nobody else writes or
// waits, a strand that may block its thread commits by itself, which spares waking two threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail::sqlite {

// When a strand commits on its own thread: where it may block that, as nobody else there is in the middle of something, and while commits are quick. On a disk that is
// slower, or that stands still just now, they are the writer's thread's.
struct OnOwnThread {
  std::function<bool()> may_block;      // whether the calling strand may; none: never
  Duration quick = milliseconds(2);     // what the commit before took at most
};

class Writer {
 public:
  // Runs on the writer's thread, or on the submitting one, inside the group's transaction: an error undoes this piece alone.
  using Work = std::function<Result<void>(Database&)>;

  // `undone`: what was written by a piece, or by all of a group, is not there after all. Called where the next piece has not begun.
  Writer(Database database, Waiting& waiting, OnOwnThread on_own_thread = {}, std::function<void()> undone = {});
  ~Writer();                                    // drains what was submitted
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Parks the calling strand, or blocks it, until the group is committed (durable, with Durability::full) or has failed. Fails with what `work` failed with, or with
  // unavailable when the commit failed: then nothing of the group is stored. Only where the process ends before it writes again may the next one find it stored.
  // After a failed commit nothing is written until the log could begin anew; every piece fails until then.
  Result<void> submit(Work work);

  struct Figures { std::uint64_t pieces = 0, commits = 0; };
  [[nodiscard]] Figures figures() const;
  [[nodiscard]] std::size_t waiting_pieces() const;   // submitted and not yet begun

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace handrail::sqlite
