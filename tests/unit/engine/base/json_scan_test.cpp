// The fast reader and the careful one: what the first reads, the second reads the same; what the second reads, the first reads too, but for what it says.
#include "engine/base/json_scan.hpp"

#include <random>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

constexpr int depth = 16;

const std::vector<std::string> texts{
    R"({})", R"([])", R"("")", R"(0)", R"(-0)", R"(-0.0)", R"(1.10)", R"(1e5)", R"(1E+05)", R"(true)", R"(false)", R"(null)", R"( {"a" : [ 1 , 2 , { "b" : null } ] } )",
    R"({"amount":"120.00","currency":"USD","n":[1,-2,3.5,1e-3],"deep":{"x":{"y":[[],{},""]}}})", R"("é \u00e9 \ud83d\ude00 \n \" \\ \/")",
    R"({"":1," ":2})", R"([9223372036854775807,-9223372036854775808])", "\n[\t1\r\n]\n", R"({"a":1,"b":2,"c":{"a":1}})",
};

// Malformed, or beyond what is kept.
const std::vector<std::string> wrong{
    "", " ", "{", "}", "[1", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1 2]", "1 2", "{} {}", "[] x", "nul", "nulll", "truefalse", "tru", "01", "1.", ".5", "+1",
    "1e", "1e99999", "-", "--1", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "\"\x01\"", "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"",
    "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{a:1}", "{'a':1}", "[1]]", "/* x */ 1", "NaN", "Infinity", "{\"a\":}", "[,1]", "{,}", "\"\\", "[\"a\", \"b\"", "1e400", "-1e400",
};

void check(const std::string& text) {
  const auto fast = scan_json(text, depth);
  const auto careful = read_json_carefully(text, depth);
  INFO(text);
  if (fast) {
    REQUIRE(careful);
    REQUIRE(*fast == *careful);
  }
}

}  // namespace

TEST_CASE("the fast reader reads objects and lists that are well-formed, and reads them as the careful one does") {
  for (const std::string& text : texts) {
    INFO(text);
    const bool container = text.find_first_of("{[") != std::string::npos;
    CHECK(scan_json(text, depth).has_value() == container);
    CHECK(parse_json(text));
    check(text);
  }
}

TEST_CASE("what is malformed is read by neither") {
  for (const std::string& text : wrong) {
    INFO(text);
    CHECK_FALSE(scan_json(text, depth));
    CHECK_FALSE(read_json_carefully(text, depth));
  }
}

TEST_CASE("a whole number of more than 64 bits is left to the careful reader") {
  const auto read = parse_json("[123456789012345678901234567890]");
  REQUIRE(read);
  CHECK((*read).items()->front().number()->literal == "123456789012345678901234567890");
}

TEST_CASE("nesting is read to its limit and not one level deeper") {
  const auto nested = [](int levels) { return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']'); };
  CHECK(scan_json(nested(depth), depth));
  CHECK_FALSE(scan_json(nested(depth + 1), depth));
  CHECK(read_json_carefully(nested(depth), depth));
  CHECK_FALSE(read_json_carefully(nested(depth + 1), depth));
}

TEST_CASE("objects with many members keep them all, and find the one that comes twice") {
  for (const int count : {1, 16, 63, 64, 65, 300}) {
    std::string text = "{";
    for (int i = 0; i < count; ++i) text += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":" + std::to_string(i);
    const auto read = scan_json(text + "}", depth);
    REQUIRE(read);
    CHECK(read->members()->size() == static_cast<std::size_t>(count));
    CHECK_FALSE(scan_json(text + ",\"k0\":1}", depth));
    CHECK_FALSE(read_json_carefully(text + ",\"k0\":1}", depth));
  }
}

TEST_CASE("texts with random bytes changed are read alike") {
  std::mt19937 random(20261121);
  const std::string bytes = "{}[]\",:\\0123456789.eE+-truefalsn \n\t\x01\x7f\xc3\xa9\xff";
  for (int round = 0; round < 60'000; ++round) {
    std::string text = texts[random() % texts.size()];
    for (std::size_t change = random() % 3 + 1; change > 0; --change) {
      const std::size_t at = random() % (text.size() + 1);
      const char byte = bytes[random() % bytes.size()];
      switch (random() % 3) {
        case 0: text.insert(at, 1, byte); break;
        case 1: if (at < text.size()) text[at] = byte; break;
        default: if (at < text.size()) text.erase(at, 1);
      }
    }
    check(text);
  }
}
