#include "engine/turn/tool_schema.hpp"

#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Publishing : ToolProvider {
  Json published;
  [[nodiscard]] std::vector<std::string> tools() const override { return {"pay"}; }
  [[nodiscard]] Json schema(const std::string& tool) const override { return tool == "pay" ? published : Json(); }
  ToolResponse call(const ToolRequest&) override { return {}; }
};

Json json_of(const char* text) { return *parse_json(text); }

std::string wrong(const Publishing& tools, const char* arguments) {
  std::string lines;
  for (const SchemaIssue& issue : schema_issues(tools, "pay", json_of(arguments))) lines += issue.pointer + " " + issue.message + "\n";
  return lines;
}

}  // namespace

TEST_CASE("a tool that publishes no schema is not asked for one") {
  const Publishing tools;
  CHECK(wrong(tools, R"({"anything": 1})").empty());
  CHECK(unusable_schema(tools, "pay").empty());
}

TEST_CASE("arguments are checked by the schema that the tool publishes, each wrong place by its pointer") {
  Publishing tools;
  tools.published = json_of(R"({"required": ["reason"], "properties": {"reason": {"maxLength": 3}, "order": {"pattern": "^W"}}})");
  CHECK(wrong(tools, R"({"reason": "ok"})").empty());
  CHECK(wrong(tools, R"({"reason": "too long", "order": "A1"})") == "/arguments/reason has 8 characters, at most 3 are allowed\n/arguments/order does not match `^W`\n");
  CHECK(wrong(tools, "{}") == "/arguments/reason is missing\n");
}

TEST_CASE("a schema that cannot be used, or takes too long to ask, lets nothing pass") {
  Publishing tools;
  tools.published = json_of(R"({"$ref": "https://example.com/schema.json"})");
  CHECK(wrong(tools, "{}").find("/arguments cannot be checked, since the tool's own schema cannot be used: /$ref") == 0);
  CHECK(unusable_schema(tools, "pay").find("nothing is fetched") != std::string::npos);
  tools.published = json_of(R"({"$ref": "#"})");
  CHECK(wrong(tools, "{}") == "/arguments cannot be checked by the tool's own schema: the check goes more than 64 deep\n");
}

TEST_CASE("what the policy declares and the tool's own schema rules out is wrong with the whole call, given or not") {
  Publishing tools;
  tools.published = json_of(R"({"additionalProperties": false, "properties": {"order": {}}})");
  dsl::Tool pay;
  pay.name = "pay";
  pay.parameters = {{"order", {}}, {"why", {}}, {"note", {.optional = true}}};
  CHECK(refused_parameters(tools, pay) == std::vector<std::string>{"why", "note"});
  const auto said = [&](const char* arguments) {
    std::string lines;
    for (const SchemaIssue& issue : argument_issues(tools, pay, json_of(arguments))) lines += issue.pointer + " " + issue.message + "\n";
    return lines;
  };
  const std::string why = "/arguments `why` is declared by the policy, and the schema that the tool publishes takes no such argument\n";
  CHECK(said(R"({"order":"W1"})") == why);
  CHECK(said(R"({"order":"W1","why":"late"})") == why);
  CHECK(said(R"({"order":"W1","note":"n"})").find("/arguments `note`") != std::string::npos);
  tools.published = json_of(R"({"properties": {"order": {}}})");
  CHECK(said(R"({"order":"W1","why":"late"})").empty());
}
