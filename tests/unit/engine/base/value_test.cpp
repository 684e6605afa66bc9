#include "engine/base/value.hpp"

#include <limits>
#include <tuple>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

Money usd(std::int64_t minor) { return {minor, *Currency::parse("USD")}; }

ValueRecord record() {
  ValueRecord made;
  made.set("id", "A1");
  made.set("total", usd(300));
  made.set("note", Absent{});
  return made;
}

}  // namespace

TEST_CASE("the two kinds of nothing are not the same") {
  CHECK(Value().unknown());
  CHECK(Value(Absent{}).absent());
  CHECK(Value(Unknown{}) != Value(Absent{}));
}

TEST_CASE("a value knows what it was made of") {
  CHECK(*Value(7).as<std::int64_t>() == 7);
  CHECK(*Value(true).as<bool>());
  CHECK(*Value("seven").as<std::string>() == "seven");
  CHECK(*Value(usd(5)).as<Money>() == usd(5));
  CHECK(Value(7).as<Decimal>() == nullptr);
  CHECK(Value(1) != Value(true));
}

TEST_CASE("a record finds, adds and replaces its fields, and keeps their order") {
  ValueRecord made = record();
  CHECK(*made.find("id") == Value("A1"));
  CHECK(made.find("none") == nullptr);
  made.set("id", 5);
  CHECK(made.fields.size() == 3);
  CHECK(made.fields.front().value == Value(5));
}

TEST_CASE("records are equal field by field, however deep") {
  ValueRecord outer;
  outer.set("inner", record());
  outer.set("list", ValueList{1, record()});
  ValueRecord same = outer;
  CHECK(outer == same);
  ValueRecord changed = record();
  changed.set("id", "A2");
  same.set("list", ValueList{1, changed});
  CHECK_FALSE(outer == same);
}

TEST_CASE("a value is shown as a customer reads it") {
  CHECK(format_value(Value()).empty());
  CHECK(format_value(Absent{}).empty());
  CHECK(format_value(true) == "yes");
  CHECK(format_value(false) == "no");
  CHECK(format_value(42) == "42");
  CHECK(format_value(Decimal{750'000}) == "0.75");
  CHECK(format_value(usd(10000)) == "$100.00");
  CHECK(format_value(hours(4)) == "4 hours");
  CHECK(format_value(Instant{0}) == "1970-01-01T00:00:00Z");
  CHECK(format_value("text") == "text");
  CHECK(format_value(ValueList{"a", Value(), "b", "c"}) == "a, b and c");
  CHECK(format_value(record()) == "id: A1, total: $3.00");
}

TEST_CASE("a decimal is exact to six places") {
  for (const auto& [text, millionths] : {std::tuple{"0.75", std::int64_t{750'000}}, {"75", 75'000'000}, {"-3.5", -3'500'000}, {"0.000001", 1}, {"-0.000001", -1}, {"0", 0},
                                         {"9223372036854.775807", std::numeric_limits<std::int64_t>::max()}, {"-9223372036854.775808", std::numeric_limits<std::int64_t>::min()}}) {
    CHECK(parse_decimal(text) == Decimal{millionths});
    CHECK(format_decimal({millionths}) == text);
  }
  CHECK(parse_decimal("1.500") == Decimal{1'500'000});
  for (const char* text : {"", "-", ".5", "5.", "+1", "1e3", "1,000", "0.0000001", "NaN", "1.2.3", "--1", " 1", "9223372036854.775808", "-9223372036854.775809"}) {
    INFO(text);
    REQUIRE_FALSE(parse_decimal(text));
    CHECK(parse_decimal(text).error().code == ErrorCode::invalid);
  }
}

TEST_CASE("a truth has its word") {
  CHECK(to_text(Truth::yes) == "yes");
  CHECK(to_text(Truth::no) == "no");
  CHECK(to_text(Truth::unknown) == "unknown");
}
