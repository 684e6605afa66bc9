// The plain form of a context is read straight into slots; whatever is read so, the careful way reads the same, and whatever is wrong is left to it.
#include "dsl/program/facts_reader.hpp"

#include <random>

#include "engine/policy/facts.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const dsl::Program& program() {
  static const auto bundle = bundle_of(R"(currency USD
record place
  city  optional text
context
  page    optional text
  items   whole number
  rate    decimal
  share   percent
  sure    yes/no
  total   money
  fee     optional money in EUR
  plan    free | pro | enterprise
  at      time
  spent   duration
  home    optional place
  tags    optional list of text
trigger "asks for all of them"
  when     page is "x" and items is at least 3 and rate is over 1 and share is over 50% and sure and total is over $10 and fee is over 1 EUR and plan is pro
           and at is after 2026-01-01 and spent is over 1 hour and home.city is "Rome" and "a" is in tags
  if items is unknown  offer a person
  if rate is unknown  offer a person
  if share is unknown  offer a person
  if sure is unknown  offer a person
  if total is unknown  offer a person
  if plan is unknown  offer a person
  if at is unknown  offer a person
  if spent is unknown  offer a person
  if home.city is unknown  offer a person
  urgency  low
  then     hand off to support
)");
  return *bundle->program;
}

// None: refused, or something is wrong with it.
std::optional<std::vector<Value>> carefully(const std::string& text) {
  const auto json = parse_json(text);
  if (!json || !json->is_object()) return std::nullopt;
  dsl::Roots roots;
  std::vector<JsonIssue> issues;
  add_context(program(), *json, roots, issues);
  if (!issues.empty()) return std::nullopt;
  return dsl::bind(program().turn_scope, roots).slots;
}

// Slots of the context; the others nobody touches.
bool fast(const std::string& text, std::vector<Value>& slots) {
  static dsl::FactsReader reader(program(), program().turn_scope);
  static dsl::Frame frame;   // used again, whatever the last text left in it
  const bool read = reader.read(text, frame);
  slots = frame.slots;
  return read;
}

void agrees(const std::string& text) {
  std::vector<Value> slots;
  if (!fast(text, slots)) return;
  INFO(text);
  const auto careful = carefully(text);
  REQUIRE(careful);
  REQUIRE(slots == *careful);
}

const std::vector<std::string> plain{
    R"({})", R"( { "page" : "x" , "items" : 3 } )", R"({"items":3,"page":"x"})", R"({"page":null,"items":-0,"home":null,"tags":null})", "{\n\t\"sure\":true,\r\n\"total\":120.50}",
    R"({"total":"$120.50","fee":"3 EUR","share":"75%","rate":1.5,"at":"2026-11-21T09:30:00Z","spent":"10 minutes","plan":"pro"})", R"({"share":0.75,"rate":-2,"fee":7,"sure":false})",
    R"({"page":"Zoë"})", R"({"page":""})", R"({"items":999999999999999999})", R"({"page":"a longer text than fits where short ones are kept"})",
};

const std::vector<std::string> not_plain{
    "", "{", "[]", "{}}", "{} x", R"({"page":"x",})", R"({,})", R"({"page" "x"})", R"({"page":"x" "items":3})", R"({"items":3,"items":3})", R"({"items":03})", R"({"items":3.0})",
    R"({"items":1e2})", R"({"items":9999999999999999999})", R"({"items":"3"})", R"({"items":-})", R"({"rate":1.})", R"({"rate":.5})", R"({"total":1.234})", R"({"fee":"3 USDX"})", R"({"plan":"gold"})",
    R"({"sure":"yes"})", R"({"sure":truer})", R"({"page":"a\u0062"})", R"({"p\u0061ge":"x"})", "{\"page\":\"a\nb\"}", "{\"page\":\"\xff\"}", "{\"total\":\"\xff\"2}", "{\"rate\":\"a\nb\"2}", R"({"other":1})", R"({"home":{"city":"Rome"}})",
    R"({"tags":["a"]})", R"({"page":nul})", R"({"page":nulls})", R"({"at":"yesterday"})", R"({"page":1})", R"({"total":true})", R"({"":1})",
};

}  // namespace

TEST_CASE("a context in the plain form is read straight into its slots, as the careful way reads it") {
  std::vector<Value> slots;
  for (const std::string& text : plain) {
    INFO(text);
    CHECK(fast(text, slots));
    agrees(text);
  }
}

TEST_CASE("what is wrong with a context, or written in another way, is left to those who can tell") {
  std::vector<Value> slots;
  for (const std::string& text : not_plain) {
    INFO(text);
    CHECK_FALSE(fast(text, slots));
  }
}

TEST_CASE("texts that were torn, joined and turned read straight as they read carefully") {
  std::mt19937 random(20261121);
  std::vector<std::string> all = plain;
  all.insert(all.end(), not_plain.begin(), not_plain.end());
  const std::string letters = "{}[]\",:\\ 0123456789.-+eEntf\x01\xc3\xab\n";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = all[random() % all.size()];
    for (auto changes = random() % 3; changes-- > 0 && !text.empty();) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0: text[at] = letters[random() % letters.size()]; break;
        case 1: text.erase(at, 1 + random() % 3); break;
        case 2: text.insert(at, 1, letters[random() % letters.size()]); break;
        default: text.insert(at, all[random() % all.size()]); break;
      }
    }
    agrees(text);
  }
}

TEST_CASE("one call reads a context either way and says what is wrong with it") {
  dsl::FactsReader reader(program(), program().turn_scope);
  dsl::Frame frame;
  std::vector<JsonIssue> issues;
  const auto read = [&](std::string_view text) { return read_context(program(), program().turn_scope, reader, text, frame, issues); };
  for (const char* text : {R"({"home":{"city":"Rome"},"tags":["a","b"],"items":3,"more":1})", R"({"items":3,"page":"x"})"}) {
    REQUIRE(read(text));
    CHECK(issues.empty());
    CHECK(frame.slots == *carefully(text));
  }
  REQUIRE(read(R"({"items":"three"})"));
  REQUIRE(issues.size() == 1);
  CHECK(issues.front() == JsonIssue{"/context/items", "expected a whole number, got a string"});
  REQUIRE(read("[]"));
  CHECK(issues.back() == JsonIssue{"/context", "expected an object, got array"});
  CHECK(read(R"({"items":3,"items":3})").error().message == "line 1, column 12: duplicate key `items`");
}
