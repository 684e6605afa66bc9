#include "engine/base/limits.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/journal/state.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Folding {
  ConversationState state;
  Instant now{1'767'603'600'000};
  Folding& operator<<(const Event& event) {
    fold(state, now, event);
    return *this;
  }
};

event::MessageReceived message(const std::string& id) { return {MessageId(id), "text of " + id, {}}; }

event::MessageRead read(std::vector<std::string> signals) {
  event::MessageRead made;
  made.signals = std::move(signals);
  return made;
}

event::ApprovalRequested approval(const std::string& id) {
  event::ApprovalRequested made;
  made.approval = ApprovalId(id);
  made.what = "call";
  made.tool = "pay";
  made.arguments = Json::object({{"amount", 5}});
  return made;
}

}  // namespace

TEST_CASE("a message opens a turn only while the bot owns the conversation") {
  Folding f;
  f << event::EpisodeOpened{1, false, BundleHash("b")} << message("m1");
  CHECK(f.state.turn);
  f << event::TurnEnded{MessageId("m1")} << event::HandoffMade{} << message("m2");
  CHECK(!f.state.turn);
  CHECK(f.state.recent.size() == 2);
}

TEST_CASE("working memory holds the last ten lines") {
  Folding f;
  for (int i = 0; i < 15; ++i) f << message("m" + std::to_string(i));
  CHECK(f.state.recent.size() == limits::working_memory_messages);
  CHECK(f.state.recent.front().text == "text of m5");
}

TEST_CASE("signals in a row count up, and a message without them starts again") {
  Folding f;
  f << message("m1") << read({"angry"}) << message("m2") << read({"angry", "asks_again"});
  CHECK(f.state.episode.running.at("angry") == 2);
  CHECK(f.state.episode.mood == Mood::angry);
  CHECK(f.state.episode.asked_before == 1);
  f << message("m3") << read({});
  CHECK(f.state.episode.running.at("angry") == 0);
  CHECK(f.state.episode.mood == Mood::calm);
  CHECK(f.state.episode.asked_before == 0);
}

TEST_CASE("an approval that was given is kept with what it was bound to; a refused or expired one is not, and the run knows") {
  Folding f;
  f << event::RunStarted{RunId("run_1"), "refund", "", {}, false} << event::RunWaits{RunId("run_1"), "approval", "pay", {}} << approval("appr_1")
    << event::ApprovalDecided{ApprovalId("appr_1"), "approved", "lea", "lead", "", {}};
  CHECK(f.state.approvals_given.size() == 1);
  CHECK(!f.state.approval);
  CHECK(f.state.run->waits_for.empty());
  f << approval("appr_2") << event::ApprovalDecided{ApprovalId("appr_2"), "refused", "lea", "lead", "no", {}};
  CHECK(f.state.approvals_given.size() == 1);
  CHECK(f.state.run->turned_down.at(call_name("pay", Json::object({{"amount", 5}}))).verdict == "refused");
}

TEST_CASE("a decision on another approval than the open one changes nothing") {
  Folding f;
  f << approval("appr_2") << event::ApprovalDecided{ApprovalId("appr_1"), "approved", "lea", "lead", "", {}};
  CHECK(f.state.approval);
  CHECK(f.state.approvals_given.empty());
}

TEST_CASE("a step of another run changes nothing") {
  Folding f;
  f << event::RunStarted{RunId("run_2"), "refund", "", {}, false}
    << event::StepRecorded{RunId("run_1"), 0, "say", "", {}, "hello"} << event::RunEnded{RunId("run_1"), "finished", ""};
  REQUIRE(f.state.run);
  CHECK(f.state.run->steps.empty());
}

TEST_CASE("only a completed write leaves a receipt, and only a failed one counts as a tool error") {
  const auto called = [](const std::string& outcome, bool critical) {
    Folding f;
    f << event::CallDispatched{CallId("call_1"), "pay", {}, "c_1", critical, RunId("run_1"), 0}
      << event::CallSettled{CallId("call_1"), "pay", outcome, {}, outcome == "completed" ? "rf_1" : "", "", RunId("run_1"), 0};
    CHECK(f.state.in_flight.empty());
    return std::pair(f.state.receipts.size(), f.state.episode.tool_errors);
  };
  CHECK(called("completed", true) == std::pair<std::size_t, std::int64_t>(1, 0));
  CHECK(called("failed", true) == std::pair<std::size_t, std::int64_t>(0, 1));
  CHECK(called("unknown", true) == std::pair<std::size_t, std::int64_t>(0, 1));
  CHECK(called("completed", false) == std::pair<std::size_t, std::int64_t>(0, 0));
}

