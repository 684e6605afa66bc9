// One conversation, one strand at a time: the others wait in a line of bounded length, first come first served.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "engine/base/id.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail {

class Lanes;

// Held while it lives.
class Lane {
 public:
  Lane() = default;
  Lane(Lane&& other) noexcept;
  Lane& operator=(Lane&& other) noexcept;
  ~Lane();

 private:
  friend class Lanes;
  Lane(Lanes* lanes, std::string name) : lanes_(lanes), name_(std::move(name)) {}
  void leave();
  Lanes* lanes_ = nullptr;
  std::string name_;
};

class Lanes {
 public:
  explicit Lanes(Waiting& waiting) : waiting_(waiting) {}
  // Parks until the lane is free. Fails with limit when messages_waiting_per_conversation wait already, with timeout after turn_deadline,
  // with cancelled while draining.
  Result<Lane> enter(const ConversationId& conversation);
  // Somebody is in the lane just now.
  [[nodiscard]] bool taken(const ConversationId& conversation);
  [[nodiscard]] Waiting& waiting() { return waiting_; }

 private:
  friend class Lane;
  void leave(const std::string& name);

  struct Line { bool taken = false; std::deque<std::shared_ptr<Wait>> waiting; };
  Waiting& waiting_;
  std::mutex mutex_;   // never held while parked
  std::unordered_map<std::string, Line> lines_;
};

}  // namespace handrail
