// A conversation's record, read from the store a page at a time.
#pragma once

#include "engine/base/limits.hpp"
#include "engine/seams/store.hpp"

namespace handrail {

// Calls back with each event until it says no.
template <class Each>
Result<void> for_each_event(Store& store, const ConversationId& conversation, std::uint64_t after, const Each& each) {
  for (;;) {
    HANDRAIL_TRY(const auto events, store.events(conversation, after, limits::page_items));
    for (const StoredEvent& stored : events) {
      HANDRAIL_TRY(const bool go_on, each(stored));
      if (!go_on) return {};
      after = stored.seq;
    }
    if (events.size() < limits::page_items) return {};
  }
}

}  // namespace handrail
