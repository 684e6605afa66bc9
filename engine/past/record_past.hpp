// A past conversation as a journal: what the customer wrote and how it is read, what this bundle would have decided on it, what people answered, and how it
// ended. Nothing of it is open, and no timer is set: a server that runs on the store later finds it closed.
#pragma once

#include "engine/past/past.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// The time of what is being recorded.
class PastClock : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

struct PastRecorded {
  bool there_before = false;         // nothing was recorded
  std::size_t messages = 0, decisions = 0, calls = 0;
  Instant latest;                    // the time of its last message
  std::string unmapped_outcome;      // a resolution that `outcomes` does not name: the end was told by who spoke last
  std::string unmapped_label;        // a label that is no intent of the bundle: its message was read by the classifier
};

// `journal` must ask `clock` for the time. One commit: all of it, or nothing. Fails as the store does, and with invalid for a conversation without a
// message of its customer.
Result<PastRecorded> record_past(Journal& journal, PastClock& clock, const LiveBundle& live, const PastMapping& mapping, const PastConversation& conversation);

}  // namespace handrail
