// At a question for any words: what answers it, and what says that something else is meant.
#include "engine/sentences/no_free_words.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

const std::vector<std::string> things{"order"};

constexpr const char* answers[] = {
    "it is the wrong colour", "you sent me the wrong one", "I ordered the wrong size by mistake", "they stopped working, the left side is silent", "I got the wrong one",
    "sorry, it just broke", "actually it never worked", "not the one I ordered", "it was not the one in the picture", "I changed my mind", "I have another one already",
    "I found another one cheaper", "too small", "oh, it leaks", "I bought it by mistake", "I meant to buy a bigger one", "no, it was broken", "wait, it also came scratched",
    "you delivered another order", "a bit too loud", "one of the legs broke", "sorry, the zip broke", "the other side is scratched", "wrong size", "it took too long to get here",
    "I need a second one", "I have to wait a minute for it to start", "I mixed it with water and it leaked", "I mean the zip broke", "my wife has the same one", "it arrived late", "you gave me the wrong one",
};

constexpr const char* of_another[] = {
    "sorry, wrong one, it's the espresso machine", "actually it's the other order", "oh wait I gave you the wrong number", "oh no, that's not the one, I meant the coffee machine",
    "wait, not that order", "hmm I think I mixed up my orders", "that was the wrong order number, sorry", "no sorry I meant my espresso machine", "my mistake, I wanted the kettle one",
    "scratch that, the Milano is the one I want refunded", "I got the number wrong", "oops, different order", "that is not the right number", "I meant the kettle",
    "sorry, I typed the wrong id", "I mixed it up with the other order", "I confused it with another order",
};

constexpr const char* perhaps_of_another[] = {
    "sorry, not the headphones, the espresso machine", "sorry, it's the espresso machine", "it's the wrong one", "actually the kettle", "no, it's the lamp",
};

constexpr const char* moments[] = {
    "hang on, let me check the number", "hold on a second, let me look it up", "one moment please", "wait", "give me a minute", "let me see", "just a sec", "I'll check",
    "oh, I have to look for it", "bear with me", "Can I have a moment?", "could you give me a few minutes please", "I need a minute to look",
};

TEST_CASE("what is no answer to a question for any words is told from what is") {
  const auto all = [](const auto& texts, NoFreeWords is) {
    for (const char* text : texts) {
      INFO(text);
      CHECK(no_free_words(text, things) == is);
    }
  };
  all(answers, NoFreeWords::none);
  all(of_another, NoFreeWords::another);
  all(perhaps_of_another, NoFreeWords::perhaps_another);
  all(moments, NoFreeWords::moment);
}

}  // namespace
}  // namespace handrail
