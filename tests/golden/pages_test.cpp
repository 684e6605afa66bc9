// dsl/pages/CODE.md: what a page tells to avoid shows its code, and what it tells to prefer does not.
#include <algorithm>
#include <map>
#include <sstream>

#include "dsl/source/codes.hpp"
#include "dsl/source/machine_formats.hpp"
#include "dsl/source/pages.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/base/json.hpp"
#include "engine/proof/proof.hpp"
#include "tests/catch.hpp"
#include "tests/golden/texts.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

// Pages whose first snippet cannot stand in a page as it is.
const std::map<std::string, std::string, std::less<>> only_described{
    {"P0008", "bytes that are not UTF-8 cannot stand in a page"}, {"P0009", "a megabyte of text"}, {"P0010", "two hundred findings"}, {"P0453", "thousands of patterns"},
};

std::string snippet(std::string_view page, std::string_view section) {
  const std::size_t head = page.find("## " + std::string(section) + "\n");
  const std::size_t begin = head == std::string_view::npos ? head : page.find("```policy\n", head);
  if (begin == std::string_view::npos) return "";
  const std::size_t end = page.find("\n```", begin + 10);
  return std::string(page.substr(begin + 10, end - begin - 9));
}

std::vector<std::string> codes_shown(const std::string& text) {
  std::vector<SourceFile> files = files_in(text);
  if (!text.starts_with("# alone")) {
    std::string first = std::move(files[0].text);
    files.erase(files.begin());
    files = whole_bundle(std::move(first), std::move(files));
  }
  auto result = check_bundle(std::move(files), {.today = Instant{1'795'219'200'000}});
  if (result.bundle) add_findings(prove_bundle(*result.bundle->program), result.diagnostics);
  std::vector<std::string> shown;
  for (const Diagnostic& finding : result.diagnostics) shown.push_back(finding.code);
  return shown;
}

}  // namespace

TEST_CASE("every code has a page with its words, and every page a code") {
  for (const CodeLine& line : codes()) {
    INFO(line.code);
    CHECK(page_of(line.code).starts_with("# " + std::string(line.code) + " " + std::string(line.summary) + "\n"));
    CHECK(page_of(line.code).find("## Why\n") != std::string_view::npos);
  }
  for (const Page& page : pages()) {
    INFO(page.code);
    CHECK(!summary_of(page.code).empty());
  }
}

TEST_CASE("what a page tells to avoid shows its code, and what it tells to prefer does not") {
  for (const Page& page : pages()) {
    INFO(page.code);
    const std::string code(page.code);
    const auto avoided = codes_shown(snippet(page.text, "Avoid"));
    const bool proved = code.starts_with("P07") && !solver_built_in();
    if (!only_described.contains(code) && !proved) CHECK(std::ranges::count(avoided, code) > 0);
    CHECK(!snippet(page.text, "Prefer").empty());
    const auto preferred = codes_shown(snippet(page.text, "Prefer"));
    CHECK(std::ranges::count(preferred, code) == 0);
  }
}

TEST_CASE("SARIF has what code scanning requires, and workflow commands keep to one line each") {
  const Compiled compiled = compile_text("role lead\n  may approve up to $1\n\nrole lead\n  may approve up to $2\n");
  const auto sarif = parse_json(render_sarif(compiled.sources, compiled.diagnostics, "./my desk/", "1.2.3"));
  REQUIRE(sarif);
  CHECK((*sarif)["version"].text_or("", "") == "");
  CHECK(sarif->text_or("version") == "2.1.0");
  const Json& run = (*(*sarif)["runs"].items())[0];
  CHECK(run.text_or("columnKind") == "utf16CodeUnits");
  const Json& driver = run["tool"]["driver"];
  CHECK(driver.text_or("name") == "handrail");
  const Json& rule = (*driver["rules"].items())[0];
  CHECK(rule["defaultConfiguration"].text_or("level") == "error");
  CHECK(rule["help"].text_or("markdown") == page_of(rule.text_or("id")));
  const Json& result = (*run["results"].items())[0];
  CHECK(result.text_or("ruleId") == (*driver["rules"].items())[static_cast<std::size_t>(result.integer_or("ruleIndex"))].text_or("id"));
  CHECK(!result["message"].text_or("text").empty());
  const Json& artifact = (*result["locations"].items())[0]["physicalLocation"]["artifactLocation"];
  CHECK(artifact.text_or("uri") == "my%20desk/test.policy");
  CHECK(artifact.text_or("uriBaseId") == "%SRCROOT%");
  CHECK(run["originalUriBaseIds"]["%SRCROOT%"]["description"].text_or("text") == "where the check was run");
  const Json& region = (*result["locations"].items())[0]["physicalLocation"]["region"];
  CHECK(region.integer_or("startLine") == 4);
  CHECK(region.integer_or("startColumn") == 6);
  CHECK(region.integer_or("endColumn") == 10);
  CHECK(result["relatedLocations"].items() != nullptr);
  const std::string commands = render_github(compiled.sources, compiled.diagnostics, "my,desk");
  CHECK(commands.starts_with("::error file=my%2Cdesk/test.policy,line=4,endLine=4,col=6,endColumn=9,title=P0203 "));
  CHECK(std::ranges::count(commands, '\n') == static_cast<std::ptrdiff_t>(compiled.diagnostics.size()));
}
