#include "engine/policy/gate_line.hpp"

#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

std::shared_ptr<const Bundle> bundle() {
  return bundle_of("tool greet(name: text)\n  writes\n  allow\n  otherwise deny say \"No.\"\n  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n");
}

std::string first_issue(const std::string& line) {
  const Json answer = gate_line(*bundle(), json_of(line));
  if (!answer.find("error")) return dump(answer);
  const auto* issues = answer["issues"].items();
  return issues && !issues->empty() ? (*issues)[0].text_or("pointer") + ": " + (*issues)[0].text_or("message") : answer.text_or("error");
}

}  // namespace

TEST_CASE("a line that is a call gets a verdict") {
  const Json verdict = gate_line(*bundle(), json_of(R"({"tool": "greet", "arguments": {"name": "Ada"}, "now": "2026-01-05T09:00:00Z"})"));
  CHECK(verdict.text_or("verdict") == "allow");
  CHECK(verdict.text_or("at") == "test.policy:3");
}

TEST_CASE("who asks in a language hears a remedy in it, and nothing is decided by that") {
  const auto worded = bundle_of(
      "tool greet(name: text)\n  writes\n  needs name is not \"x\" otherwise say \"Not {name}.\" then hand off to support\n  allow\n  otherwise deny say \"No.\"\n"
      "  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n"
      "wording \"Not {name}.\"\n  de \"Nicht {name}.\"\n  formal \"Rather not {name}.\"\n");
  const auto verdict = [&](const std::string& manner) {
    return gate_line(*worded, json_of(R"({"tool": "greet", "arguments": {"name": "x"}, "now": "2026-01-05T09:00:00Z")" + manner + "}"));
  };
  const Json plain = verdict(""), german = verdict(R"(, "written_in": "de")"), formal = verdict(R"(, "tone": "formal", "written_in": "fr")");
  CHECK(plain.text_or("verdict") == "deny");
  CHECK(german.text_or("verdict") == "deny");
  CHECK((*plain["remedy"].items())[0].text_or("say") == "Not x.");
  CHECK((*german["remedy"].items())[0].text_or("say") == "Nicht x.");
  CHECK((*formal["remedy"].items())[0].text_or("say") == "Rather not x.");
  CHECK(plain.text_or("rule") == german.text_or("rule"));
}

TEST_CASE("a line that is no call gets an error that says where") {
  struct Row { const char* line; const char* starts; };
  const Row rows[] = {
      {R"([])", ": "},
      {R"("greet")", ": "},
      {R"({})", "/tool: "},
      {R"({"tool": 7, "arguments": {}, "now": "2026-01-05T09:00:00Z"})", "/tool: "},
      {R"({"tool": "greet", "arguments": [], "now": "2026-01-05T09:00:00Z"})", "/arguments: "},
      {R"({"tool": "greet", "arguments": {}, "now": "yesterday"})", "/now: "},
      {R"({"tool": "greet", "arguments": {}, "now": "2026-01-05T09:00:00Z", "lookups": [{}]})", "/lookups/0/tool: "},
      {R"({"tool": "greet", "arguments": {}, "now": "2026-01-05T09:00:00Z", "lookups": [{"tool": "x", "arguments": {}, "at": "2026-01-05T09:00:00Z"}]})", "/lookups/0/result: "},
      {R"({"tool": "greet", "arguments": {}, "now": "2026-01-05T09:00:00Z", "lookups": {"tool": "x"}})", "/lookups: "},
      {R"({"tool": "greet", "arguments": {}, "now": "2026-01-05T09:00:00Z", "approvals": [{"by": "x"}]})", "/approvals/0/role: "},
      {R"({"tool": "greet", "arguments": {}, "now": "2026-01-05T09:00:00Z", "surprise": 1})", "/surprise: "},
      {R"({"tool": "greet", "arguments": {"name": "Ada"}, "now": "2026-01-05T09:00:00Z", "used": [{"limit": "greet#1", "key": "", "at": "2026-01-05T08:00:00Z"}]})",
       "/used/0/limit: `greet#1` is no limit of the policy"},   // the tool is there and has no limit: a use that nothing counts would be passed over
      {R"({"tool": "great", "arguments": {}, "now": "2026-01-05T09:00:00Z"})", "/tool: `great` is not declared; did you mean `greet`?"},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    CHECK(first_issue(row.line).rfind(row.starts, 0) == 0);
    CHECK(first_issue(row.line) == first_issue(row.line));
  }
}
