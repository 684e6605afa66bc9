#include "engine/base/json_reader.hpp"

#include "engine/base/limits.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

using Issues = std::vector<JsonIssue>;

Json json(std::string_view text) { return *parse_json(text); }

}  // namespace

namespace handrail {
std::ostream& operator<<(std::ostream& out, const JsonIssue& issue) { return out << issue.pointer << ": " << issue.message; }
}  // namespace handrail

TEST_CASE("a good object is read without an issue") {
  const Json body = json(R"({"text":"hi","id":"m1","n":3,"yes":true,"at":"2026-11-21T09:30:00Z","ctx":{"a":1},"list":[1],"kind":"b","more":null})");
  JsonReader reader(body);
  CHECK(reader.required_text("text") == "hi");
  CHECK(reader.optional_text("id") == "m1");
  CHECK(reader.optional_integer("n", 1, 3) == 3);
  CHECK(reader.optional_bool("yes", false));
  CHECK(reader.required_time("at") == *parse_time("2026-11-21T09:30:00Z"));
  CHECK(reader.required_object("ctx")->integer_or("a") == 1);
  CHECK(reader.optional_array("list", 1)->items()->size() == 1);
  CHECK(reader.one_of("kind", {"a", "b"}, true) == 1u);
  CHECK(reader.any("more")->is_null());
  CHECK_FALSE(reader.optional_text("absent"));
  CHECK(reader.finish() == Issues{});
}

TEST_CASE("everything wrong is reported at once, each with its pointer") {
  const Json body = json(R"({"text":1,"n":9,"yes":"no","at":"soon","list":[1,2],"kind":"c","extra":0})");
  JsonReader reader(body, "/body");
  CHECK(reader.required_text("text").empty());
  CHECK(reader.required_text("name").empty());
  CHECK_FALSE(reader.optional_integer("n", 1, 3));
  CHECK_FALSE(reader.optional_bool("yes", false));
  CHECK_FALSE(reader.optional_time("at"));
  CHECK(reader.optional_array("list", 1) == nullptr);
  CHECK_FALSE(reader.one_of("kind", {"a", "b"}, true));
  CHECK(reader.finish() == Issues{
                               {"/body/text", "expected a string, got a number"},
                               {"/body/name", "this member is required"},
                               {"/body/n", "expected a whole number from 1 to 3"},
                               {"/body/yes", "expected true or false, got a string"},
                               {"/body/at", "`soon` is not a time: write it like `2026-11-21T09:30:00Z`"},
                               {"/body/list", "has 2 items, at most 1 are allowed"},
                               {"/body/kind", "expected `a` or `b`, got `c`"},
                               {"/body/extra", "unknown member `extra`"},
                           });
}

TEST_CASE("a missing member is named once") {
  const Json body = Json::object();
  JsonReader reader(body);
  reader.required_time("at");
  CHECK(reader.required_object("o") == nullptr);
  reader.one_of("kind", {"a"}, true);
  reader.one_of("other", {"a"}, false);
  CHECK(reader.finish() == Issues{{"/at", "this member is required"}, {"/o", "this member is required"}, {"/kind", "this member is required"}});
}

TEST_CASE("text is bounded in bytes, at the bound and one over") {
  const Json body = json(R"({"a":"éé","b":"éé","c":""})");
  JsonReader reader(body);
  CHECK(reader.required_text("a", {.bytes_max = 4}) == "éé");
  CHECK(reader.required_text("b", {.bytes_max = 3}).empty());
  CHECK(reader.required_text("c", {.bytes_min = 1}).empty());
  CHECK(reader.finish() == Issues{{"/b", "has 4 bytes, at most 3 are allowed"}, {"/c", "must not be empty"}});
}

TEST_CASE("what is no object is one issue, however much is asked of it") {
  const Json body = json("[1]");
  JsonReader reader(body);
  CHECK(reader.required_text("text").empty());
  CHECK(reader.required_object("o") == nullptr);
  CHECK(reader.finish() == Issues{{"", "expected an object, got an array"}});
}

TEST_CASE("null is a value of the wrong type, not a missing one") {
  const Json body = json(R"({"id":null})");
  JsonReader reader(body);
  CHECK_FALSE(reader.optional_text("id"));
  CHECK(reader.finish() == Issues{{"/id", "expected a string, got null"}});
}

TEST_CASE("an unknown member is told what it may have meant") {
  const Json body = json(R"({"txet":"hi"})");
  JsonReader reader(body);
  CHECK_FALSE(reader.optional_text("text"));
  CHECK(reader.finish() == Issues{{"/txet", "unknown member `txet`, did you mean `text`?"}});
}

TEST_CASE("a pointer escapes what has a meaning in it") {
  const Json body = json(R"({"a/b~c":1})");
  JsonReader reader(body);
  CHECK(reader.at("a/b~c") == "/a~1b~0c");
  CHECK(reader.finish() == Issues{{"/a~1b~0c", "unknown member `a/b~c`"}});
}

TEST_CASE("a thousand unknown members are not a thousand issues") {
  Json::Object members;
  for (int i = 0; i < 1000; ++i) members.emplace_back("k" + std::to_string(i), Json());
  const Json body(std::move(members));
  JsonReader reader(body);
  CHECK(reader.finish().size() == limits::diagnostics);
}

TEST_CASE("the issues of a nested reader are taken in") {
  const Json body = json(R"({"arguments":{"amount":[]}})");
  JsonReader reader(body);
  JsonReader inner(*reader.required_object("arguments"), reader.at("arguments"));
  inner.required_text("amount");
  reader.take(inner.finish());
  CHECK(reader.finish() == Issues{{"/arguments/amount", "expected a string, got an array"}});
}
