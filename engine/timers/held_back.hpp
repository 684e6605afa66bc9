// What is under way already, or failed a moment ago, is not begun again at the next look: each failure doubles the pause before the next attempt, from a
// second up to a minute. So a conversation that cannot go on costs next to nothing, and does not hold up the others.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include "engine/base/time.hpp"

namespace handrail {

class HeldBack {
 public:
  // False: it is under way, or its pause is not over. True: it is under way from here on, until `end`.
  bool begin(const std::string& name, Instant now) {
    const std::lock_guard lock(mutex_);
    One& one = known_[name];
    if (one.under_way || now < one.not_before) return false;
    return one.under_way = true;
  }
  void end(const std::string& name, bool well, Instant now) {
    const std::lock_guard lock(mutex_);
    if (well) {
      known_.erase(name);
      return;
    }
    One& one = known_[name];
    one.under_way = false;
    one.pause = std::clamp(Duration{one.pause.ms * 2}, seconds(1), minutes(1));
    one.not_before = now + one.pause;
  }
  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return known_.size();
  }

 private:
  struct One { bool under_way = false; Duration pause{0}; Instant not_before{0}; };
  mutable std::mutex mutex_;
  std::map<std::string, One> known_;
};

}  // namespace handrail