TEST_CASE("a yes to one call of a tool stands beside a yes to another, and a no takes both away") {
  Folding f;
  f << event::CustomerConfirmed{"pay", Json(1), true} << event::CustomerConfirmed{"pay", Json(2), true};
  REQUIRE(f.state.confirmed.size() == 2);
  CHECK(f.state.confirmed[1].arguments == Json(2));
  f << event::CustomerConfirmed{"pay", Json(1), true};
  CHECK(f.state.confirmed.size() == 2);
  f << event::CustomerConfirmed{"pay", Json(2), false};
  CHECK(f.state.confirmed.empty());
}

TEST_CASE("a yes, or a person who checks, settles what a run was begun on, and a correction begins in doubt again; an older journal names no clause") {
  const auto older = decode_event("run_started", R"({"run":"run_0","workflow":"give_back","script_hash":"s","inputs":{},"review":true,"host_api":1})");
  REQUIRE(older);
  Folding f;
  f << *older;
  CHECK((f.state.run->review && f.state.run->review_rule.empty() && !f.state.run->settled));
  const event::RunStarted begun{RunId("run_1"), "give_back", "s", {}, true, 1, "low risk", "desk.policy:83"};
  f << begun << event::CustomerConfirmed{"pay", {}, false};
  CHECK((f.state.run->review_at == "desk.policy:83" && !f.state.run->settled));
  f << event::CustomerConfirmed{"pay", {}, true};
  CHECK(f.state.run->settled);
  f << event::RunEnded{RunId("run_1"), "corrected", ""} << begun;
  CHECK_FALSE(f.state.run->settled);
  for (const std::string& role : {std::string("lead"), std::string(person_who_checks)}) {
    event::ApprovalRequested asked = approval("a_" + role);
    asked.role = role;
    f << asked << event::ApprovalDecided{asked.approval, "approved", "ann", role, "", {}};
    CHECK(f.state.run->settled == (role == person_who_checks));
  }
}

TEST_CASE("of a look-up the latest is kept, failed or not") {
  Folding f;
  f << event::FactLookedUp{"find", Json(1), false, Json("old"), ""} << event::FactLookedUp{"find", Json(1), true, {}, "down"}
    << event::FactLookedUp{"find", Json(2), false, Json(), ""};
  REQUIRE(f.state.lookups.size() == 2);
  CHECK(!f.state.lookups[0].result);
  CHECK(f.state.lookups[1].result->is_null());
}

TEST_CASE("a new episode takes nothing along but the customer and the last lines") {
  Folding f;
  f << event::ConversationOpened{"web", CustomerId("c_1"), true, "signed in", {}, BundleHash("b")} << event::EpisodeOpened{1, false, BundleHash("b")} << message("m1")
    << event::Remembered{"order_id", Json("W1")} << event::CustomerConfirmed{"pay", Json(1), true} << event::HandoffMade{} << event::HandoffResolved{}
    << event::EpisodeClosed{Outcome::handed_off_by_policy, DoneBy::person} << event::EpisodeOpened{2, true, BundleHash("c")};
  CHECK(f.state.claims.empty());
  CHECK(f.state.confirmed.empty());
  CHECK(f.state.owner == Ownership::bot);
  CHECK(f.state.episode.bundle == BundleHash("c"));
  CHECK(f.state.closed.size() == 1);
  CHECK(f.state.customer.verified);
  CHECK(f.state.recent.size() == 1);
}

namespace {

// A wish whose turn ended by asking the customer to sign in.
void asked_to_sign_in(Folding& f) {
  event::ReplySent asked;
  asked.message = MessageId("m1");
  asked.asked = "verify";
  f << event::ConversationOpened{"web", CustomerId("c_1"), false, "", {}, BundleHash("b")} << event::EpisodeOpened{1, false, BundleHash("b")} << message("m1") << read({})
    << event::TurnDecided{} << asked << event::TurnEnded{MessageId("m1")};
}

event::CustomerVerified signed_in() { return {CustomerId("c_1"), "channel web"}; }

}  // namespace

