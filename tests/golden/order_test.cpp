// All findings at once, the most important first: one order, whatever step found them and in whatever format they are told.
#include <regex>

#include "dsl/source/machine_formats.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/base/json.hpp"
#include "engine/base/limits.hpp"
#include "engine/proof/proof.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

// A warning of the check, one of the proof, and errors of an example, a script and an article: found in this order.
const char* const desk =
    "signal lost\n  phrases \"lost\"\n\n"
    "trigger \"Lost\"\n  when  lost\n  then  hand off\n  say   \"Sorry, I can't help with that.\"\n\n"
    "tool give(amount: money)\n  moves money\n  deny when amount is over $100 because \"Too much.\" then offer a person\n"
    "  allow when amount is over $200\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n  example amount $50.00 gives %s\n\n"
    "workflow w from \"w.lua\"\n  tools give\n";

BundleResult checked(const std::string& verdict, const std::string& script) {
  std::string text = desk;
  text.replace(text.find("%s"), 2, verdict);
  return check_bundle(whole_bundle(text, {{"w.lua", script}, {"knowledge/a.md", "---\ntitle: A\n"}}));
}

std::vector<std::string> all_of(const std::string& text, const std::string& pattern) {
  std::vector<std::string> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) found.push_back((*at)[1]);
  return found;
}

std::vector<std::string> codes_in(const Diagnostics& findings) {
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings) codes.push_back(finding.code);
  return codes;
}

}  // namespace

TEST_CASE("errors of examples and scripts come before warnings of the check") {
  using Codes = std::vector<std::string>;
  CHECK(codes_in(checked("allow", "").diagnostics) == Codes{"P0501", "P0603", "P0415", "P0435", "P0440"});
  CHECK(codes_in(checked("deny", "desk.sya(1)\ngive{}").diagnostics) == Codes{"P0603", "P0601", "P0415", "P0440"});
}

TEST_CASE("what the proof finds stands among the others, and every format keeps the order") {
  std::string text = "role lead\n  may approve up to $1,000\n\n" + std::string(desk);
  text.replace(text.find("%s"), 2, "deny");
  BundleResult result = check_bundle(whole_bundle(text, {{"w.lua", "give{}"}}));
  REQUIRE(result.bundle);
  const BundleProof proof = prove_bundle(*result.bundle->program);
  if (!proof.solver) return;
  add_findings(proof, result.diagnostics);
  const auto codes = codes_in(result.diagnostics);
  CHECK(codes.size() >= 3);
  CHECK(std::ranges::is_sorted(codes, {}, [](const std::string& code) { return code[2]; }));   // all of them are warnings; within a kind the place decides
  CHECK(all_of(render_pretty(result.sources, result.diagnostics, false), "\\[(P[0-9]{4})\\]") == codes);
  CHECK(all_of(render_json(result.sources, result.diagnostics), "\"code\":\"(P[0-9]{4})\"") == codes);
  CHECK(all_of(render_sarif(result.sources, result.diagnostics, "desk", "1"), "\"ruleId\": *\"(P[0-9]{4})\"") == codes);
  CHECK(all_of(render_github(result.sources, result.diagnostics, "desk"), "title=(P[0-9]{4}) ") == codes);
}

TEST_CASE("as many findings are told as somebody reads, also when a later step found them") {
  std::string text = "tool t(n: whole number)\n  writes\n  allow\n  otherwise deny then verify\n";
  for (std::size_t i = 0; i <= limits::diagnostics; ++i) text += "  example n " + std::to_string(i) + " gives deny\n";
  const BundleResult result = check_bundle(whole_bundle(text));
  REQUIRE(result.diagnostics.size() == limits::diagnostics + 1);
  CHECK(result.diagnostics.back().code == "P0010");
  CHECK(std::ranges::count(result.diagnostics, "P0010", &Diagnostic::code) == 1);
}
