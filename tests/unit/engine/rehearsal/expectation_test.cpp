#include "engine/rehearsal/expectation.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("a reply is compared as a whole, and an ellipsis stands for any words") {
  CHECK(meets("bot: Hello there.", "bot: Hello there."));
  CHECK_FALSE(meets("bot: Hello", "bot: Hello there."));
  CHECK(meets("bot: Hello …", "bot: Hello there."));
  CHECK(meets("bot: … there.", "bot: Hello there."));
  CHECK(meets("bot: … $48.00 … Shall I …?", "bot: I can refund $48.00 for W1. Shall I go ahead?"));
  CHECK(meets("bot: ...", "bot: anything"));
  CHECK_FALSE(meets("bot: a … b … c", "bot: a c b"));
  CHECK_FALSE(meets("bot: aba…aba", "bot: aba"));
  CHECK(meets("bot: One\nTwo", "bot: One\nTwo"));
  CHECK(meets("bot: One …", "bot: One\nTwo"));
}

TEST_CASE("any other line is compared as far as it is written, to the end of a word") {
  CHECK(meets("hands off to billing", "hands off to billing, urgency high, because of the amount"));
  CHECK_FALSE(meets("hands off to bill", "hands off to billing, urgency high"));
  CHECK_FALSE(meets("hands off to support", "hands off to billing"));
  CHECK(meets("state: handed off", "state: handed off, nobody"));
  CHECK(meets("intent refund_request", "intent refund_request 97%"));
}

TEST_CASE("of arguments the members that are written are compared, money as money") {
  const std::string happened = R"(calls pay {"amount":{"amount":"48.00","currency":"USD"},"order_id":"W1"})";
  CHECK(meets("calls pay", happened));
  CHECK(meets(R"(calls pay {"order_id":"W1"})", happened));
  CHECK(meets(R"(calls pay {"order_id": "W1", …})", happened));
  CHECK(meets(R"(calls pay {"amount":"$48.00"})", happened));
  CHECK(meets(R"(calls pay {"amount":"48 USD"})", happened));
  CHECK(meets(R"(calls pay {"amount":{"currency":"USD"}})", happened));
  CHECK_FALSE(meets(R"(calls pay {"amount":"$48.01"})", happened));
  CHECK_FALSE(meets(R"(calls pay {"order_id":"W2"})", happened));
  CHECK_FALSE(meets(R"(calls pay {"reason":"none"})", happened));
  CHECK_FALSE(meets(R"(calls refund {"order_id":"W1"})", happened));
  CHECK(meets(R"(asks for approval by lead of pay {"order_id":"W1"}, until)", R"(asks for approval by lead of pay {"order_id":"W1","x":1}, until 2026-01-05T13:00:00Z)"));
}

TEST_CASE("expected lines are met in order, and what is not expected is passed over") {
  const std::vector<std::string> happened = {"intent a 90%", "calls pay {\"n\":1}", "-> r1", "bot: done", "state: open, bot"};
  CHECK(compare({"calls pay", "bot: done"}, happened).failures == 0);
  CHECK(compare({"bot: done", "calls pay"}, happened).failures == 1);
  CHECK(compare({}, happened).failures == 0);
  CHECK(compare({"-> r1", "state: open"}, happened).failures == 0);
}

TEST_CASE("a missing line is told with what happened in its place, which mends it") {
  const Comparison made = compare({"calls pay", "bot: paid", "state: open"}, {"calls pay {\"n\":1}", "bot: done", "state: open, bot"});
  using Kind = Comparison::Line::Kind;
  CHECK(made.failures == 1);
  REQUIRE(made.lines.size() == 4);
  CHECK(made.lines[1].kind == Kind::missing);
  CHECK(made.lines[2].kind == Kind::instead);
  CHECK(made.lines[2].text == "bot: done");
  CHECK(made.as_it_happened == std::vector<std::string>{"calls pay", "bot: done", "state: open"});
}

TEST_CASE("a line with `not` fails where that happened, and goes when it is mended") {
  const std::vector<std::string> happened = {"calls pay {\"n\":1}", "bot: done"};
  CHECK(compare({"not calls refund", "bot: done"}, happened).failures == 0);
  const Comparison made = compare({"not calls pay", "bot: done"}, happened);
  CHECK(made.failures == 1);
  CHECK(made.lines.front().kind == Comparison::Line::Kind::unwanted);
  CHECK(made.as_it_happened == std::vector<std::string>{"bot: done"});
}

TEST_CASE("lines of a file and whole texts are the same there and back") {
  const std::vector<std::string> lines = {"bot: One", "  | Two", "  |", "  | Four", "state: open"};
  const auto whole = whole_lines(lines);
  CHECK(whole == std::vector<std::string>{"bot: One\nTwo\n\nFour", "state: open"});
  CHECK(file_lines(whole) == lines);
}
