// Group commit: one thread owns the writing connection; what many strands submit at about the same time becomes one transaction and one fsync.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail::sqlite {

class Writer {
 public:
  // Runs on the writer's thread inside the group's transaction: an error undoes this piece alone.
  using Work = std::function<Result<void>(Database&)>;

  Writer(Database database, Waiting& waiting);
  ~Writer();                                    // drains what was submitted
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Parks the calling strand until the group is committed (durable, with Durability::full) or has failed. Fails with what `work` failed with, or with
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
