// Every transcript again, killed at each append, just before it and just after it, and started again; and killed once more at each append of what comes
// after that start, until the caller has an answer: the people in it hear the same, and what happens outside happens once. HANDRAIL_COUNT=1 tries each
// second death (`make soak`); without it each of the short transcripts, and of the others those that HANDRAIL_SEED=… chooses.
#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/catch.hpp"

#include "engine/base/assert.hpp"
#include "engine/turn/views.hpp"
#include "tests/desk/transcript_files.hpp"

using namespace handrail;

namespace {

struct Played {
  std::vector<std::string> heard, done;
  std::uint64_t appends = 0, recovery = 0;   // appends; those of the start after the death, and of whoever asks again
  bool died = false, hands_over = false;
};

Played played(const std::vector<Part>& parts, std::optional<Life::Death> death, std::optional<Life::Death> second = std::nullopt) {
  Desk desk;
  desk.life->death = death;
  desk.life->next = second;
  Play play(desk);
  bool died = false;
  std::uint64_t recovery = 0;
  for (const Part& part : parts) {
    play.perform(part);
    if (!death || died || desk.life->appends < death->append) continue;
    died = true;
    recovery = desk.life->appends - death->append;
    HANDRAIL_ASSERT(!second || !desk.life->death, "the second death comes before anybody has an answer");
  }
  Played result{essence(desk, play.conversations()), effects(desk), desk.life->appends, recovery, died, play.crash_hands_over()};
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

constexpr auto moments = {Life::Moment::before, Life::Moment::after};
constexpr std::uint64_t short_transcript = 8;   // appends
constexpr std::uint64_t one_in = 32;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* chosen = std::getenv(name);
  return chosen ? std::strtoull(chosen, nullptr, 10) : otherwise;
}

// One transcript and its deaths.
class Deaths {
 public:
  Deaths(std::string name, std::vector<Part> parts, std::uint64_t seed, bool all)
      : name_(std::move(name)), parts_(std::move(parts)), undisturbed_(played(parts_, std::nullopt)), random_(seed), all_(all || undisturbed_.appends <= short_transcript) {}

  // How many there were.
  std::pair<std::uint64_t, std::uint64_t> try_them() {
    for (std::uint64_t append = 1; append <= undisturbed_.appends; ++append)
      for (const auto moment : moments) {
        const Life::Death first{append, moment};
        const std::uint64_t recovery = dies(first, std::nullopt);
        for (std::uint64_t again = 1; again <= recovery; ++again)
          for (const auto then : moments)
            if (all_ || random_() % one_in == 0) (void)dies(first, Life::Death{again, then});
      }
    return {once_, twice_};
  }

 private:
  // The appends of the recovery.
  std::uint64_t dies(const Life::Death& first, const std::optional<Life::Death>& second) {
    INFO(name_ << ", killed " << told(first) << (second ? ", and in the recovery " + told(*second) : ""));
    try {
      const Played killed = played(parts_, first, second);
      CHECK(killed.died);
      CHECK(each_effect_once(undisturbed_, killed, shop_vouches(parts_)));
      if (!undisturbed_.hands_over) CHECK(killed.heard == undisturbed_.heard);
      ++(second ? twice_ : once_);
      return killed.recovery;
    } catch (const Bug& bug) {
      FAIL_CHECK(bug.what());
      return 0;
    }
  }

  static std::string told(const Life::Death& death) { return (death.moment == Life::Moment::before ? "before append " : "after append ") + std::to_string(death.append); }

  std::string name_;
  std::vector<Part> parts_;
  Played undisturbed_;
  std::mt19937_64 random_;
  bool all_;
  std::uint64_t once_ = 0, twice_ = 0;
};

}  // namespace

TEST_CASE("a transcript that is killed at any append, and again in its recovery, and started again comes out the same, with each effect once") {
  REQUIRE(!transcripts().empty());
  const std::uint64_t seed = from_environment("HANDRAIL_SEED", 20'260'105);
  const bool all = from_environment("HANDRAIL_COUNT", 0) > 0;
  std::uint64_t once = 0, twice = 0;
  for (const fs::path& path : transcripts()) {
    const auto [died, died_again] = Deaths(path.filename().string(), parts_of(content(path)), seed, all).try_them();
    once += died;
    twice += died_again;
  }
  CHECK(once > 500);
  CHECK(twice > 500);
  std::cout << once << " deaths, and " << twice << " with a second one in the recovery, from seed " << seed << "\n";
}
