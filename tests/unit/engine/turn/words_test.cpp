#include "engine/turn/words.hpp"

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

bool stopped(const std::string& text, bool receipt, bool handed_over) {
  Words words{.text = text};
  if (receipt) words.receipts.push_back({"rf_1", "pay", "", CallId("call_1"), {}});
  return !check_words(words, handed_over).empty();
}

dsl::ReplyRules rules(std::int64_t words_max = 0) {
  dsl::ReplyRules made;
  made.words_max = words_max;
  made.say_ai_in_first_reply = false;
  made.say_ai_when_asked = false;
  return made;
}

}  // namespace

TEST_CASE("a claimed action needs its receipt, a claimed transfer its handoff, and nobody is human") {
  struct Row { const char* text; bool bare, with_receipt, with_handoff; };   // stopped?
  const Row rows[] = {{"Your refund is on its way.", true, false, true},
                      {"I have cancelled the order.", true, false, true},
                      {"I've reset it.", true, false, true},
                      {"I am transferring you to a colleague.", true, true, false},
                      {"I am a human like you.", true, true, true},
                      {"You may return it within 30 days.", false, false, false}};
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(stopped(row.text, false, false) == row.bare);
    CHECK(stopped(row.text, true, false) == row.with_receipt);
    CHECK(stopped(row.text, false, true) == row.with_handoff);
  }
}

TEST_CASE("a reply is cut at the last sentence that fits") {
  CHECK(finished_text(rules(4), {}, "One two three. Four five six.") == "One two three.");
  CHECK(finished_text(rules(3), {}, "One two three. Four five six.") == "One two three.");
  CHECK(finished_text(rules(6), {}, "One two three. Four five six.") == "One two three. Four five six.");
}

TEST_CASE("steps are not cut where the rules spare them") {
  dsl::ReplyRules spare = rules(3);
  spare.unless_step_by_step = true;
  CHECK(finished_text(spare, {}, "1. Open it.\n2. Close it.") == "1. Open it.\n2. Close it.");
}

TEST_CASE("the first reply says that an AI speaks, the second does not") {
  dsl::ReplyRules says = rules();
  says.say_ai_in_first_reply = true;
  ConversationState state;
  state.episode.number = 1;
  CHECK(finished_text(says, state, "Hello.") == "I am an AI assistant. Hello.");
  state.recent.push_back({Speaker::customer, "", "hi", {}, {}});
  CHECK(finished_text(says, state, "Hello.") == "I am an AI assistant. Hello.");
  state.recent.push_back({Speaker::bot, "", "Hello.", {}, {}});
  CHECK(finished_text(says, state, "Hello.") == "Hello.");
}

TEST_CASE("a reply has at most its bytes, and ends in a whole character") {
  const std::string fits(limits::reply_bytes, 'a');
  CHECK(finished_text(rules(), {}, fits) == fits);
  const std::string over = finished_text(rules(), {}, fits + "a");
  CHECK(over.size() <= limits::reply_bytes);
  std::string umlauts;
  while (umlauts.size() < limits::reply_bytes + 10) umlauts += "ü";
  const std::string cut = finished_text(rules(), {}, umlauts);
  CHECK(cut.size() <= limits::reply_bytes);
  CHECK(valid_utf8(cut));
}
