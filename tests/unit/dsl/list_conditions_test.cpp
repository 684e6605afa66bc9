// Pairs, duplicates, look-ups, maps, patterns and earlier calls: checked, compiled and asked.
#include "dsl/program/evaluate.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

const Value unknown{Unknown{}};
const Value absent{Absent{}};

std::string policy(const std::string& condition) {
  return "currency USD\nrecord flight\n  number text\n  status cancelled | flying\n  seats map of yes/no\n"
         "tool get_flight(number: text, day: optional text) gives flight\n  reads\n"
         "tool refund(id: text, amount: money)\n  moves money\n  after a crash  stop and ask a person\n  allow when amount is at most $5\n  otherwise deny say \"No.\"\n"
         "tool act(old: list of text, new: list of text, flights: list of flight, paid: map of flight, id: text, day: optional text, due: time)\n  writes\n  allow when " +
         condition + "\n  otherwise deny say \"No.\"\n";
}

struct OneAnswer : LookUpAnswers {
  Value value;
  explicit OneAnswer(Value given) : value(std::move(given)) {}
  Value answer(std::uint32_t, const ValueList&) const override { return value; }
};

Truth ask(const std::string& condition, const Roots& roots, const LookUpAnswers* answers = nullptr) {
  const Compiled compiled = compile_text(policy(condition));
  INFO(condition << "\n" << seen(compiled));
  REQUIRE(compiled.program != nullptr);
  const Tool& tool = compiled.program->tools[2];
  Frame frame = bind(tool.scope, roots);
  frame.look_ups = answers;
  return evaluate(*compiled.program, tool.allows[0].when, frame);
}

Value flight(Value status) { return ValueRecord{{{"number", Value("F1")}, {"status", std::move(status)}}}; }
bool reports(const std::string& condition, const std::string& code) { return seen(compile_text(policy(condition))).find("[" + code + "]") != std::string::npos; }

}  // namespace

TEST_CASE("pairs take two lists side by side, and lists of unequal length are unknown") {
  const Value ab = ValueList{Value("a"), Value("b")}, ac = ValueList{Value("a"), Value("c")}, one = ValueList{Value("x")};
  CHECK(ask("any a, b in pairs of old and new has a is b", {{"old", ab}, {"new", ac}}) == Truth::yes);
  CHECK(ask("all a, b in pairs of old and new has a is b", {{"old", ab}, {"new", ac}}) == Truth::no);
  CHECK(ask("none a, b in pairs of old and new has a is b", {{"old", ab}, {"new", ac}}) == Truth::no);
  CHECK(ask("count of a, b in pairs of old and new with a is b is 1", {{"old", ab}, {"new", ac}}) == Truth::yes);
  CHECK(ask("sum of 2 for a, b in pairs of old and new is 4", {{"old", ab}, {"new", ac}}) == Truth::yes);
  for (const char* word : {"any", "all", "none"}) {
    const std::string condition = std::string(word) + " a, b in pairs of old and new has a is b";
    CHECK(ask(condition, {{"old", ab}, {"new", one}}) == Truth::unknown);
    CHECK(ask(condition, {{"old", unknown}, {"new", one}}) == Truth::unknown);
    CHECK(ask(condition, {{"old", absent}, {"new", one}}) == (std::string(word) == "none" ? Truth::yes : Truth::no));
  }
}

TEST_CASE("duplicates: an unknown item leaves it open unless one was found already") {
  const auto with = [](ValueList items) { return ask("old has duplicates", {{"old", Value(std::move(items))}}); };
  CHECK(with({Value("a"), Value("b")}) == Truth::no);
  CHECK(with({Value("a"), Value("b"), Value("a")}) == Truth::yes);
  CHECK(with({Value("a"), unknown}) == Truth::unknown);
  CHECK(with({Value("a"), unknown, Value("a")}) == Truth::yes);
  CHECK(with({absent, absent}) == Truth::no);
  CHECK(with({}) == Truth::no);
  CHECK(ask("old has no duplicates", {{"old", ValueList{Value("a"), Value("a")}}}) == Truth::no);
  CHECK(ask("old has duplicates", {{"old", unknown}}) == Truth::unknown);
  CHECK(ask("old has duplicates", {{"old", absent}}) == Truth::no);
  CHECK(reports("flights has duplicates", "P0320"));
}

