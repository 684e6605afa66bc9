// What every policy of a test needs beside its own rules: how sure a reply must be, one queue, and the way there. A file of its own, so that lines stay where
// they are in the test's policy.
#pragma once

#include "dsl/source/source.hpp"

namespace handrail {

inline dsl::SourceFile small_desk() {
  return {"small_desk.policy", R"(confidence
  low risk    | send at 75% | a person checks at 40% | below that hand off
  medium risk | send at 80% | a person checks at 55% | below that hand off
  high risk   | send at 90% | a person checks at 75% | below that hand off
queue support
  name "Support"
  promise within 2 hours
  say "{queue.name} will answer {queue.promise}."
route
  otherwise to support
)"};
}

}  // namespace handrail