TEST_CASE("a wish that waits for a sign-in is open again after it, once and undecided") {
  Folding f;
  asked_to_sign_in(f);
  CHECK(!f.state.turn);
  f << signed_in();
  REQUIRE(f.state.turn);
  CHECK(f.state.turn->message == MessageId("m1"));
  CHECK(f.state.turn->reading);
  CHECK(!f.state.turn->decision);
  f << event::TurnEnded{MessageId("m1")} << signed_in();
  CHECK(!f.state.turn);
}

TEST_CASE("a wish that waits for a sign-in lets the turn end that is under way") {
  Folding f;
  asked_to_sign_in(f);
  f << message("m2") << read({}) << signed_in();
  CHECK(f.state.turn->message == MessageId("m2"));
  f << event::TurnEnded{MessageId("m2")};
  REQUIRE(f.state.turn);
  CHECK(f.state.turn->message == MessageId("m1"));
}

TEST_CASE("a wish that waits for a sign-in is dropped by a no, a handoff and the end of the episode") {
  const std::vector<std::vector<Event>> ends = {{message("m2"), read({"says_no"}), event::TurnEnded{MessageId("m2")}},
                                                {event::HandoffMade{}, event::HandoffReturned{}},
                                                {event::EpisodeClosed{Outcome::abandoned, DoneBy::bot_alone}, event::EpisodeOpened{2, true, BundleHash("b")}}};
  for (const auto& end : ends) {
    Folding f;
    asked_to_sign_in(f);
    for (const Event& event : end) f << event;
    f << signed_in();
    CHECK(!f.state.turn);
  }
}

TEST_CASE("the run that a new wish puts an end to stays with the turn of that wish, as it waited") {
  Folding f;
  f << message("m1") << event::RunStarted{RunId("run_1"), "refund", "", {}, false} << event::RunWaits{RunId("run_1"), "confirmation", "pay", {}, "Shall I?"}
    << event::TurnEnded{MessageId("m1")} << message("m2") << event::RunEnded{RunId("run_1"), "cancelled", "the customer turned to something else"}
    << event::RunStarted{RunId("run_2"), "voucher", "", {}, false};
  REQUIRE((f.state.turn && f.state.turn->left));
  CHECK(f.state.turn->left->workflow == "refund");
  CHECK(f.state.turn->left->waits_for == "confirmation");
  CHECK(f.state.run->workflow == "voucher");
  f << event::RunEnded{RunId("run_2"), "finished", ""} << event::TurnEnded{MessageId("m2")} << message("m3");
  CHECK(!f.state.turn->left);
}

TEST_CASE("handed back, the bot starts afresh with its questions") {
  Folding f;
  event::ReplySent asked;
  asked.asked = "order_id";
  f << event::EpisodeOpened{1, false, BundleHash("b")} << asked << event::HandoffMade{} << event::HandoffClaimed{HandoffId(), "ann"};
  CHECK(f.state.owner == Ownership::person);
  f << event::HandoffReturned{HandoffId(), "ann", ""};
  CHECK(f.state.owner == Ownership::bot);
  CHECK(f.state.episode.asked.empty());
}

TEST_CASE("a message is answered by the reply that names it") {
  Folding f;
  event::ReplySent reply;
  reply.message = MessageId("m1");
  reply.reply.text = "hello";
  f << message("m1") << message("m2") << reply;
  REQUIRE(f.state.answered.size() == 2);
  CHECK(f.state.answered[0].reply->reply.text == "hello");
  CHECK(!f.state.answered[1].reply);
}

