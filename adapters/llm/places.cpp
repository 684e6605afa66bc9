#include "adapters/llm/places.hpp"

#include <algorithm>

namespace handrail::llm {

Result<Places::Place> Places::take(Duration at_most) {
  const auto waiter = std::make_shared<Waiter>();
  {
    const std::lock_guard lock(mutex_);
    if (free_ > 0) {
      --free_;
      return Place(*this);
    }
    if (line_.size() >= in_line_) return fail(ErrorCode::limit, "too many questions wait for it already (" + std::to_string(in_line_) + ")");
    waiter->wait = waiting_.prepare();
    line_.push_back(waiter);
  }
  const auto parked = waiter->wait->park(at_most);
  const std::lock_guard lock(mutex_);
  if (waiter->given) return Place(*this);   // at the very moment at which the wait ended, perhaps
  std::erase(line_, waiter);
  return fail(parked ? Error{ErrorCode::cancelled, "the process is shutting down"}
                     : Error{parked.error().code, "all its places were taken for " + format_duration(at_most)});
}

void Places::leave() {
  const std::lock_guard lock(mutex_);
  if (line_.empty()) {
    ++free_;
    return;
  }
  line_.front()->given = true;
  line_.front()->wait->wake();
  line_.pop_front();
}

}  // namespace handrail::llm
