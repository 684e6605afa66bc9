#include "dsl/program/decode.hpp"

#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

const Program& program() {
  static const Compiled compiled = compile_text(
      "record item\n  name text\n  price money\n  paid money in EUR\n  parts list of item\n"
      "record order\n  id text\n  status open | in_transit | shut\n  total money\n  note optional text\n  items list of item\n  methods map of item\n"
      "  share percent\n  ratio decimal\n  pieces whole number\n  gift yes/no\n  placed_at time\n  window duration\n"
      "tool find(id: text) gives order\n  reads\n"
      "tool act(id: text, amount: money, reason: optional text)\n  writes\n  otherwise deny say \"No.\"\n");
  REQUIRE(compiled.program != nullptr);
  return *compiled.program;
}

const Type& order() { return *program().tools[0].gives; }

struct Decoded {
  Value value;
  std::vector<JsonIssue> issues;
};

Decoded decoded(const Type& type, std::string_view text) {
  Decoded out;
  const auto json = parse_json(text);
  REQUIRE(json);
  out.value = decode(program(), type, *json, "", out.issues);
  return out;
}

Decoded field(const char* name, std::string_view text) { return decoded(find_field(program().records[1].fields, name)->type, text); }

struct Arguments {
  ValueRecord record;
  std::vector<JsonIssue> issues;
};
Arguments arguments(std::string_view text) {
  Arguments out;
  out.record = decode_arguments(program(), program().tools[1], *parse_json(text), "/arguments", out.issues);
  return out;
}

Value usd(std::int64_t cents) { return Money{cents, *Currency::parse("USD")}; }

}  // namespace

TEST_CASE("money is read however it is written, and never through a floating point") {
  for (const char* text : {"120.5", "\"120.50\"", "\"$120.50\"", "\"120.50 USD\"", R"({"amount":"120.50","currency":"USD"})", R"({"amount":120.5,"currency":"USD"})",
                           "120.500", "1.205e2", R"({"amount":1205e-1,"currency":"USD"})"}) {
    INFO(text);
    const Decoded read = field("total", text);
    CHECK(read.issues.empty());
    CHECK(read.value == usd(12050));
  }
  CHECK(field("total", "0.07").value == usd(7));
  CHECK(field("total", R"({"amount":"5.00","currency":"EUR"})").value == Value(Money{500, *Currency::parse("EUR")}));
}

// JSON's numbers have no notation of their own: what is a whole number in one version of a policy is so many yen in another.
TEST_CASE("a number is an amount exactly where it is a whole number, in a currency without cents") {
  const Type yen{.kind = TypeKind::money, .currency = *Currency::parse("JPY")}, whole{.kind = TypeKind::whole_number};
  for (const char* text : {"100", "100.0", "1e2", "10e1", "-1.0E+2",
                           "0.0", "100.5", "1e-1", "9223372036854775807", "9223372036854775808", "1e18", "1e19", "1e40"}) {
    INFO(text);
    const auto* number = decoded(whole, text).value.as<std::int64_t>();
    const Value amount = decoded(yen, text).value;
    CHECK(amount == (number == nullptr ? Value() : Value(Money{*number, yen.currency})));
  }
}

TEST_CASE("a plain amount is in the currency that the field declares") {
  const Type& paid = find_field(program().records[0].fields, "paid")->type;
  CHECK(decoded(paid, "5").value == Value(Money{500, *Currency::parse("EUR")}));
}

TEST_CASE("what is no amount of money is an issue and unknown") {
  for (const char* text : {"[]", "true", "\"\"", "\"lots\"", "1e-3", "1e40", "\"1e5\"", "120.505", "{}", R"({"amount":"5"})", R"({"amount":"5","currency":"XXQ"})",
                           R"({"amount":"$5","currency":"EUR"})", "99999999999999999999"}) {
    INFO(text);
    const Decoded read = field("total", text);
    CHECK(read.value.unknown());
    CHECK(read.issues.size() == 1);
  }
}

TEST_CASE("shares, numbers, times and durations are read as declared") {
  CHECK(field("share", "0.75").value == Value(Decimal{750000}));
  CHECK(field("share", "\"75%\"").value == Value(Decimal{750000}));
  CHECK(field("share", "\"75\"").value.unknown());
  CHECK(field("ratio", "-1.25").value == Value(Decimal{-1250000}));
  CHECK(field("pieces", "3").value == Value(3));
  CHECK(field("pieces", "3.5").value.unknown());
  CHECK(field("pieces", "\"3\"").value.unknown());
  CHECK(field("gift", "true").value == Value(true));
  CHECK(field("gift", "\"yes\"").value.unknown());
  CHECK(field("placed_at", "\"2026-11-21T09:30:00Z\"").value == Value(*parse_time("2026-11-21T09:30:00Z")));
  CHECK(field("placed_at", "\"yesterday\"").value.unknown());
  CHECK(field("window", "\"10 minutes\"").value == Value(minutes(10)));
  CHECK(field("window", "10").value.unknown());
}

TEST_CASE("a word is one of its enumeration's") {
  CHECK(field("status", "\"in_transit\"").value == Value("in_transit"));
  const Decoded read = field("status", "\"lost\"");
  CHECK(read.value.unknown());
  REQUIRE(read.issues.size() == 1);
  CHECK(read.issues[0].message == "expected one of open, in_transit or shut, got \"lost\"");
}

TEST_CASE("a record keeps declared order, passes over what it does not know, and tells missing from absent") {
  const Decoded read = decoded(order(), R"({"total":"5.00","surprise":{"deep":[1]},"id":"W1"})");
  CHECK(read.issues.empty());
  const auto* record = read.value.as<ValueRecord>();
  REQUIRE(record != nullptr);
  CHECK(record->fields[0].name == "id");
  CHECK(*record->find("id") == Value("W1"));
  CHECK(record->find("note")->absent());
  CHECK(record->find("status")->unknown());
  CHECK(record->find("surprise") == nullptr);
}

