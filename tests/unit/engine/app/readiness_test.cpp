// What a desk lacks before it goes live, on the starter and on a desk that has next to nothing.
#include "engine/app/readiness.hpp"

#include <algorithm>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

const dsl::Program& starter() {
  static const BundleResult result = check_bundle(*read_bundle_folder(HANDRAIL_SOURCE_DIR "/examples/starter"));
  INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
  REQUIRE(result.bundle);
  return *result.bundle->program;
}

const ReadyLine& line(const std::vector<ReadyLine>& lines, std::string_view what) {
  const auto found = std::ranges::find_if(lines, [&](const ReadyLine& one) { return one.what.find(what) != std::string::npos; });
  REQUIRE(found != lines.end());
  return *found;
}

Principal person(std::vector<std::string> roles) { return {PrincipalKind::person, "lea", false, true, std::move(roles), false}; }

}  // namespace

TEST_CASE("the starter lacks services, keys, approvers and its first month, and has the rest") {
  const auto lines = readiness(starter(), {.articles = {"returns"}, .guarantees_proved = 6, .cases = 2}, "desk");
  CHECK_FALSE(ready(lines));
  for (const char* what : {"check finds nothing", "categories are defined", "account tools", "unsafe", "person can always", "queues have", "packet", "figures", "an AI"}) {
    INFO(what);
    CHECK(line(lines, what).missing.empty());
  }
  CHECK(line(lines, "your systems").missing == std::vector<std::string>{"the sandbox does every tool"});
  CHECK(line(lines, "approvals").missing == std::vector<std::string>{"nobody has the role billing_lead", "nobody has the role support_lead"});
  CHECK(line(lines, "replies at first").missing.size() == 1);
  CHECK(line(lines, "have keys").missing.size() == 2);
  CHECK(in_words(lines).find("handrail key add desk --name NAME --kind person --role ROLE") != std::string::npos);
}

TEST_CASE("a line is ok once what it asks for is there") {
  const auto lines = readiness(starter(), {.keys = {person({"billing_lead", "support_lead"}),
                                                   {PrincipalKind::channel, "web", true, false, {}, false}}, .services = {{.name = "shop"}}}, "desk");
  CHECK(line(lines, "approvals").missing.empty());
  CHECK(line(lines, "have keys").missing.empty());
  CHECK(line(lines, "your systems").found == "shop");
  CHECK(line(lines, "articles").missing == std::vector<std::string>{"no article"});
}

TEST_CASE("what no service does is named, unless one may yet say that it does it, and commands name the data folder") {
  std::vector<std::string> tools;
  for (const dsl::Tool& tool : starter().tools) tools.push_back(tool.name);
  std::vector<std::string> misspelt = tools;
  misspelt.front() += "x";
  const auto missing = [&](std::vector<ToolService> services, bool sandbox) {
    return line(readiness(starter(), {.services = std::move(services), .sandbox = sandbox}, "desk"), "your systems").missing;
  };
  CHECK(missing({{.name = "own", .tools = tools}}, false).empty());
  CHECK(missing({{.name = "own", .tools = misspelt}}, false) == std::vector{"nobody does " + tools.front() + " (handrail.toml has `" + misspelt.front() + "`)"});
  CHECK(missing({{.name = "own", .tools = misspelt}}, true) == std::vector{"the sandbox does " + tools.front() + " (handrail.toml has `" + misspelt.front() + "`)"});
  CHECK(missing({{.name = "own", .tools = misspelt}, {.name = "says itself"}}, false).empty());
  const auto lines = readiness(starter(), {.data = "elsewhere"}, "desk");
  CHECK(line(lines, "have keys").to_do.starts_with("handrail key add desk --data elsewhere --name NAME --kind channel"));
  CHECK(line(lines, "approvals").to_do.starts_with("handrail key add desk --data elsewhere --name NAME --kind person"));
}

TEST_CASE("a tool that asks nobody who they are, a packet without a reason and an unsafe class that is missing are named") {
  const BundleResult result = check_bundle({{"desk.policy",
                                             "currency USD\nqueue desk\n  name \"Desk\"\n  promise within 1 hour\n  say \"{queue.name} takes this. You will hear {queue.promise}.\"\n  packet intent\n"
                                             "route\n  otherwise to desk\nconfidence\n  low risk | never send | below that hand off\n  medium risk | never send | below that hand off\n"
                                             "  high risk | never send | below that hand off\n"
                                             "tool pay(amount: money)\n  moves money\n  allow when amount is at most $1\n  otherwise deny because \"No.\" then hand off\n"
                                             "  after a crash stop and ask a person\n"}});
  INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
  REQUIRE(result.bundle);
  const auto lines = readiness(*result.bundle->program, {.findings = 2}, "desk");
  CHECK(line(lines, "account tools").missing == std::vector<std::string>{"pay asks nobody who they are"});
  CHECK(line(lines, "packet").missing == std::vector<std::string>{"desk gets no `reason`"});
  CHECK(line(lines, "unsafe").missing.size() == 1);
  CHECK(line(lines, "check finds").missing == std::vector<std::string>{"2 findings"});
  CHECK(to_json(lines)["ready"] == Json(false));
}
