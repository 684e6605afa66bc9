#include "engine/schema/json_schema.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"

using namespace handrail;
namespace fs = std::filesystem;

namespace {

Json json_of(const std::string& text) {
  const auto json = parse_json(text, {.bytes_max = 8u << 20, .depth_max = 512});
  HANDRAIL_ASSERT(json, "JSON in a test: " + text.substr(0, 200));
  return *json;
}

// Every issue on a line; "!" and the reason where the schema cannot be used or asked.
std::string found(const std::string& schema, const std::string& value) {
  const auto compiled = JsonSchema::compile(json_of(schema));
  if (!compiled) return "! " + compiled.error().message;
  const auto issues = compiled->issues(json_of(value), "/arguments");
  if (!issues) return "! " + issues.error().message;
  std::string lines;
  for (const JsonIssue& issue : *issues) lines += (lines.empty() ? "" : "\n") + issue.pointer + " " + issue.message;
  return lines;
}

}  // namespace

// Cases in the form of the public JSON-Schema-Test-Suite: cases.json beside this file, and the files of the folder HANDRAIL_SCHEMA_SUITE where it is set.
TEST_CASE("a value fits a schema where the specification says so") {
  std::vector<fs::path> files{fs::path(HANDRAIL_SOURCE_DIR) / "tests/unit/engine/schema/cases.json"};
  if (const char* suite = std::getenv("HANDRAIL_SCHEMA_SUITE"))
    for (const auto& entry : fs::directory_iterator(suite))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::size_t asked = 0;
  for (const fs::path& file : files) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    const Json groups = json_of(text.str());
    for (const Json& group : *groups.items()) {
      const auto schema = JsonSchema::compile(group["schema"]);
      for (const Json& test : *group["tests"].items()) {
        INFO(file.filename().string() << ": " << group.text_or("description") << ": " << test.text_or("description") << "\n" << dump(group["schema"]) << "\n" << dump(test["data"])
             << (schema ? "" : "\n" + schema.error().message));
        if (!schema) {
          CHECK(group.find("unusable"));
          continue;
        }
        const auto issues = schema->issues(test["data"], "");
        REQUIRE(issues);
        CHECK(issues->empty() == test.boolean_or("valid"));
        ++asked;
      }
    }
  }
  CHECK(asked > 150);
}

TEST_CASE("what is wrong is told by place and in words") {
  struct Row { const char* schema; const char* value; const char* says; };
  const Row rows[] = {
      {R"({"type":"object","required":["order_id","reason"]})", R"({"order_id":"W1"})", "/arguments/reason is missing"},
      {R"({"properties":{"order_id":{"type":"string","pattern":"^W[0-9]+$"}}})", R"({"order_id":"A-1"})", "/arguments/order_id does not match `^W[0-9]+$`"},
      {R"({"properties":{"reason":{"maxLength":3}}})", R"({"reason":"späte"})", "/arguments/reason has 5 characters, at most 3 are allowed"},
      {R"({"properties":{"n":{"type":"integer","minimum":1}}})", R"({"n":0})", "/arguments/n 0 is less than 1"},
      {R"({"properties":{"n":{"type":"integer"}}})", R"({"n":1.5})", "/arguments/n expected an integer, got `1.5`"},
      {R"({"properties":{"n":{"type":["integer","null"]}}})", R"({"n":"x"})", "/arguments/n expected an integer or null, got a string"},
      {R"({"properties":{"plan":{"enum":["free","pro"]}}})", R"({"plan":"gold"})", "/arguments/plan `\"gold\"` is none of `\"free\"` or `\"pro\"`"},
      {R"({"properties":{"a":{}},"additionalProperties":false})", R"({"a":1,"b/c":2})", "/arguments/b~1c is no property that the tool takes"},
      {R"({"properties":{"items":{"items":{"type":"string"},"maxItems":1}}})", R"({"items":["a",7]})", "/arguments/items has 2 items, at most 1 are allowed"},
      {R"({"properties":{"items":{"items":{"type":"string"}}}})", R"({"items":["a",7]})", "/arguments/items/1 expected a string, got `7`"},
      {R"({"properties":{"to":{"oneOf":[{"type":"string"},{"type":"object","required":["id"]}]}}})", R"({"to":{}})", "/arguments/to/id is missing"},
      {R"({"anyOf":[{"required":["a"]},{"required":["b"]}]})", "{}", "/arguments fits none of the 2 shapes that are taken"},
  };
  for (const Row& row : rows) {
    INFO(row.schema);
    CHECK(found(row.schema, row.value) == row.says);
  }
}