TEST_CASE("what the assistant says next by itself follows the answer, until the next message") {
  const auto says = [](const std::string& text) {
    event::ReplySent made;
    made.reply.text = text;
    return made;
  };
  Folding f;
  f << event::EpisodeOpened{1, false, BundleHash("b")} << message("m1") << says("before the answer") << event::TurnEnded{MessageId("m1")};
  CHECK(f.state.answered[0].followed_by.empty());
  f << says("and now the other one") << says("shall I?") << message("m2") << says("of the second") << event::TurnEnded{MessageId("m2")};
  REQUIRE(f.state.answered[0].followed_by.size() == 2);
  CHECK(f.state.answered[0].followed_by[1].reply.text == "shall I?");
  CHECK(f.state.answered[1].followed_by.empty());
  for (int i = 0; i < 20; ++i) f << says("again");
  CHECK(f.state.answered[1].followed_by.size() == 8);
}

TEST_CASE("a yes keeps the words that it answered, and counts no more once the call is asked about anew") {
  const Json call = Json::object({{"amount", 5}});
  const auto asks = [&](const std::string& words) { return event::RunWaits{RunId("run_1"), "confirmation", "pay", call, words}; };
  Folding f;
  f << event::EpisodeOpened{1, false, BundleHash("b")} << event::RunStarted{RunId("run_1"), "refund", "", {}, false} << asks("It costs $5. Shall I?")
    << event::CustomerConfirmed{"pay", call, true};
  REQUIRE(f.state.confirmed.size() == 1);
  CHECK(f.state.confirmed_words.at(call_name("pay", call)) == "It costs $5. Shall I?");
  f << asks("It costs $6. Shall I?");
  CHECK(f.state.confirmed.empty());
  f << event::CustomerConfirmed{"pay", call, false};
  CHECK(f.state.confirmed.empty());
  CHECK(f.state.confirmed_words.empty());
  f << asks("") << event::CustomerConfirmed{"pay", call, true};   // a journal that does not have the words
  CHECK(f.state.confirmed.size() == 1);
  CHECK(f.state.confirmed_words.at(call_name("pay", call)).empty());
}

namespace {
event::ReplySent asked_to_sign_in(const std::string& id) { return {MessageId(id), {"Please sign in.", Speaker::bot, "", {}, {}}, "verify", "ask", "", "", ""}; }
}  // namespace

TEST_CASE("as many wishes wait as the limit, and one more is not kept") {
  Folding f;
  f << event::EpisodeOpened{1, false, BundleHash("b")};
  for (std::size_t i = 0; i <= limits::wishes_waiting; ++i) {
    const std::string id = "m" + std::to_string(i);
    event::MessageRead wish = read({});
    wish.intent = "wish " + id;
    f << message(id) << std::move(wish) << asked_to_sign_in(id) << event::TurnEnded{MessageId(id)};
  }
  REQUIRE(f.state.held_up.size() == limits::wishes_waiting);
  CHECK(f.state.held_up.back().turn.message == MessageId("m" + std::to_string(limits::wishes_waiting - 1)));
  f << event::WishDropped{"wish m1", "not wanted"};
  CHECK(f.state.held_up.size() == limits::wishes_waiting - 1);
  f << event::CustomerVerified{CustomerId("c_ada"), "channel web"};
  REQUIRE(f.state.turn);
  CHECK(f.state.turn->message == MessageId("m0"));
  CHECK(f.state.held_up.front().behind_another);   // one after the other
}

TEST_CASE("the same wish said again stands in the place of the first") {
  Folding f;
  f << event::EpisodeOpened{1, false, BundleHash("b")};
  for (const char* id : {"m1", "m2"}) {
    event::MessageRead wish = read({});
    wish.intent = "refund";
    if (std::string(id) == "m1") wish.claims["order_id"] = Json("W1");
    f << message(id) << std::move(wish) << asked_to_sign_in(id) << event::TurnEnded{MessageId(id)};
  }
  REQUIRE(f.state.held_up.size() == 1);
  CHECK(f.state.held_up.front().turn.reading->claims.at("order_id") == Json("W1"));
}

namespace {
event::RunStarted begins(const std::string& run, const std::string& order) { return {RunId(run), "refund", "", Json::object({{"order_id", order}, {"reason", "broken"}}), false}; }
event::RunWaits waits(const std::string& run, const std::string& what) { return {RunId(run), what, "pay", Json::object({{"amount", 5}}), "Shall I?"}; }
}  // namespace

