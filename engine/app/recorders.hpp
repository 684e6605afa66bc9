// Several threads that record past conversations into one store: what they commit at about the same time shares one fsync.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/past/record_past.hpp"

namespace handrail {

class Recorders {
 public:
  // `done`: one at a time, from any thread; in no particular order. All references outlive it.
  using Done = std::function<void(const PastConversation& conversation, const Result<PastRecorded>& recorded)>;
  Recorders(std::size_t threads, Store& store, Waiting& waiting, const LiveBundle& live, const PastMapping& mapping, Done done);
  ~Recorders();   // records what it was given
  Recorders(const Recorders&) = delete;
  Recorders& operator=(const Recorders&) = delete;

  // Blocks while enough wait already. Two of one id are recorded in the order in which they were given.
  void give(PastConversation conversation);
  // Until everything that was given is recorded.
  void finish();

 private:
  void work(std::size_t line);

  Store& store_;
  Waiting& waiting_;
  const LiveBundle& live_;
  const PastMapping& mapping_;
  Done done_;
  std::mutex mutex_;   // of the lines, and around `done`
  std::condition_variable changed_;
  std::vector<std::deque<PastConversation>> given_;   // one line per thread
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace handrail
