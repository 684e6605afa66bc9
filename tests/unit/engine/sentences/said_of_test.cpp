#include "engine/sentences/said_of.hpp"

#include <array>
#include <string>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

// What is said of the number W1002, or of "$20", or of the word "pro".
SaidOf said(const std::string& text) {
  for (const auto& [name, kind] : {std::pair{"W1002", NamedKind::thing}, std::pair{"$20", NamedKind::value}, std::pair{"pro", NamedKind::value}})
    if (const std::size_t at = text.find(name); at != std::string::npos) return said_of(text, at, at + std::string(name).size(), kind);
  FAIL("names nothing");
  return SaidOf::named;
}

void all_are(SaidOf expected, std::initializer_list<const char*> texts) {
  for (const char* text : texts) {
    CAPTURE(text);
    CHECK(static_cast<int>(said(text)) == static_cast<int>(expected));
  }
}

}  // namespace

TEST_CASE("what a clause excludes is excluded, whatever stands in other clauses") {
  all_are(SaidOf::excluded, {"don't refund W1002", "Do NOT refund W1002.", "yes, but leave W1002 alone", "W1002 I keep", "not W1002", "yes. please do not cancel W1002", "and W1002 please do not touch",
                             "nothing to do with W1002", "yes, but not W1002", "no need to refund W1002", "I don't want you to refund W1002", "I do not want W1002 refunded", "you must not touch W1002",
                             "W1002 must not be touched", "W1002 is not to be refunded", "W1002 stays with me", "I'd like to keep W1002", "we'll keep W1002, thanks", "leave W1002 as it is",
                             "leave order W1002 out of it", "W1001 instead of W1002", "everything except W1002", "refund all but W1002", "anything but W1002", "W1001 rather than W1002",
                             "it is not W1002", "I did not mean W1002", "I didn't ask for W1002", "never mind W1002", "forget W1002", "please don\u2019t refund order number W1002",
                             "do not refund W1001 or W1002", "don't cancel W1001 and W1002", "I never asked for W1002", "better not W1002", "W1002 should not be cancelled", "skip W1002",
                             "I would rather you did not touch W1002" , "not for W1002", "yes, without W1002", "other than W1002", "W1002 you can keep",
                             "yes, not $20", "don't give me $20", "yes, the $20 shipping you can keep", "I don't want $20", "keep the $20", "I don't want pro", "yes, I don't need pro any more",
                             "not pro", "anything but pro", "I do not need the pro plan"});
}

TEST_CASE("what is named, corrected or meant is named") {
  all_are(SaidOf::named, {"W1002", "no, W1002", "refund W1002", "not W1001 but W1002", "not W1001, W1002", "don't refund W1001, refund W1002", "it was W1002", "it should have been W1002",
                          "I meant W1002", "sorry, wrong order, W1002", "W1002 instead", "W1002, not W1001", "no, the right order is W1002", "W1002 is the right one", "W1002 is what I meant",
                          "I want my money for W1002", "can you do W1002 instead?", "could you refund W1002", "what about W1002?", "don't forget W1002", "please do not leave W1002 out",
                          "not only W1002", "I want W1002 refunded", "no W1002", "actually cancel W1002 instead", "W1002 not W1001", "I wanted W1002", "I was talking about W1002",
                          "refund W1002 and leave the rest", "nothing but W1002", "W1002 please", "I don't care, W1002",
                          "make it $20", "only $20", "$20 is enough", "$20 is fine", "$20 would do", "don't keep W1002", "please don't hesitate to refund W1002", "no, only $20 please", "I only want $20 back", "pro", "pro is fine", "switch me to pro"});
}

TEST_CASE("what is asked about or told of is neither named nor excluded") {
  all_are(SaidOf::asked, {"is this about W1002?", "did you refund W1002?", "what happened to W1002?", "where is W1002", "does it touch W1002?", "should I send W1002 back?", "are you refunding W1002?"});
  all_are(SaidOf::told, {"W1002 is fine", "yes, W1002 was great though", "my other order W1002 arrived fine, by the way", "just so you know, W1002 arrived well", "thanks. W1002 was nice",
                         "I like W1002", "I did not get W1002", "I never received W1002", "W1002 has not arrived", "I can't find W1002", "W1002 never came", "I don't want W1002 any more",
                         "I did not order W1002", "if W1002 is late", "I paid $20 for the repair", "yes, it cost me $20", "you charged me $20", "W1002 does not work", "no refund for W1002"});
}
