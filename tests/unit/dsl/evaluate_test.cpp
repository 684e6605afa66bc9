#include "dsl/program/evaluate.hpp"

#include "dsl/program/compare.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

const Value unknown{Unknown{}};
const Value absent{Absent{}};

Value usd(std::int64_t cents) { return Money{cents, *Currency::parse("USD")}; }
Value eur(std::int64_t cents) { return Money{cents, *Currency::parse("EUR")}; }
Value item(Value sold, Value price) { return ValueRecord{{{"sold", std::move(sold)}, {"price", std::move(price)}}}; }
Value order_of(std::vector<std::pair<std::string, Value>> fields) {
  ValueRecord record;
  for (auto& [name, value] : fields) record.set(name, std::move(value));
  return record;
}

// The condition as the first `allow` of a tool with an order, an amount and a count.
struct Asked {
  Compiled compiled;
  explicit Asked(const std::string& condition)
      : compiled(compile_text("record item\n  sold yes/no\n  price money\nrecord order\n  status open | shut\n  total money\n  note optional text\n  closed yes/no\n"
                              "  items list of item\n  paid_with map of item\n  placed_at time\n"
                              "tool find(id: text) gives order\n  reads\n"
                              "tool act(id: text, amount: money, count: whole number, share: percent, tags: list of text)\n  writes\n  let order is find(id)\n  allow when " +
                              condition + "\n  otherwise deny say \"No.\"\n")) {
    INFO(condition << "\n" << seen(compiled));
    REQUIRE(compiled.program != nullptr);
  }
  const Tool& tool() const { return compiled.program->tools[1]; }
  Truth with(const Roots& roots, Trace* trace = nullptr) const {
    return evaluate(*compiled.program, tool().allows[0].when, bind(tool().scope, roots), trace);
  }
};

Truth ask(const std::string& condition, const Roots& roots) { return Asked(condition).with(roots); }

}  // namespace

TEST_CASE("comparing with an unknown fact is unknown") {
  for (const char* condition : {"amount is $5", "amount is not $5", "amount is over $5", "amount in [$5, $6]", "amount not in [$5, $6]", "not amount is $5"}) {
    INFO(condition);
    CHECK(ask(condition, {{"amount", unknown}}) == Truth::unknown);
    CHECK(ask(condition, {}) == Truth::unknown);
  }
}

TEST_CASE("comparing with a known absence is no, whichever way it is asked") {
  for (const char* condition : {"order.total is $5", "order.total is not $5", "order.total is over $5", "order.total is under $5", "order.total in [$5]", "order.total not in [$5]",
                                "order.note contains \"x\"", "order.total is known", "order.total is unknown", "order.closed", "order is known", "tags contains order.note",
                                "order.note not in tags", "order.note in tags"}) {
    INFO(condition);
    CHECK(ask(condition, {{"order", absent}, {"tags", ValueList{Value("x")}}}) == Truth::no);
  }
}

TEST_CASE("a field that a present record does not have is a known absence") {
  CHECK(ask("order.note is \"x\"", {{"order", order_of({{"total", usd(500)}})}}) == Truth::no);
  CHECK(ask("order.note is \"x\"", {{"order", unknown}}) == Truth::unknown);
  CHECK(ask("order.note is \"x\"", {{"order", order_of({{"note", unknown}})}}) == Truth::unknown);
}

TEST_CASE("not, and, or follow Kleene") {
  const auto with = [](const std::string& condition, const Value& a, const Value& b) { return ask(condition, {{"count", a}, {"amount", b}}); };
  const Value one = 1, two = 2, five = usd(500), six = usd(600);
  CHECK(with("count is 1 and amount is $5", one, five) == Truth::yes);
  CHECK(with("count is 1 and amount is $5", unknown, six) == Truth::no);
  CHECK(with("count is 1 and amount is $5", two, unknown) == Truth::no);
  CHECK(with("count is 1 and amount is $5", one, unknown) == Truth::unknown);
  CHECK(with("count is 1 or amount is $5", unknown, five) == Truth::yes);
  CHECK(with("count is 1 or amount is $5", one, unknown) == Truth::yes);
  CHECK(with("count is 1 or amount is $5", unknown, six) == Truth::unknown);
  CHECK(with("not (count is 1 or amount is $5)", two, six) == Truth::yes);
  CHECK(with("not (count is 1 or amount is $5)", two, unknown) == Truth::unknown);
}

