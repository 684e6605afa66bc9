#include "tests/catch.hpp"
#include "tests/unit/dsl/parse_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

// The condition, written out; or what was found wrong with it.
std::string condition(const std::string& text) {
  const Read read("trigger \"t\"\n  when " + text + "\n");
  if (!read.found.empty()) return read.seen();
  return written(*read.only<TriggerBlock>().when);
}

}  // namespace

TEST_CASE("and binds closer than or, and parentheses closer than both") {
  CHECK(condition("a and b or c and d") == "(or (and a b) (and c d))");
  CHECK(condition("a and (b or c)") == "(and a (or b c))");
  CHECK(condition("a and b and c") == "(and a b c)");
  CHECK(condition("not a and b") == "(and (not a) b)");
  CHECK(condition("not (a or b)") == "(not (or a b))");
  CHECK(condition("((a))") == "a");
}

TEST_CASE("comparisons are written in words or in symbols") {
  CHECK(condition("n is 3") == "(= n 3)");
  CHECK(condition("n = 3") == condition("n is 3"));
  CHECK(condition("n is not 3") == "(!= n 3)");
  CHECK(condition("n != 3") == condition("n is not 3"));
  for (const char* under : {"n is under 3", "n < 3", "n is below 3", "n is less than 3", "n is before 3"}) CHECK(condition(under) == "(< n 3)");
  for (const char* over : {"n is over 3", "n > 3", "n is above 3", "n is more than 3", "n was after 3"}) CHECK(condition(over) == "(> n 3)");
  for (const char* most : {"n is at most 3", "n <= 3", "n is <= 3"}) CHECK(condition(most) == "(<= n 3)");
  for (const char* least : {"n is at least 3", "n >= 3"}) CHECK(condition(least) == "(>= n 3)");
  CHECK(condition("n is not over 3") == "(not (> n 3))");
}

TEST_CASE("a chain compares the same left side again") {
  CHECK(condition("amount is over $100 and at most $1,000") == "(and (> amount 100.00USD) (<= amount 1000.00USD))");
  CHECK(condition("amount > 1 and < 5 and b") == "(and (and (> amount 1) (< amount 5)) b)");
  CHECK(condition("a is b and at_home") == "(and (= a b) at_home)");
}

TEST_CASE("a count of what meets several conditions is compared as a count") {
  for (const char* count : {"count of c in list with (c.a is 1 and c.b is 2)", "count of c in list with (c.a is 1 or c.b is 2)",
                            "count of a, b in pairs of x and y with (a is b and a is 1)", "count of c in list with (c.a is yes)", "count of c in list with (c.a starts with \"x\")",
                            "count of c in list with (not c.a)", "count of c in list with (c.a in [1, 2])", "count of c in list with (c.a is known)",
                            "count of c in list with (c.many has no duplicates)", "count of c in list with (any s in c.seats has (s.a is 1 and s.b is 2))",
                            "count of c in list with (none s in c.seats has s.a is 1)", "count of c in list with (count of s in c.seats with (s.a is 1) is over 3)"}) {
    INFO(count);
    const std::string in_brackets = "(" + std::string(count) + ")";
    for (const char* compared : {" is at least 2", " is 2", " over 2 and at most 4", " > other", " is not over 2", " is in [2, 3]", " not in [2, 3]"})
      CHECK(condition(count + std::string(compared)) == condition(in_brackets + compared));
  }
  CHECK(condition("count of c in list with c.a is 1 is at least 2") == condition("(count of c in list with (c.a is 1)) is at least 2"));
  CHECK(condition("count of c in list with (c.a is 1 and c.b is 2) is at least 2 and d") == condition("((count of c in list with (c.a is 1 and c.b is 2)) is at least 2) and d"));
}

TEST_CASE("literals are amounts, shares, durations, times, numbers, texts, yes and no") {
  CHECK(condition("x is $1,000.50") == "(= x 1000.50USD)");
  CHECK(condition("x is 100 EUR") == "(= x 100.00EUR)");
  CHECK(condition("x is EUR 100") == "(= x 100.00EUR)");
  CHECK(condition("x is 1,000 EUR") == "(= x 1000.00EUR)");
  CHECK(condition("x is -$5") == "(= x -5.00USD)");
  CHECK(condition("x is 500 JPY") == "(= x 500JPY)");
  CHECK(condition("x is 75%") == "(= x 0.75%)");
  CHECK(condition("x is 99.5%") == "(= x 0.995%)");
  CHECK(condition("x is 10 minutes") == "(= x 10 minutes)");
  CHECK(condition("x is 1 week") == "(= x 7 days)");
  CHECK(condition("x is 2026-12-01") == "(= x 2026-12-01T00:00:00Z)");
  CHECK(condition("x is 2026-12-01T09:30:00+01:00") == "(= x 2026-12-01T08:30:00Z)");
  CHECK(condition("x is 3") == "(= x 3)");
  CHECK(condition("x is -3.25") == "(= x -3.25)");
  CHECK(condition("x is \"a \\\"b\\\"\\n\"") == "(= x \"a \"b\"\n\")");
  CHECK(condition("x is yes or y is no") == "(or (= x yes) (= y no))");
  CHECK(condition("x is yesterday") == "(= x yesterday)");
}