TEST_CASE("a run that is set aside keeps its approval and what was said of it, and has them again when it is taken up") {
  Folding f;
  event::MessageRead first = read({}), second = read({});
  first.claims = {{"order_id", Json("W1")}, {"reason", Json("broken")}};
  second.claims = {{"order_id", Json("W2")}};
  f << event::EpisodeOpened{1, false, BundleHash("b")} << message("m1") << first << begins("run_1", "W1") << approval("appr_1") << waits("run_1", "approval")
    << event::TurnEnded{MessageId("m1")};
  f << message("m2") << second << event::RunSetAside{RunId("run_1"), "refund"};
  REQUIRE(f.state.aside.size() == 1);
  CHECK(!f.state.run);
  CHECK(!f.state.approval);
  CHECK(f.state.claims.at("order_id") == Json("W2"));
  CHECK(!f.state.claims.count("reason"));   // it was said of the first
  f << begins("run_2", "W2") << waits("run_2", "confirmation") << event::TurnEnded{MessageId("m2")};
  CHECK(!may_be_set_aside(f.state));   // it waits for the customer
  f << event::RunTakenUp{RunId("run_1"), "refund"} << event::ApprovalDecided{ApprovalId("appr_1"), "approved", "lea", "billing_lead", "", {}};
  CHECK(f.state.claims.at("order_id") == Json("W1"));
  CHECK(f.state.claims.at("reason") == Json("broken"));
  REQUIRE(f.state.granted.size() == 1);
  REQUIRE(f.state.aside.size() == 1);
  CHECK(f.state.aside[0].run->id == RunId("run_2"));
  f << event::RunEnded{RunId("run_1"), "finished", ""} << event::RunTakenUp{RunId("run_2"), "refund"};
  CHECK(f.state.granted.empty());
  CHECK(f.state.approvals_given.empty());
  CHECK(f.state.run->waits_for == "confirmation");
  CHECK(f.state.aside.empty());
}

TEST_CASE("an e-mail address that one run was given is known to the next one, whichever is taken up meanwhile, and what was the matter is not") {
  Folding f;
  event::MessageRead first = read({}), second = read({});
  first.claims = {{"order_id", Json("W1")}, {"reason", Json("broken")}};
  second.claims = {{"order_id", Json("W2")}, {"email_address", Json("ada@example.com")}, {"reason", Json("late")}};
  const event::RunStarted asks{RunId("run_2"), "invoice", "", Json::object({{"email_address", "ada@example.com"}, {"reason", "late"}}), false};
  f << event::EpisodeOpened{1, false, BundleHash("b")} << message("m1") << first << begins("run_1", "W1") << approval("appr_1") << waits("run_1", "approval")
    << event::TurnEnded{MessageId("m1")};
  f << message("m2") << second << event::RunSetAside{RunId("run_1"), "refund"} << asks << waits("run_2", "time") << event::TurnEnded{MessageId("m2")};
  f << event::RunSetAside{RunId("run_2"), "invoice"};
  CHECK(f.state.claims.at("email_address") == Json("ada@example.com"));
  CHECK(!f.state.claims.count("reason"));
  f << event::RunTakenUp{RunId("run_1"), "refund"};
  CHECK(f.state.claims.at("email_address") == Json("ada@example.com"));
  CHECK(f.state.claims.at("reason") == Json("broken"));
  f << event::RunEnded{RunId("run_1"), "finished", ""} << event::RunTakenUp{RunId("run_2"), "invoice"} << event::RunEnded{RunId("run_2"), "finished", ""};
  CHECK(f.state.claims.at("email_address") == Json("ada@example.com"));
  CHECK(!f.state.claims.count("reason"));
}

TEST_CASE("as many runs are open at once as the limit, and one more is not begun beside them") {
  Folding f;
  f << event::EpisodeOpened{1, false, BundleHash("b")};
  for (std::size_t i = 1; i <= limits::runs_at_once; ++i) {
    const std::string id = "run_" + std::to_string(i);
    f << begins(id, "W" + std::to_string(i)) << waits(id, "time");
    CHECK(may_be_set_aside(f.state) == (i < limits::runs_at_once));
    if (i < limits::runs_at_once) f << event::RunSetAside{RunId(id), "refund"};
  }
}
