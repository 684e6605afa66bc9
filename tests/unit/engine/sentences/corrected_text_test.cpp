// What a customer puts in the place of words that they gave before.
#include "engine/sentences/corrected_text.hpp"

#include <string>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

constexpr const char* address = "12 Rose Lane, Boston, MA 02108, USA";

CorrectedText of_the_address(const std::string& message, bool said_so = true) { return corrected_text(message, address, "new address for W1003", said_so); }

}  // namespace

TEST_CASE("another address is taken whole, or by the part that it has exchanged", "[corrected text]") {
  struct Row { const char* message; const char* value; };
  for (const Row& row : {Row{"sorry, I meant 99 Oak St, Salem, 97301", "99 Oak St, Salem, 97301"}, Row{"no, to 5 Elm Street instead", "5 Elm Street"},
                         Row{"no, send it to 7 Oak Road, Salem, 97301 please", "7 Oak Road, Salem, 97301"},
                         Row{"can you send it to 5 Elm Street, Salem, 97301 instead?", "5 Elm Street, Salem, 97301"},
                         Row{"the address should be 7 Oak Road, Salem, 97301", "7 Oak Road, Salem, 97301"}, Row{"no. 3 Elm Rd, Salem, 97301", "3 Elm Rd, Salem, 97301"},
                         Row{"actually the zip is 02109", "12 Rose Lane, Boston, MA 02109, USA"}, Row{"no, number 14", "14 Rose Lane, Boston, MA 02108, USA"},
                         Row{"not 12 but 14", "14 Rose Lane, Boston, MA 02108, USA"}, Row{"14 not 12", "14 Rose Lane, Boston, MA 02108, USA"},
                         Row{"the city is Cambridge, not Boston", "12 Rose Lane, Cambridge, MA 02108, USA"}, Row{"no, 14 Rose Lane", "14 Rose Lane, Boston, MA 02108, USA"}}) {
    INFO(row.message);
    const CorrectedText now = of_the_address(row.message);
    CHECK(now.how == CorrectedText::How::value);
    CHECK(now.value == row.value);
    CHECK(now.fits);
  }
}

TEST_CASE("without a word that something is wrong only what looks like the whole of it counts", "[corrected text]") {
  CHECK(of_the_address("99 Oak St, Salem, 97301", false).value == "99 Oak St, Salem, 97301");
  for (const char* message : {"how long will it take?", "yes", "02109", "it is for my sister", "W1003"}) {
    INFO(message);
    CHECK(of_the_address(message, false).how == CorrectedText::How::none);
  }
}

TEST_CASE("what is wrong without what is right is unclear, and a mere no is neither", "[corrected text]") {
  for (const char* message : {"that's the wrong address", "wrong zip", "no, to my office", "Boston is wrong, Cambridge"}) {
    INFO(message);
    CHECK(of_the_address(message).how == CorrectedText::How::unclear);
  }
  for (const char* message : {"no", "wrong", "no, that is wrong", "no thanks, I'll keep it", "no, I changed my mind", "no, it's too late", "actually no", ""}) {
    INFO(message);
    CHECK(of_the_address(message).how == CorrectedText::How::none);
  }
}

TEST_CASE("words without figures are known by their words, or by what leads to them", "[corrected text]") {
  const auto of_the_card = [](const char* message) { return corrected_text(message, "Happy birthday Jon", "words on the card", true); };
  CHECK(of_the_card("no, it should be \"Happy birthday John\"").value == "Happy birthday John");
  CHECK(of_the_card("no, it should be \"Happy birthday John\"").fits);
  CHECK(of_the_card("sorry, I meant All the best").value == "All the best");
  CHECK_FALSE(of_the_card("sorry, I meant All the best").fits);
  CHECK(of_the_card("no, John").how == CorrectedText::How::none);
}

TEST_CASE("a long or hostile message is read in a moment, and corrects nothing", "[corrected text]") {
  CHECK(of_the_address(std::string(60'000, ',')).how == CorrectedText::How::none);
  CHECK(of_the_address("no " + std::string(60'000, '1')).how != CorrectedText::How::value);
  CHECK(corrected_text("no, 5", "", "", true).how != CorrectedText::How::unclear);
}