TEST_CASE("a look-up in a condition: found, no such record, not asked") {
  const Roots roots{{"id", Value("F1")}, {"flights", ValueList{flight(Value("flying"))}}};
  const OneAnswer cancelled(flight(Value("cancelled"))), none{absent}, nobody_knows{unknown};
  for (const char* condition : {"get_flight(id).status is cancelled", "any f in flights has get_flight(f.number).status is \"cancelled\""}) {
    CHECK(ask(condition, roots, &cancelled) == Truth::yes);
    CHECK(ask(condition, roots, &none) == Truth::no);
    CHECK(ask(condition, roots, &nobody_knows) == Truth::unknown);
    CHECK(ask(condition, roots) == Truth::unknown);
    CHECK(ask(condition, {{"id", unknown}, {"flights", unknown}}, &cancelled) == Truth::unknown);
  }
  for (const char* condition : {"get_flight(id).status is cancelled", "get_flight(id, day).status is cancelled"}) {   // left out, or known not to be there: asked without
    CHECK(ask(condition, {{"id", Value("F1")}, {"day", absent}}, &cancelled) == Truth::yes);
    CHECK(ask(condition, {{"id", absent}, {"day", Value("monday")}}, &cancelled) == Truth::unknown);
  }
  CHECK(ask("get_flight(id, day).status is cancelled", {{"id", Value("F1")}, {"day", unknown}}, &cancelled) == Truth::unknown);
  CHECK(reports("get_flight(id, day, id).status is cancelled", "P0304"));
  CHECK(reports("get_flight().status is cancelled", "P0304"));
  CHECK(reports("get_flight(due).status is cancelled", "P0305"));
  CHECK(reports("get_fligth(id).status is cancelled", "P0205"));
  CHECK(reports("refund(id, $5).status is cancelled", "P0410"));
}

TEST_CASE("maps are asked by key") {
  const Roots roots{{"id", Value("m")}, {"paid", ValueRecord{{{"m", flight(Value("cancelled"))}}}}};
  CHECK(ask("paid[id].status is cancelled", roots) == Truth::yes);
  CHECK(ask("paid[\"other\"].status is cancelled", roots) == Truth::no);
  CHECK(ask("paid[id].status is cancelled", {{"id", unknown}, roots[1]}) == Truth::unknown);
  CHECK(ask("id in paid", roots) == Truth::yes);
  CHECK(ask("id not in paid", roots) == Truth::no);
  CHECK(ask("\"other\" in paid", roots) == Truth::no);
  CHECK(ask("id in paid", {{"id", unknown}, roots[1]}) == Truth::unknown);
  CHECK(ask("id in paid", {{"id", Value("m")}, {"paid", absent}}) == Truth::no);
  CHECK(reports("old[id] is id", "P0321"));
  CHECK(reports("paid[due].status is cancelled", "P0305"));
}

TEST_CASE("a pattern fits the whole text") {
  CHECK(ask("id matches \"[A-Z]{2}[0-9]+\"", {{"id", Value("AB12")}}) == Truth::yes);
  CHECK(ask("id matches \"[A-Z]{2}[0-9]+\"", {{"id", Value("xAB12")}}) == Truth::no);
  CHECK(ask("id matches \"(?i)ab\"", {{"id", Value("AB")}}) == Truth::yes);
  CHECK(ask("id does not match \"AB\"", {{"id", Value("AB")}}) == Truth::no);
  CHECK(ask("id matches \"AB\"", {{"id", unknown}}) == Truth::unknown);
  CHECK(ask("id matches \"AB\"", {{"id", absent}}) == Truth::no);
  CHECK(reports("id matches \"(\"", "P0315"));
  CHECK(reports("id matches id", "P0313"));
}

