// A transcript of tests/golden/turns, played: everything that comes of it is told. `tests/golden/turns/README.md` says how one is written.
#pragma once

#include <string>
#include <vector>

#include "engine/rehearsal/essence.hpp"
#include "engine/rehearsal/player.hpp"
#include "engine/rehearsal/told.hpp"
#include "engine/rehearsal/transcript.hpp"
#include "tests/desk/desk.hpp"

namespace handrail {

// One transcript being played. A line that cannot be understood is an assertion that names it.
class Play {
 public:
  explicit Play(Desk& desk);
  std::vector<std::string> perform(const Part& part);
  [[nodiscard]] const std::vector<ConversationId>& conversations() const { return player_.conversations(); }
  [[nodiscard]] bool crash_hands_over() const { return player_.crash_hands_over(); }

 private:
  Player player_;
};

}  // namespace handrail