TEST_CASE("null is a known absence only of what may be missing; anywhere else nobody knows the value") {
  CHECK(field("note", "null").value.absent());
  for (const char* name : {"total", "status", "gift", "items", "methods"}) {
    INFO(name);
    const Decoded read = field(name, "null");
    CHECK(read.value.unknown());
    CHECK(!read.value.absent());
    CHECK(read.issues.size() == 1);
  }
  const Decoded read = decoded(order(), R"({"id":"W1","status":null,"items":[null]})");
  CHECK(read.value.as<ValueRecord>()->find("status")->unknown());
  CHECK(read.value.as<ValueRecord>()->find("items")->as<ValueList>()->at(0).unknown());
  CHECK(arguments(R"({"id":"W1","amount":"5","reason":null})").issues.empty());
  CHECK(!arguments(R"({"id":null,"amount":"5"})").issues.empty());
}

TEST_CASE("an issue points at the wrong place") {
  const Decoded read = decoded(order(), R"({"id":"W1","items":[{"name":"a","price":"1"},{"name":"b","price":[]}],"methods":{"a/b":{"name":7}}})");
  REQUIRE(read.issues.size() == 2);
  CHECK(read.issues[0] == JsonIssue{"/items/1/price", "expected an amount of money, got an array"});
  CHECK(read.issues[1].pointer == "/methods/a~1b/name");
  const auto* items = read.value.as<ValueRecord>()->find("items")->as<ValueList>();
  REQUIRE(items != nullptr);
  CHECK(*(*items)[0].as<ValueRecord>()->find("price") == usd(100));
}

TEST_CASE("data nested deeper than any policy reads is refused, not followed") {
  std::string text = "null";
  for (int i = 0; i < 60; ++i) text = R"({"parts":[)" + text + "]}";
  const auto json = parse_json(text, {.bytes_max = 1u << 20, .depth_max = 200});
  REQUIRE(json);
  std::vector<JsonIssue> issues;
  Type item{TypeKind::record};
  (void)decode(program(), item, *json, "", issues);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].message.find("nested deeper") != std::string::npos);
}

TEST_CASE("a thousand mistakes are fifty issues") {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += i == 0 ? "1" : ",1";
  CHECK(field("items", text + "]").issues.size() == 50);
}

TEST_CASE("arguments come in declared order, the optional ones absent") {
  const Arguments read = arguments(R"({"amount":"5.00","id":"W1"})");
  CHECK(read.issues.empty());
  REQUIRE(read.record.fields.size() == 3);
  CHECK(read.record.fields[0].value == Value("W1"));
  CHECK(read.record.fields[1].value == usd(500));
  CHECK(read.record.fields[2].value.absent());
}

TEST_CASE("missing, null and unheard-of arguments are issues") {
  const Arguments read = arguments(R"({"id":null,"amont":"5"})");
  REQUIRE(read.issues.size() == 3);
  CHECK(read.issues[0] == JsonIssue{"/arguments/id", "expected text, got null"});
  CHECK(read.issues[1] == JsonIssue{"/arguments/amount", "expected money, got nothing"});
  CHECK(read.issues[2] == JsonIssue{"/arguments/amont", "`act` has no such parameter"});
  CHECK(read.record.fields[0].value.unknown());
  CHECK(arguments("[]").issues.size() == 1);
  CHECK(arguments("[]").record.fields.size() == 3);
}

TEST_CASE("a caller's amount is never below zero, our own systems' may be") {
  CHECK(arguments(R"({"id":"W1","amount":"-5.00"})").issues.size() == 1);
  CHECK(arguments(R"({"id":"W1","amount":"-5.00"})").record.fields[1].value.unknown());
  CHECK(field("total", "\"-5.00\"").value == usd(-500));
}

TEST_CASE("what is encoded is what was decoded") {
  const std::string text =
      R"({"id":"W1","status":"open","total":{"amount":"120.50","currency":"USD"},"note":null,"items":[],"methods":)"
      R"({"a":{"name":"x","price":{"amount":"1.00","currency":"USD"},"paid":{"amount":"1.00","currency":"EUR"},"parts":[]}},)"
      R"("share":0.75,"ratio":-1.25,"pieces":3,"gift":false,"placed_at":"2026-11-21T09:30:00Z","window":"10 minutes"})";
  const Decoded read = decoded(order(), text);
  CHECK(read.issues.empty());
  CHECK(dump(encode(read.value)) == text);
}

TEST_CASE("types are described as the language writes them") {
  const std::vector<Field>& fields = program().records[1].fields;
  CHECK(describe(program(), find_field(fields, "items")->type) == "list of item");
  CHECK(describe(program(), find_field(fields, "note")->type) == "optional text");
  CHECK(describe(program(), find_field(fields, "status")->type) == "open | in_transit | shut");
  CHECK(describe(program(), find_field(program().records[0].fields, "paid")->type) == "money in EUR");
}

TEST_CASE("a number of JSON is what it says, whatever its notation") {
  CHECK(field("ratio", "1e-06").value == Value(Decimal{1}));
  CHECK(field("ratio", "2.5E1").value == Value(Decimal{25'000'000}));
  CHECK(field("ratio", "0e5").value == Value(Decimal{0}));
  CHECK(field("share", "7.5e-1").value == Value(Decimal{750'000}));
  CHECK(field("pieces", "3e2").value == Value(std::int64_t{300}));
  for (const char* too_much : {"1e-07", "1e40"}) {
    INFO(too_much);
    CHECK(field("ratio", too_much).issues.size() == 1);
  }
}
