// At most so many at once, the others in a line in the order in which they came, and the line has an end.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "engine/seams/waiting.hpp"

namespace handrail::llm {

class Places {
 public:
  Places(Waiting& waiting, std::size_t at_once, std::size_t in_line) : waiting_(waiting), free_(at_once), in_line_(in_line) {}

  class Place {   // given back when it goes
   public:
    explicit Place(Places& of) : of_(&of) {}
    Place(Place&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (of_) of_->leave();
    }

   private:
    Places* of_;
  };
  // Parks. Fails with limit where the line is full, with timeout, or with cancelled.
  Result<Place> take(Duration at_most);

 private:
  struct Waiter { std::shared_ptr<Wait> wait; bool given = false; };
  void leave();

  Waiting& waiting_;
  std::mutex mutex_;   // never held while parked
  std::size_t free_;
  const std::size_t in_line_;
  std::deque<std::shared_ptr<Waiter>> line_;
};

}  // namespace handrail::llm
