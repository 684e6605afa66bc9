#include "engine/turn/words.hpp"

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

dsl::ReplyRules rules(std::int64_t words_max = 0) {
  dsl::ReplyRules made;
  made.words_max = words_max;
  made.say_ai_in_first_reply = false;
  made.say_ai_when_asked = false;
  return made;
}

}  // namespace

TEST_CASE("a reply is cut at the last sentence that fits") {
  CHECK(finished_text(rules(4), {}, "One two three. Four five six.") == "One two three.");
  CHECK(finished_text(rules(3), {}, "One two three. Four five six.") == "One two three.");
  CHECK(finished_text(rules(6), {}, "One two three. Four five six.") == "One two three. Four five six.");
}

TEST_CASE("no sentence is cut in two, and an answer that was cut says where the rest stands") {
  CHECK(finished_text(rules(2), {}, "One two three. Four five six.") == "One two three.");
  const std::string article = "You may send it back within 30 days, unless it was worn. Shoes are another matter. See the shelf.", source = "Source: Returns";
  const auto quoted = [&](std::int64_t most, const std::string& text) {
    return finish_text(rules(most), {}, {.text = text, .citations = {{"returns#1", "Returns", ""}}, .kept = {source}}).text;
  };
  CHECK(quoted(50, article + "\n\n" + source) == article + "\n\n" + source);
  CHECK(quoted(18, article + "\n\n" + source) == "You may send it back within 30 days, unless it was worn. Shoes are another matter.\n\nThis is not all; more is there: Returns");
  CHECK(quoted(8, article + "\n\n" + source) == "You may send it back within 30 days, unless it was worn.\n\nThis is not all; more is there: Returns");
}

TEST_CASE("what stands before a question is cut, and never the question") {
  const auto sent = [](std::int64_t most, const std::string& text) {
    Words words{.text = text, .asked = "which"};
    const FinishedText finished = finish_text(rules(most), {}, words);
    CHECK(finished.question_whole);
    return finished.text;
  };
  CHECK(sent(8, "One two three. Four five six. Which one is it?") == "One two three. Which one is it?");
  CHECK(sent(5, "One two three. Four five six. Which one is it?") == "Which one is it?");   // one word of a sentence says nothing
  CHECK(sent(4, "One two three. Four five six. Which one is it?") == "Which one is it?");
  CHECK(sent(2, "Which one is it?") == "Which one is it?");
  CHECK(sent(4, "One two three.\n\nWhich one is it?") == "Which one is it?");
  CHECK(sent(20, "One two three.\n\nWhich one is it?") == "One two three.\n\nWhich one is it?");
}

TEST_CASE("a question of a workflow is kept with all of its sentences") {
  ConversationState state;
  state.run = Run{};
  state.run->waits_question = "I can refund $48. Shall I go ahead?";
  CHECK(finish_text(rules(8), state, Words{.text = "One two three. " + state.run->waits_question, .asked = "k"}).text == state.run->waits_question);
}

TEST_CASE("a question that is longer than a reply may be has not been asked") {
  const FinishedText finished = finish_text(rules(), {}, Words{.text = std::string(limits::reply_bytes, 'a') + "?", .asked = "which"});
  CHECK(!finished.question_whole);
  CHECK(finished.text.size() <= limits::reply_bytes);
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

TEST_CASE("what was done, what is promised and a workflow's question stay whole between words that are cut") {
  ConversationState state;
  state.run = Run{};
  state.run->waits_question = "I can refund $48. Shall I go ahead?";
  const std::string done = "It is refunded. Reference rf_1.", terms = "These are the terms of it. They go on and on. ";
  const auto sent = [&](std::int64_t most, const std::string& text, const std::string& asked) {
    return finish_text(rules(most), state, {.text = text, .asked = asked, .kept = {done}}).text;
  };
  CHECK(sent(8, terms + "\n\n" + done + "\n\n" + terms, "") == done);
  CHECK(sent(12, terms + "\n\n" + done + "\n\n" + terms, "") == "These are the terms of it.\n\n" + done);
  CHECK(sent(20, terms + "\n\n" + done + "\n\n" + terms + state.run->waits_question, "k") == "These are the terms of it.\n\n" + done + "\n\n" + state.run->waits_question);
  CHECK(sent(15, terms + done + " " + state.run->waits_question, "") == done + " " + state.run->waits_question);   // reminded of, and not asked anew
  CHECK(sent(100, terms + "\n\n" + done, "") == terms + "\n\n" + done);
}

TEST_CASE("a long story before a question is cut at the bytes of a reply, and the question is asked") {
  ConversationState state;
  state.run = Run{};
  state.run->waits_question = "Which one is it?";
  const FinishedText finished = finish_text(rules(), state, {.text = std::string(3 * limits::reply_bytes, 'x') + "\n\n" + state.run->waits_question, .asked = "k"});
  CHECK(finished.question_whole);
  CHECK(finished.text.size() <= limits::reply_bytes);
  CHECK(finished.text.ends_with("x…\n\nWhich one is it?"));
}