TEST_CASE("a schema that cannot be asked is never passed over") {
  CHECK(found(R"({"$ref":"https://example.com/schema.json"})", "{}") == "! /$ref: `https://example.com/schema.json` is no place in this schema, and nothing is fetched");
  CHECK(found(R"({"properties":{"a":{"$ref":"#/$defs/b"}}})", "{}") == "! /properties/a/$ref: `#/$defs/b` is no place in this schema, and nothing is fetched");
  CHECK(found(R"({"unevaluatedProperties":false})", "{}") == "! /unevaluatedProperties: `unevaluatedProperties` cannot be asked here");
  CHECK(found(R"({"type":"money"})", "{}") == "! /type: there is no such type");
  CHECK(found(R"j({"pattern":"(?=x)"})j", "{}").find("! /pattern: the pattern `(?=x)` cannot be used") == 0);
  CHECK(found(R"([])", "{}") == "! the schema: a schema is an object or a boolean, not array");
  CHECK(found(R"({"minLength":-1})", "{}") == "! /minLength: expected a whole number of zero or more");
}

TEST_CASE("a schema has at most its bytes and its levels") {
  const auto of_bytes = [](std::size_t bytes) { return R"({"title":")" + std::string(bytes - std::string(R"({"title":""})").size(), 'x') + "\"}"; };
  CHECK(found(of_bytes(limits::schema_bytes), "{}").empty());
  CHECK(found(of_bytes(limits::schema_bytes + 1), "{}") == "! the schema has more than 65536 bytes");
  const auto of_depth = [](std::size_t depth) {
    std::string text = "{}";
    for (std::size_t i = 0; i < depth; ++i) text = R"({"not":)" + text + "}";
    return text;
  };
  CHECK(found(of_depth(limits::schema_depth), "{}").find("!") == std::string::npos);
  CHECK(found(of_depth(limits::schema_depth + 1), "{}").find("! /not/not") == 0);
}

TEST_CASE("a check ends: by its steps and by its levels") {
  CHECK(found(R"({"$ref":"#"})", "{}") == "! the check goes more than 64 deep");
  // Each level asks both branches of the next: 2^30 of them.
  std::string defs;
  for (int i = 0; i < 30; ++i) {
    const std::string next = R"({"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"}";
    defs += (i ? "," : "") + std::string("\"d") + std::to_string(i) + R"(":{"anyOf":[)" + next + "," + next + "]}";
  }
  CHECK(found(R"({"$ref":"#/$defs/d0","$defs":{)" + defs + R"(,"d30":false}})", "{}") == "! the check takes more than 20000 steps");
  const auto list_of = [](std::size_t items) {
    std::string text = "[0";
    for (std::size_t i = 1; i < items; ++i) text += "," + std::to_string(i);
    return text + "]";
  };
  CHECK(found(R"({"items":{"type":"integer"}})", list_of(limits::schema_steps - 1)).empty());
  CHECK(found(R"({"items":{"type":"integer"}})", list_of(limits::schema_steps)) == "! the check takes more than 20000 steps");
  CHECK(found(R"({"uniqueItems":true,"items":true})", list_of(2000)) == "! the check takes more than 20000 steps");
}

TEST_CASE("as many issues are told as the limit") {
  const auto issues_of = [](std::size_t wrong) {
    std::string value = "[";
    for (std::size_t i = 0; i < wrong; ++i) value += i ? ",1" : "1";
    const auto schema = JsonSchema::compile(json_of(R"({"items":{"type":"string"}})"));
    return schema->issues(json_of(value + "]"), "")->size();
  };
  CHECK(issues_of(limits::schema_issues) == limits::schema_issues);
  CHECK(issues_of(limits::schema_issues + 1) == limits::schema_issues);
}

TEST_CASE("a hostile text costs a pattern no more than its length") {
  const std::string text(60'000, 'a');
  CHECK(found(R"j({"pattern":"^(a+)+$"})j", "\"" + text + "!\"") == "/arguments does not match `^(a+)+$`");
  CHECK(found(R"j({"pattern":"^(a|aa)+$"})j", "\"" + text + "\"").empty());
}

TEST_CASE("numbers are compared as they are written") {
  CHECK(found(R"({"maximum":9007199254740992})", "9007199254740993") == "/arguments 9007199254740993 is more than 9007199254740992");
  CHECK(found(R"({"multipleOf":0.01})", "4.02").empty());
  CHECK(found(R"({"multipleOf":0.01})", "4.025") == "/arguments 4.025 is no multiple of 0.01");
  CHECK(found(R"({"const":1})", "1.0").empty());
  CHECK(found(R"({"minimum":1e300})", "1e299") == "/arguments 1e299 is less than 1e300");
  CHECK(found(R"({"type":"integer"})", "1e3").empty());
}
