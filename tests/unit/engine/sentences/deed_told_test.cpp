// Of a deed: told as done, told as missing, asked about, and wished for.
#include "engine/sentences/deed_told.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

const std::vector<std::string> deeds{"process", "refund", "cancel"};

constexpr const char* done[] = {
    "you refunded W1001", "I heard you refunded already", "I heard that you already cancelled it", "W1001 was refunded last week", "it has been cancelled", "you have already refunded it",
    "you guys refunded me", "it says it's already been cancelled", "your colleague told me you cancelled it", "my refund was issued yesterday", "the refund went through",
    "I got my refund", "you did refund W1001", "apparently it got cancelled", "my colleague cancelled W1003",
    "you cancelled W1003 by mistake", "it was cancelled accidentally", "they refunded me last month", "I see that W1003 is cancelled", "my booking has just been cancelled",
};

constexpr const char* done_by_them[] = {"I have cancelled it already", "I cancelled it yesterday", "we cancelled it last week", "I cancelled it", "I have cancelled W1003",
                                        "last year I cancelled W1003", "two weeks ago we cancelled it", "I just cancelled it by mistake", "I cancelled the wrong one", "on friday I cancelled it"};

constexpr const char* missing[] = {
    "you never refunded W1001", "you haven't cancelled it", "it was never refunded", "you were supposed to refund it", "it should have been refunded", "W1003 has not been cancelled yet",
    "you didn't refund me", "it still isn't cancelled", "my refund was never issued", "you haven’t refunded me", "you promised to refund it",
};

constexpr const char* asked[] = {
    "Did you refund W1001?", "has W1003 been cancelled?", "did my refund go through?", "have you already cancelled it", "was I refunded?", "is W1003 cancelled",
    "did W1003 get cancelled?", "where is my refund?", "where's my refund", "can you check whether W1001 was refunded?", "do you know if my order has been cancelled",
    "is my refund done yet?", "any news on my refund?", "what is the status of my refund", "I want to know if you refunded W1001", "hi, did you guys cancel W1003?",
};

constexpr const char* nothing[] = {
    "refund W1001", "please get it refunded", "I want W1001 refunded", "my mother said it should be refunded", "can you refund it?", "it can be refunded", "it must not be refunded",
    "I would like my money back", "I never cancelled it", "the order I cancelled", "I paid for it", "I have been refunded twice", "it has to be cancelled", "do you refund opened boxes?", "are returns refunded to my card?", "is it refundable?", "you can cancel it",
    "if it was refunded I am happy", "could you please cancel W1003", "you will refund me", "I want my refund", "give me my refund", "my order arrived broken", "let it be cancelled",
    "I need you to cancel it", "how do I get a refund", "what is your refund policy", "you refund within 5 days", "they refund everything elsewhere", "you said you would refund it",
    "is a refund possible?", "did I cancel it?", "I was refunded twice", "I think you refunded the wrong one", "you refunded the wrong order", "you refunded too little", "you only refunded $20", "you cancelled the wrong order!",
    "I have not cancelled it", "you refunded me less than I paid", "W1001 was refunded instead", "I don't want it refunded", "refund it please, it was damaged",
};

TEST_CASE("what is told of a deed: that it is done, that it is missing, whether it is, or a wish for it") {
  const auto all = [](const auto& clauses, DeedTold told) {
    for (const char* clause : clauses) {
      INFO(clause);
      CHECK(static_cast<int>(deed_told(clause, deeds)) == static_cast<int>(told));
    }
  };
  all(done, DeedTold::done);
  all(done_by_them, DeedTold::done_by_them);
  all(missing, DeedTold::missing);
  all(asked, DeedTold::asked);
  all(nothing, DeedTold::nothing);
  CHECK(deed_told("you refunded W1001", {}) == DeedTold::nothing);
}

TEST_CASE("a question how it goes on refers to what was done, and names nothing else") {
  for (const char* text : {"when will I see it?", "how long does it take?", "did it go through?", "is it done?", "when will the money be back?", "how long until I get it",
                           "ok and when does the refund show up on my card?", "will it take long?"}) {
    INFO(text);
    CHECK(asks_how_it_goes_on(text, deeds));
  }
  for (const char* text : {"when will my lamp arrive?", "how long does shipping take?", "where is W1006?", "how long is the warranty?", "thanks", "it went through", "refund it",
                           "how much does it cost to send it abroad?", "when do you open?", "can I see it?"}) {
    INFO(text);
    CHECK(!asks_how_it_goes_on(text, deeds));
  }
}

}  // namespace
}  // namespace handrail
