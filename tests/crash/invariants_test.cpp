// What `events_agree` lets pass and what it catches, where a message has more than one reply.
#include "engine/journal/state.hpp"
#include "tests/catch.hpp"
#include "tests/crash/world.hpp"

using namespace handrail;

namespace {

event::ReplySent reply(const std::string& kind, const std::string& asked = "") {
  event::ReplySent sent;
  sent.message = MessageId("m1");
  sent.reply.text = "words";
  sent.reply.by = Speaker::bot;
  sent.kind = kind;
  sent.asked = asked;
  return sent;
}

event::ReplySent wish_waits() { return reply("carry on", std::string(says_that_wish_waits)); }
event::ReplySent draft_waits() { return reply(std::string(says_that_draft_waits)); }

// A customer's message that was decided about while `run_1` was under way, and what came after that.
std::string broken_by(bool verified, const std::vector<Event>& then) {
  event::ConversationOpened opened;
  opened.verified = verified;
  std::vector<Event> all = {opened, event::EpisodeOpened{1, false, BundleHash("b")}, event::RunStarted{RunId("run_1"), "refund", "", {}, false},
                            event::MessageReceived{MessageId("m1"), "a wish", {}}, event::TurnDecided{}};
  all.insert(all.end(), then.begin(), then.end());
  std::vector<Told> told;
  for (const Event& event : all) told.push_back({Instant{1}, event});
  try {
    events_agree(told);
  } catch (const Broken& broken) {
    return broken.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a message has one answer; what its answer promised comes in a reply of its own, once") {
  const std::string twice = "message m1 is answered once, but for what its answer promised";
  const Event ends = event::RunEnded{RunId("run_1"), "finished", ""}, signs_in = event::CustomerVerified{CustomerId("c_ada"), "code"};
  struct Row { const char* what; bool verified; std::vector<Event> then; bool holds; };
  const Row rows[] = {
      {"one answer", true, {reply("answer")}, true},
      {"two answers", true, {reply("answer"), reply("answer")}, false},
      {"a draft that was told to wait", true, {draft_waits(), reply("draft")}, true},
      {"an answer past the draft", true, {draft_waits(), reply("answer")}, false},
      {"told twice that the draft waits", true, {draft_waits(), draft_waits()}, false},
      {"the draft twice", true, {draft_waits(), reply("draft"), reply("draft")}, false},
      {"a wish that waited for the run before it", true, {wish_waits(), ends, reply("act")}, true},
      {"a wish that did not wait for it", true, {wish_waits(), reply("act")}, false},
      {"such a wish twice", true, {wish_waits(), ends, reply("act"), reply("act")}, false},
      {"a wish that waited for the sign-in", false, {reply("ask", "verify"), signs_in, reply("act")}, true},
      {"a wish that did not wait for it", false, {reply("ask", "verify"), reply("act")}, false},
      {"asked to sign in once more", false, {reply("ask", "verify"), signs_in, reply("ask", "verify")}, false},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    CHECK(broken_by(row.verified, row.then) == (row.holds ? "" : twice));
  }
}
