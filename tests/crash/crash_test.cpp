// Every transcript again, killed at each append, just before it and just after it, and started again: the people in it hear the same, and what
// happens outside happens once.
#include "tests/catch.hpp"

#include "engine/base/assert.hpp"
#include "engine/turn/views.hpp"
#include "tests/desk/transcript_files.hpp"

using namespace handrail;

namespace {

struct Played {
  std::vector<std::string> heard, done;
  std::uint64_t appends = 0;
  bool died = false, hands_over = false;
};

Played played(const std::vector<Part>& parts, std::optional<Life::Death> death) {
  Desk desk;
  desk.life->death = death;
  Play play(desk);
  for (const Part& part : parts) play.perform(part);
  Played result{essence(desk, play.conversations()), effects(desk), desk.life->appends, death && !desk.life->death, play.crash_hands_over()};
  for (const ConversationId& conversation : play.conversations()) {
    const auto chain = desk.store().verify(conversation);
    HANDRAIL_ASSERT(chain, "the chain holds: " + (chain ? "" : chain.error().message));
    const auto replayed = replay(desk.store(), conversation);
    const auto live = desk.journal().look(conversation);
    HANDRAIL_ASSERT(replayed && live, "the conversation is there");
    HANDRAIL_ASSERT(!replayed->turn && replayed->in_flight.empty(), "nothing is left half done");
    HANDRAIL_ASSERT(canonical(conversation_view(*replayed, 0)) == canonical(conversation_view(**live, 0)), "the events add up to the state");
  }
  return result;
}

// A shop whose answer about a call is written down vouches for that call, also where it died before it was sent.
bool shop_vouches(const std::vector<Part>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.text.rfind("tool check_voucher gives", 0) == 0; });
}

bool each_effect_once(const Played& undisturbed, const Played& killed, bool vouched) {
  if (!undisturbed.hands_over && !vouched) return killed.done == undisturbed.done;
  return std::includes(undisturbed.done.begin(), undisturbed.done.end(), killed.done.begin(), killed.done.end());
}

}  // namespace

TEST_CASE("a transcript that is killed at any append and started again comes out the same, with each effect once") {
  REQUIRE(!transcripts().empty());
  std::uint64_t deaths = 0;
  for (const fs::path& path : transcripts()) {
    const std::vector<Part> parts = parts_of(content(path));
    const Played undisturbed = played(parts, std::nullopt);
    for (std::uint64_t append = 1; append <= undisturbed.appends; ++append) {
      for (const auto moment : {Life::Moment::before, Life::Moment::after}) {
        INFO(path.filename().string() << ", killed " << (moment == Life::Moment::before ? "before" : "after") << " append " << append);
        try {
          const Played killed = played(parts, Life::Death{append, moment});
          CHECK(killed.died);
          CHECK(each_effect_once(undisturbed, killed, shop_vouches(parts)));
          if (!undisturbed.hands_over) CHECK(killed.heard == undisturbed.heard);
          ++deaths;
        } catch (const Bug& bug) {
          FAIL_CHECK(bug.what());
        }
      }
    }
  }
  CHECK(deaths > 500);
}
