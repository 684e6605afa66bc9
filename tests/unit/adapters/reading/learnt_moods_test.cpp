#include <algorithm>

#include "adapters/reading/embedded_trainer.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/reading/shop_spec.hpp"

using namespace handrail;

namespace {

Reading reading_of(const std::string& text) {
  static const auto classifier = *EmbeddedTrainer("").train(test::shop_spec());
  return classifier->read_signals(text, {});
}

std::string mood_of(const std::string& text) {
  for (const SignalMatch& match : reading_of(text).signals)
    if (match.signal == "angry" || match.signal == "frustrated") return match.signal + " " + match.what;
  return "calm";
}

}  // namespace

TEST_CASE("a mood without a phrase of the lexicons is learnt, names the example it is like, and its kind is that example's") {
  CHECK(mood_of("what a shambles of a shop this is").starts_with("angry like \""));
  CHECK(mood_of("you have been stringing us along for weeks").starts_with("angry like \""));
  CHECK(mood_of("I have explained this to five people now").starts_with("frustrated like \""));
  CHECK(mood_of("ich werde seit Wochen nur hingehalten").starts_with("frustrated like \""));
  CHECK(mood_of("I am furious about this") == "angry furious");   // said in so many words: these are named
}

TEST_CASE("what is calm is heard as calm, and so is what others feel") {
  for (const char* text : {"where is my order", "what time do you open today", "what a lovely surprise", "I'm not angry, just asking", "ich bin nicht sauer", "my boss is furious with me", "our neighbours are really annoyed",
                           "he was angry because I forgot it", "mein Chef ist wütend auf mich", "wann haben Sie offen", "hello", ""}) {
    CAPTURE(text);
    CHECK(mood_of(text) == "calm");
  }
  CHECK(mood_of("my wife is furious with you") == "angry furious");
  CHECK(mood_of("I am really annoyed") == "frustrated annoyed");
}

TEST_CASE("what presses by what happens is urgent, and a time by itself is not") {
  struct Row { const char* text; const char* urgency; };
  const Row row = GENERATE(values<Row>({
      {"our till is dead and the shop is full", "high"}, {"the guests are here and there is no food", "high"}, {"unser Keller läuft voll", "high"}, {"I need it today", "high"}, {"it must be done by tonight", "high"},
      {"are you open today", "low"}, {"what is the deadline for the course", "low"}, {"a table for two tonight please", "low"}, {"kann ich heute noch umtauschen", "low"}, {"es ist nicht dringend", "low"}, {"", "low"},
  }));
  CAPTURE(row.text);
  CHECK(reading_of(row.text).urgency == row.urgency);
}

TEST_CASE("one sentence among others is heard, and urgency names what it is like") {
  const Reading reading = reading_of("Hello there. Our tills are dead and the shop is full of people. My number is 44.");
  CHECK(reading.urgency == "high");
  CHECK(reading.urgent.starts_with("like \""));
}