TEST_CASE("money compares in whole minor units, and two currencies compare as unknown") {
  CHECK(ask("amount is at most $100", {{"amount", usd(10000)}}) == Truth::yes);
  CHECK(ask("amount is at most $100", {{"amount", usd(10001)}}) == Truth::no);
  CHECK(ask("amount is over $100 and at most $1,000", {{"amount", usd(10001)}}) == Truth::yes);
  CHECK(ask("amount is over $100 and at most $1,000", {{"amount", usd(100001)}}) == Truth::no);
  for (const char* condition : {"amount is $5", "amount is not $5", "amount is under $5", "amount is over $5"}) CHECK(ask(condition, {{"amount", eur(500)}}) == Truth::unknown);
  CHECK(ask("amount is at most order.total", {{"amount", eur(1)}, {"order", order_of({{"total", usd(500)}})}}) == Truth::unknown);
}

TEST_CASE("numbers compare across their kinds without rounding") {
  CHECK(compare(NodeOp::equal, Value(1), Value(Decimal{1'000'000})) == Truth::yes);
  CHECK(compare(NodeOp::less, Value(INT64_MAX), Value(Decimal{INT64_MAX})) == Truth::no);
  CHECK(ask("share is over 75%", {{"share", Decimal{750'001}}}) == Truth::yes);
  CHECK(ask("share is over 75%", {{"share", Decimal{750'000}}}) == Truth::no);
}

TEST_CASE("what is calculated is exact, also where it is larger than a value may be") {
  const Value most(INT64_MAX), least(INT64_MIN);
  const Value items = order_of({{"items", ValueList{item(true, usd(INT64_MAX)), item(true, usd(INT64_MAX))}}, {"total", usd(INT64_MAX)}});
  struct Row { const char* condition; Truth wanted; };
  for (const Row& row : std::initializer_list<Row>{
           {"count + 1 is over 9223372036854775807", Truth::yes}, {"count + 1 - 1 is 9223372036854775807", Truth::yes}, {"count * 1000000 is over 0", Truth::yes},
           {"count * -3 is over 0", Truth::no}, {"count * 3 - count * 2 is at most count", Truth::yes}, {"count * 2 + 0.5 is over count * 2", Truth::yes},
           {"count * 2 is known", Truth::yes}, {"count * 2 is unknown", Truth::no}, {"count * 2 in [1, 2]", Truth::no}, {"count * 2 not in [1, 2]", Truth::yes},
           {"amount * 1000 is over $1000", Truth::yes}, {"amount + $1 is over amount", Truth::yes}, {"amount - $1 is under amount", Truth::yes},
           {"sum of one.price for one in order.items is over order.total", Truth::yes}, {"sum of one.price * 2 for one in order.items is order.total * 4", Truth::yes}}) {
    INFO(row.condition);
    CHECK(ask(row.condition, {{"count", most}, {"amount", usd(INT64_MAX)}, {"order", items}}) == row.wanted);
  }
  CHECK(ask("count - 1 is under 0", {{"count", least}}) == Truth::yes);
  CHECK(ask("count * 2 is over 0", {{"count", unknown}}) == Truth::unknown);
  CHECK(ask("amount * 2 is over $1", {{"amount", eur(INT64_MAX)}}) == Truth::unknown);
  CHECK(ask("amount - $1 is $4", {{"amount", usd(500)}}) == Truth::yes);
}

TEST_CASE("quantifiers over a list ask each item") {
  const auto with = [](const std::string& condition, ValueList items) { return ask(condition, {{"order", order_of({{"items", std::move(items)}})}}); };
  const std::string any = "any item in order.items has item.sold is yes", all = "all item in order.items has item.sold is yes",
                    none = "none item in order.items has item.sold is yes";
  const Value sold = item(true, usd(100)), unsold = item(false, usd(200)), perhaps = item(unknown, unknown);
  CHECK(with(any, {unsold, sold}) == Truth::yes);
  CHECK(with(any, {unsold, perhaps}) == Truth::unknown);
  CHECK(with(any, {perhaps, sold}) == Truth::yes);
  CHECK(with(any, {}) == Truth::no);
  CHECK(with(all, {sold, sold}) == Truth::yes);
  CHECK(with(all, {sold, perhaps}) == Truth::unknown);
  CHECK(with(all, {perhaps, unsold}) == Truth::no);
  CHECK(with(all, {}) == Truth::yes);
  CHECK(with(none, {unsold}) == Truth::yes);
  CHECK(with(none, {perhaps}) == Truth::unknown);
  CHECK(with(none, {perhaps, sold}) == Truth::no);
  CHECK(with(none, {}) == Truth::yes);
}

TEST_CASE("quantifiers over an unknown list are unknown; a known absence satisfies neither any nor all") {
  for (const char* word : {"any", "all", "none"})
    CHECK(ask(std::string(word) + " item in order.items has item.sold is yes", {{"order", unknown}}) == Truth::unknown);
  CHECK(ask("any item in order.items has item.sold is yes", {{"order", absent}}) == Truth::no);
  CHECK(ask("all item in order.items has item.sold is yes", {{"order", absent}}) == Truth::no);
  CHECK(ask("none item in order.items has item.sold is yes", {{"order", absent}}) == Truth::yes);
  CHECK(ask("count of item in order.items is 0", {{"order", absent}}) == Truth::yes);
  CHECK(ask("count of item in order.items is 0", {{"order", unknown}}) == Truth::unknown);
}

TEST_CASE("counts and sums are values to compare") {
  const auto with = [](const std::string& condition, ValueList items) { return ask(condition, {{"order", order_of({{"items", std::move(items)}})}}); };
  CHECK(with("count of item in order.items with item.sold is yes is at least 2", {item(true, usd(1)), item(true, usd(1)), item(false, usd(1))}) == Truth::yes);
  CHECK(with("count of item in order.items with item.sold is yes is at least 2", {item(true, usd(1)), item(unknown, usd(1))}) == Truth::unknown);
  CHECK(with("count of item in order.items is 3", {item(true, usd(1)), item(unknown, usd(1)), unknown}) == Truth::yes);
  CHECK(with("sum of item.price for item in order.items is $3", {item(true, usd(100)), item(true, usd(200))}) == Truth::yes);
  CHECK(with("sum of item.price for item in order.items is $0", {}) == Truth::yes);
  CHECK(with("sum of item.price for item in order.items is $1", {item(true, usd(100)), item(true, unknown)}) == Truth::unknown);
  CHECK(with("sum of item.price for item in order.items is $1", {item(true, usd(100)), item(true, eur(100))}) == Truth::unknown);
}

TEST_CASE("a quantifier over a map asks its values, and one inside another keeps its own item") {
  const ValueRecord map{{{"a", item(true, usd(100))}, {"b", item(false, usd(900))}}};
  CHECK(ask("any method in order.paid_with has method.price is over $5", {{"order", order_of({{"paid_with", map}})}}) == Truth::yes);
  const Roots both{{"order", order_of({{"paid_with", map}, {"items", ValueList{item(true, usd(100)), item(true, usd(300))}}})}};
  CHECK(ask("any item in order.items has (any method in order.paid_with has method.price is item.price)", both) == Truth::yes);
  CHECK(ask("all item in order.items has (any method in order.paid_with has method.price is item.price)", both) == Truth::no);
}

TEST_CASE("time is compared with now") {
  const Instant now = *parse_time("2026-11-21T12:00:00Z");
  const auto placed = [&](Duration ago) { return Roots{{"now", now}, {"order", order_of({{"placed_at", now - ago}})}}; };
  CHECK(ask("order.placed_at was within the last 30 days", placed(days(29))) == Truth::yes);
  CHECK(ask("order.placed_at was within the last 30 days", placed(days(31))) == Truth::no);
  CHECK(ask("order.placed_at is more than 30 days ago", placed(days(31))) == Truth::yes);
  CHECK(ask("order.placed_at was within the last 30 days", placed(days(0))) == Truth::yes);
  for (const char* recent : {"order.placed_at was within the last 30 days", "order.placed_at is less than 30 days ago", "order.placed_at is at most 30 days ago"}) {
    INFO(recent);
    CHECK(ask(recent, placed(days(-1))) == Truth::no);   // what is to come was not yet
  }
  CHECK(ask("order.placed_at was not within the last 30 days", placed(days(-1))) == Truth::yes);
  CHECK(ask("now - order.placed_at is over 30 days", placed(days(31))) == Truth::yes);
}

TEST_CASE("words of an enumeration and texts are compared as written") {
  CHECK(ask("order.status is open", {{"order", order_of({{"status", "open"}})}}) == Truth::yes);
  CHECK(ask("order.status in [open, shut]", {{"order", order_of({{"status", "shut"}})}}) == Truth::yes);
  CHECK(ask("order.status not in [open]", {{"order", order_of({{"status", "shut"}})}}) == Truth::yes);
  CHECK(ask("id starts with \"W\" and id ends with \"9\" and id contains \"12\"", {{"id", "W1239"}}) == Truth::yes);
  CHECK(ask("tags contains \"vip\"", {{"tags", ValueList{Value("new"), Value("vip")}}}) == Truth::yes);
  CHECK(ask("id in tags", {{"id", "x"}, {"tags", ValueList{Value("new"), unknown}}}) == Truth::unknown);
}

TEST_CASE("the customer is verified when the vouched-for fact says so") {
  CHECK(ask("customer is verified", {{"customer", order_of({{"verified", true}})}}) == Truth::yes);
  CHECK(ask("customer is verified", {{"customer", order_of({{"verified", false}})}}) == Truth::no);
  CHECK(ask("customer is not verified", {{"customer", order_of({{"verified", false}})}}) == Truth::yes);
  CHECK(ask("customer is verified", {}) == Truth::unknown);
}

TEST_CASE("known asks whether anybody knows") {
  CHECK(ask("amount is known", {{"amount", usd(1)}}) == Truth::yes);
  CHECK(ask("amount is known", {}) == Truth::no);
  CHECK(ask("amount is unknown", {}) == Truth::yes);
}

TEST_CASE("a trace names each comparison that was asked, and a quantifier once") {
  const Asked asked("amount is over $5 and (count is 1 or any item in order.items has item.sold is yes) and id is \"x\"");
  Trace trace;
  const Roots roots{{"amount", usd(900)}, {"count", 2}, {"order", order_of({{"items", ValueList{item(false, usd(1)), item(true, usd(1))}}})}, {"id", "y"}};
  CHECK(asked.with(roots, &trace) == Truth::no);
  const Sources& sources = asked.compiled.sources;
  REQUIRE(trace.size() == 4);
  CHECK(sources.text(trace[0].span) == "amount is over $5");
  CHECK(trace[0].truth == Truth::yes);
  CHECK(trace[1].truth == Truth::no);
  CHECK(sources.text(trace[2].span) == "any item in order.items has item.sold is yes");
  CHECK(trace[2].truth == Truth::yes);
  CHECK(trace[3].truth == Truth::no);
  Trace short_one;
  CHECK(asked.with({{"amount", usd(100)}}, &short_one) == Truth::no);
  CHECK(short_one.size() == 1);
}

TEST_CASE("the slots that a condition reads are listed once each, in order") {
  const Asked asked("amount is over $5 and (count is 1 or amount is under $9) and any item in order.items has item.price is over amount");
  std::vector<std::string> paths;
  for (std::uint32_t slot : slots_of(*asked.compiled.program, asked.tool().allows[0].when)) {
    std::string path;
    for (const std::string& part : asked.tool().scope.slots[slot].path) path += (path.empty() ? "" : ".") + part;
    paths.push_back(path);
  }
  CHECK(paths == std::vector<std::string>{"amount", "count", "order.items"});
}

TEST_CASE("a template leaves out what is not known") {
  const Template words{{{"Your ", {}}, {"", {"amount"}}, {" for ", {}}, {"", {"order", "id"}}, {".", {}}}};
  CHECK(render(words, {{"amount", usd(1000)}, {"order", order_of({{"id", "W1"}})}}) == "Your $10.00 for W1.");
  CHECK(render(words, {{"order", absent}}) == "Your  for .");
}

TEST_CASE("signals running over messages are counted") {
  const Compiled compiled = compile_text("trigger \"Losing patience\"\n  when angry in 2 messages running\n  then offer a person\n");
  REQUIRE(compiled.program != nullptr);
  const auto ask_running = [&](Value count) {
    return evaluate(*compiled.program, compiled.program->triggers[0].when, bind(compiled.program->turn_scope, {{"running", order_of({{"angry", std::move(count)}})}}));
  };
  CHECK(ask_running(2) == Truth::yes);
  CHECK(ask_running(3) == Truth::yes);
  CHECK(ask_running(1) == Truth::no);
}
