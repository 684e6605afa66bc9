// What each clause of a message does to the thing that waits: one row per message, for a refund, a cancelling and an address that wait.
#include "engine/sentences/clauses.hpp"
#include "tests/catch.hpp"

namespace handrail {
namespace {

const Matter& refund() {
  static const Matter waits{.deeds = {"process", "refund", "pays", "money", "return"},
                            .words = {"refund", "pay", "payment", "method", "used"},
                            .things = {"order", "parcel", "item"},
                            .values = {"w1002", "240.00", "broken"},
                            .takes_away = true};
  return waits;
}

const Matter& cancelling() {
  static const Matter waits{.deeds = {"cancel", "order_cancel"}, .words = {"cancel", "pay", "shipped"}, .things = {"order"}, .values = {"w1003"}, .takes_away = true};
  return waits;
}

const Matter& address() {
  static const Matter waits{.deeds = {"change", "address"}, .words = {"send", "street", "city", "postcode"}, .things = {"order"}, .values = {"w1003"}, .takes_away = false};
  return waits;
}

struct Row { const Matter& (*waits)(); const char* message; };

constexpr Row refused[] = {
    {refund, "no"},
    {refund, "nope, sorry"},
    {refund, "absolutely not"},
    {refund, "never"},
    {refund, "certainly not today"},
    {refund, "please do not refund it"},
    {refund, "Do not refund W1002."},
    {refund, "don\u2019t send the refund"},
    {refund, "please dont pay me back"},
    {refund, "I don't want a refund any more"},
    {refund, "I no longer want the refund"},
    {refund, "no refund please"},
    {refund, "there should be no refund"},
    {refund, "the refund should not be made"},
    {refund, "nothing should be refunded"},
    {refund, "refund nothing"},
    {refund, "you must not refund this order"},
    {refund, "I would rather you did not refund it"},
    {refund, "I'd rather not"},
    {refund, "better not"},
    {refund, "let's not do that"},
    {refund, "we should not do this"},
    {refund, "I am not going to accept the refund"},
    {refund, "I'm not okay with that"},
    {refund, "I can't agree to that"},
    {refund, "I did not ask for a refund"},
    {refund, "I never asked for a refund"},
    {refund, "stop the refund"},
    {refund, "please stop this"},
    {refund, "undo that please"},
    {refund, "could you please withdraw my refund request?"},
    {refund, "can you stop it?"},
    {refund, "I want you to cancel the refund"},
    {refund, "I would like to withdraw that"},
    {refund, "I take it back"},
    {refund, "take that back please"},
    {refund, "call it off"},
    {refund, "hold off on the refund"},
    {refund, "changed my mind"},
    {refund, "I have changed my mind about the refund"},
    {refund, "I've reconsidered"},
    {refund, "leave it"},
    {refund, "leave everything as it is"},
    {refund, "alright leave it"},
    {refund, "never mind"},
    {refund, "forget about the refund"},
    {refund, "ok do not refund"},
    {refund, "yes, actually no"},
    {refund, "keep my money"},
    {refund, "I will keep it"},
    {refund, "I want to keep the order"},
    {refund, "do not do it"},
    {refund, "do not proceed"},
    {refund, "please do not go ahead with this"},
    {refund, "I do not think that is necessary"},
    {refund, "no need to refund it"},
    {refund, "no need"},
    {refund, "I refuse"},
    {refund, "don't"},
    {refund, "hang on, don't pay it out"},
    {refund, "under no circumstances"},
    {refund, "you may not"},
    {refund, "nobody should approve it"},
    {cancelling, "don't you dare cancel it"},
    {cancelling, "ok do not cancel"},
    {cancelling, "don't cancel W1003"},
    {cancelling, "please do not cancel my order"},
    {cancelling, "keep it"},
    {cancelling, "keep the order as it is"},
    {cancelling, "I want to keep my order"},
    {cancelling, "stop the cancellation"},
    {cancelling, "cancel the cancellation"},
    {cancelling, "I don't want to cancel it"},
    {cancelling, "I do not want you to cancel anything"},
    {cancelling, "nothing is to be cancelled"},
    {address, "do not change anything"},
    {address, "do not change the address"},
    {address, "leave the address as it is"},
    {address, "keep everything as it is"},
    {address, "don't send it anywhere... forget it"},
};

constexpr Row not_refused[] = {
    {refund, "I was told you refunded it, but I have no money yet"},
    {refund, "there is no refund on my account"},
    {refund, "yes"},
    {refund, "no problem, go ahead"},
    {refund, "no hurry"},
    {refund, "don't cancel"},
    {refund, "do not stop"},
    {refund, "please don't forget the refund"},
    {refund, "do not wait any longer"},
    {refund, "don't worry"},
    {refund, "it does not work"},
    {refund, "it did not fit"},
    {refund, "the lamp does not turn on"},
    {refund, "you did not refund it yet"},
    {refund, "you don't refund anything, give me my money back"},
    {refund, "I did not receive it"},
    {refund, "it never arrived"},
    {refund, "there was nothing in the box"},
    {refund, "why did you not refund it?"},
    {refund, "do not send it to my old card"},
    {refund, "do not close my account"},
    {refund, "do not refund W1001"},
    {refund, "cancel my subscription"},
    {refund, "I don't want the order any more"},
    {refund, "no wait, yes"},
    {refund, "do not refund it if it costs me anything"},
    {refund, "leave it at the door"},
    {refund, "keep me posted"},
    {refund, "when do I get it"},
    {refund, "make it $100"},
    {refund, "no idea"},
    {cancelling, "cancel it"},
    {cancelling, "please cancel my order"},
    {cancelling, "I don't need it any more"},
    {cancelling, "yes, stop the order"},
    {address, "12 Elm Street, Portland, 97201"},
    {address, "not to the old house but to the office"},
};

struct Act { const Matter& (*waits)(); const char* message; ClauseAct act; };

constexpr Act acts[] = {
    {refund, "that is wrong", ClauseAct::denies},
    {refund, "that's not what I asked for", ClauseAct::denies},
    {refund, "this is not right", ClauseAct::denies},
    {refund, "I don't need it any more", ClauseAct::unwanted},
    {refund, "I do not want the order", ClauseAct::unwanted},
    {refund, "do not send it to my old card", ClauseAct::restricts},
    {refund, "do not close my account", ClauseAct::restricts},
    {refund, "no idea", ClauseAct::does_not_know},
    {refund, "I don't know", ClauseAct::does_not_know},
    {refund, "I can't find the number", ClauseAct::does_not_know},
    {refund, "I don't have it at hand", ClauseAct::does_not_know},
    {refund, "not sure", ClauseAct::does_not_know},
    {refund, "because it is broken", ClauseAct::reason},
    {refund, "if it is free", ClauseAct::condition},
    {refund, "do not refund it unless it is free", ClauseAct::condition},
    {refund, "how long does it take", ClauseAct::asks},
    {refund, "thank you very much", ClauseAct::courtesy},
    {refund, "yes please", ClauseAct::agrees},
    {refund, "don't stop", ClauseAct::keeps_going},
    {refund, "the zip broke", ClauseAct::says},
};

}  // namespace

TEST_CASE("a message that declines what waits is heard, however it is put") {
  for (const Row& row : refused) {
    INFO(row.message);
    CHECK(refuses(clauses_of(row.message, row.waits())));
  }
}

TEST_CASE("a message that declines something else, or only has a no in it, declines nothing of what waits") {
  for (const Row& row : not_refused) {
    INFO(row.message);
    CHECK_FALSE(refuses(clauses_of(row.message, row.waits())));
  }
}

TEST_CASE("a clause is what it does to the thing that waits") {
  for (const Act& one : acts) {
    INFO(one.message);
    const std::vector<SaidClause> clauses = clauses_of(one.message, one.waits());
    REQUIRE(clauses.size() == 1);
    CHECK(clauses.front().act == one.act);
  }
}

TEST_CASE("words are one but for their endings, and numbers never") {
  CHECK(same_stem("refund", "refunded"));
  CHECK(same_stem("cancellation", "cancel"));
  CHECK_FALSE(same_stem("W1001", "W1003"));
  CHECK_FALSE(same_stem("1000", "10000"));
}

TEST_CASE("a message is cut between its marks and joining words, and no figure is cut") {
  const auto pieces = [](std::string_view text) {
    std::vector<std::string> found;
    for (const SaidClause& clause : clauses_of(text, refund())) found.emplace_back(clause.text);
    return found;
  };
  CHECK(pieces("yes, and cancel W1003") == std::vector<std::string>{"yes,", " and cancel W1003"});
  CHECK(pieces("$1,000.50 is enough") == std::vector<std::string>{"$1,000.50 is enough"});
  CHECK(pieces("no cancel it") == std::vector<std::string>{"no", " cancel it"});
  CHECK(pieces("no refund") == std::vector<std::string>{"no refund"});
  CHECK(pieces("").empty());
}

}  // namespace handrail
