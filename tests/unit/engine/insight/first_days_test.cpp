// How the last days went, by category, of journals that are written here by hand.
#include "engine/insight/first_days.hpp"

#include "engine/policy/bundle.hpp"
#include "tests/catch.hpp"
#include "tests/desk/small_desk.hpp"
#include "tests/unit/engine/insight/written_history.hpp"

using namespace handrail;

namespace {

constexpr std::int64_t second = 1000, day = 86'400'000;
const Instant now{100 * day};

class Written : public WrittenHistory {
 public:
  // An episode that lasts a minute: the first reply comes after `wait`.
  void episode(const std::string& conversation, Instant from, const std::string& intent, Outcome outcome, std::int64_t wait, bool reopened = false) {
    say(conversation, from, event::EpisodeOpened{1, reopened, {}});
    say(conversation, from, event::MessageReceived{MessageId("m"), "hello", {}});
    TurnFacts facts;
    facts.intent = intent;
    say(conversation, from, event::TurnDecided{facts, {}});
    Reply reply;
    reply.text = "here";
    say(conversation, Instant{from.ms + wait}, event::ReplySent{MessageId("m"), reply, "", "", "", "", ""});
    say(conversation, Instant{from.ms + 60 * second}, event::EpisodeClosed{outcome, DoneBy::bot_alone});
  }
};

Written a_month() {
  Written written;
  written.episode("a", now - days(3), "refund_request", Outcome::resolved_confirmed, 2 * second);
  written.episode("a", now - days(2), "refund_request", Outcome::handed_off_by_policy, 4 * second, true);
  written.episode("b", now - days(2), "order_status", Outcome::resolved_assumed, 1 * second);
  written.episode("c", now - days(1), "order_status", Outcome::abandoned, 9 * second);
  written.episode("long_ago", now - days(40), "order_status", Outcome::refused, 1 * second);
  written.say("open", now - days(1), event::EpisodeOpened{1, false, {}});
  return written;
}

}  // namespace

TEST_CASE("each episode counts once, for its category, by its outcome, on the day on which it ended") {
  Written written = a_month();
  const auto days_found = first_days(written, now - days(30));
  REQUIRE(days_found);
  CHECK(days_found->all.ended() == 4);
  CHECK(days_found->open == 1);
  CHECK(days_found->unreadable == 0);
  REQUIRE(days_found->categories.size() == 2);
  const CategoryDays& refunds = days_found->categories.at("refund_request");
  CHECK(refunds.ended() == 2);
  CHECK(refunds.with({Outcome::resolved_confirmed}) == 1);
  CHECK(refunds.with({Outcome::handed_off_by_policy}) == 1);
  CHECK(refunds.reopened == 1);
  CHECK(refunds.median_first_reply() == Duration{2 * second});
  CHECK(days_found->categories.at("order_status").with({Outcome::abandoned}) == 1);
}

TEST_CASE("the figures stand beside the desk's goals, and what a journal does not tell is not made up") {
  const BundleResult made = make_bundle({{"test.policy", "currency USD\ngoals\n  resolved              over 60%\n  handed off            under 35%\n  reopened in 48 hours  under 5%\n"
                                                         "  first reply           under 30 seconds\n  satisfaction          over 4.0\n"}, small_desk()});
  REQUIRE(made.bundle);
  Written written = a_month();
  const auto found = first_days(written, now - days(30));
  REQUIRE(found);
  CHECK(in_words(*found, goals_reached(*made.bundle->program, *found)) ==
        "since 1970-03-12: 4 episodes ended, 1 under way\n"
        "  category        ended  resolved  handed off  refused  abandoned  reopened  first reply\n"
        "  order_status    2      50%       0%          0%       50%        0         1 second\n"
        "  refund_request  2      50%       50%         0%       0%         1         2 seconds\n"
        "  all             4      50%       25%         0%       25%        1         2 seconds\n"
        "  missed  resolved over 60%: 50%\n"
        "  met     handed off under 35%: 25%\n"
        "  missed  reopened in 48 hours under 5%: 50%\n"
        "  met     first reply under 30 seconds: 2 seconds\n"
        "  -       satisfaction over 4.0: the journal alone does not tell\n");
}

TEST_CASE("a conversation that this program cannot read is left out and counted, and nothing yet is nothing") {
  Written written;
  written.break_off("x", now);
  const auto found = first_days(written, now - days(30));
  REQUIRE(found);
  CHECK(found->unreadable == 1);
  CHECK(found->all.ended() == 0);
  CHECK_FALSE(found->all.median_first_reply());
}