TEST_CASE("what earlier calls add up to is read from the root `used`") {
  const std::string id = "count refund per customer in 90 days";
  const auto with = [&](Value value) { return ask("count of refund per customer in 90 days is at least 3", {{"used", ValueRecord{{{id, std::move(value)}}}}}); };
  CHECK(with(Value(3)) == Truth::yes);
  CHECK(with(Value(2)) == Truth::no);
  CHECK(with(unknown) == Truth::unknown);
  const Compiled compiled = compile_text(policy("sum of refund.amount per conversation is over $500 and sum of refund.amount per conversation is under $900"));
  REQUIRE(compiled.program != nullptr);
  REQUIRE(compiled.program->meters.size() == 1);
  CHECK_FALSE(compiled.program->meters[0].per_customer);
  CHECK_FALSE(compiled.program->meters[0].window);
  CHECK(reports("sum of refund.id per customer is over $5", "P0313"));
  CHECK(reports("sum of refund.amuont per customer is over $5", "P0217"));
  CHECK(reports("count of get_flight per customer is over 5", "P0322"));
  CHECK(reports("count of refund per person is over 5", "P0217"));
}

TEST_CASE("times are asked from now, forwards and backwards") {
  const Instant now = *parse_time("2026-11-21T12:00:00Z");
  const auto with = [&](const std::string& condition, Duration later) { return ask(condition, {{"now", Value(now)}, {"due", Value(now + later)}}); };
  CHECK(with("due is within the next 2 days", hours(48)) == Truth::yes);
  CHECK(with("due is within the next 2 days", hours(49)) == Truth::no);
  CHECK(with("due is within the next 2 days", hours(-1)) == Truth::no);
  CHECK(with("due is at least 30 days ago", hours(-720)) == Truth::yes);
  CHECK(with("due is more than 30 days ago", hours(-720)) == Truth::no);
  CHECK(with("due + 3 days is after now", hours(-71)) == Truth::yes);
  CHECK(with("now - due is over 30 days", hours(-721)) == Truth::yes);
}

TEST_CASE("a pattern has as many bytes as its limit and not one more") {
  CHECK_FALSE(reports("id matches \"" + std::string(limits::condition_pattern_bytes, 'a') + "\"", "P0315"));
  CHECK(reports("id matches \"" + std::string(limits::condition_pattern_bytes + 1, 'a') + "\"", "P0315"));
}

TEST_CASE("a pattern that needs more memory than its limit is refused") {
  CHECK_FALSE(reports("id matches \"(a{30}){10}\"", "P0315"));
  CHECK(reports("id matches \"(\\\\pL{100}){10}\"", "P0315"));
}

TEST_CASE("a named list is asked for what it holds") {
  const auto listed = [](const std::string& items, const std::string& condition, const Roots& roots) {
    const Compiled compiled = compile_text("list known\n  items " + items + "\n" + policy(condition));
    INFO(seen(compiled));
    REQUIRE(compiled.program != nullptr);
    return evaluate(*compiled.program, compiled.program->tools[2].allows[0].when, bind(compiled.program->tools[2].scope, roots));
  };
  CHECK(listed("\"a\", \"b\"", "id is in known", {{"id", Value("a")}}) == Truth::yes);
  CHECK(listed("\"a\", \"b\"", "id is in known", {{"id", Value("c")}}) == Truth::no);
  CHECK(listed("\"a\", \"b\"", "id is not in known", {{"id", Value("c")}}) == Truth::yes);
  CHECK(listed("\"a\", \"b\"", "id is not in known", {{"id", absent}}) == Truth::no);
  CHECK(listed("\"a\", \"b\"", "id is in known", {{"id", unknown}}) == Truth::unknown);
  CHECK(listed("cancelled", "any f in flights has f.status in known", {{"flights", ValueList{flight(Value("cancelled"))}}}) == Truth::yes);
  CHECK(seen(compile_text("list known\n  items \"gone\"\n" + policy("any f in flights has f.status in known"))).find("[P0212]") != std::string::npos);
  CHECK(seen(compile_text("list known\n  items 5 EUR\n" + policy("$5 in known"))).find("[P0312]") != std::string::npos);
}