TEST_CASE("membership is in a list of values or in a list of the facts") {
  CHECK(condition("intent is in [refund_request, billing_dispute]") == "(in intent (list refund_request billing_dispute))");
  CHECK(condition("intent in [a]") == "(in intent (list a))");
  CHECK(condition("intent is not in [a, b]") == "(not-in intent (list a b))");
  CHECK(condition("intent not in [a]") == "(not-in intent (list a))");
  CHECK(condition("id in order.items") == "(in id (list order.items))");
}

TEST_CASE("texts are tested for what they contain, start and end with") {
  CHECK(condition("page starts with \"/billing\"") == "(starts page \"/billing\")");
  CHECK(condition("page ends with \"x\" and page contains \"y\"") == "(and (ends page \"x\") (contains page \"y\"))");
  CHECK(condition("page does not contain \"y\"") == "(not (contains page \"y\"))");
}

TEST_CASE("known and unknown are asked for as such") {
  CHECK(condition("amount is known") == "(known amount)");
  CHECK(condition("amount is unknown") == "(unknown amount)");
  CHECK(condition("amount is not known") == "(unknown amount)");
}

TEST_CASE("customer is verified asks for the field, and another field may have a word verified") {
  CHECK(condition("customer is verified") == "(= customer.verified yes)");
  CHECK(condition("customer is not verified") == "(!= customer.verified yes)");
  CHECK(condition("order.status is verified") == "(= order.status verified)");
}

TEST_CASE("quantifiers bind one name over a list, and reach as far as one comparison") {
  CHECK(condition("any item in order.items has item.final_sale is yes") == "(any item order.items (= item.final_sale yes))");
  CHECK(condition("all i in l has i.n > 1 and b") == "(and (all i l (> i.n 1)) b)");
  CHECK(condition("none i in l has (i.a and i.b)") == "(none i l (and i.a i.b))");
  CHECK(condition("count of i in l with i.a is yes is over 2") == "(> (count i l (= i.a yes)) 2)");
  CHECK(condition("count of i in l >= 2") == "(>= (count i l) 2)");
  CHECK(condition("sum of i.price * i.n for i in order.items is over $100") == "(> (sum i order.items (* i.price i.n)) 100.00USD)");
}

TEST_CASE("words of the language may be names where nothing else can stand") {
  CHECK(condition("count is over 2") == "(> count 2)");
  CHECK(condition("order.in is order.when") == "(= order.in order.when)");
  CHECK(condition("any is 1") == "(= any 1)");
}

TEST_CASE("arithmetic leans to the left, and times binds closer than plus") {
  CHECK(condition("a + b * c - d is 1") == "(= (- (+ a (* b c)) d) 1)");
  CHECK(condition("a - (b - c) is 1") == "(= (- a (- b c)) 1)");
  CHECK(condition("now - placed_at is over 30 days") == "(> (- now placed_at) 30 days)");
}

TEST_CASE("how long ago something was is arithmetic with now") {
  CHECK(condition("order.placed_at was within the last 30 days") == "(and (>= order.placed_at (- now 30 days)) (<= order.placed_at now))");
  CHECK(condition("order.placed_at is more than 30 days ago") == "(< order.placed_at (- now 30 days))");
  CHECK(condition("order.placed_at was less than 2 hours ago") == "(and (> order.placed_at (- now 2 hours)) (<= order.placed_at now))");
}

TEST_CASE("a signal may be asked for in several messages running") {
  CHECK(condition("angry in 2 messages running") == "(running angry 2)");
  CHECK(condition("angry in 3 messages running and b") == "(and (running angry 3) b)");
}

TEST_CASE("an expression knows where it stands, also over several lines") {
  const Read read("trigger \"t\"\n  when a   is  3\n       and   b is under\n         $5\n");
  REQUIRE(read.found.empty());
  const auto& whole = std::get<AndNode>(read.only<TriggerBlock>().when->node);
  CHECK(read.sources.text(whole.operands.at(0).span) == "a   is  3");
  CHECK(read.sources.text(whole.operands.at(1).span) == "b is under\n         $5");
  const auto& compare = std::get<CompareNode>(whole.operands[1].node);
  CHECK(read.sources.text(compare.sides.at(1).span) == "$5");
}

TEST_CASE("parentheses nest as deep as the limit, and one deeper is refused") {
  const auto nested = [](int deep) { return condition(std::string(static_cast<std::size_t>(deep), '(') + "a" + std::string(static_cast<std::size_t>(deep), ')')); };
  CHECK(nested(64) == "a");
  CHECK(nested(65).find("P0107") != std::string::npos);
}

TEST_CASE("a sum has at most as many terms as the limit") {
  const auto sum = [](int terms) {
    std::string text = "a";
    for (int i = 1; i < terms; ++i) text += " + a";
    return condition(text + " is 1");
  };
  CHECK(sum(62).starts_with("(= (+"));
  CHECK(sum(65).find("P0108") != std::string::npos);
}
