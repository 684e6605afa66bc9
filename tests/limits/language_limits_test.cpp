// What bounds the language: at its limit a text is read, and one over it a finding names the number and the place. And bundles as large, as deep and as odd
// as the limits allow: read in a time that grows with their size.
#include <chrono>

#include "dsl/program/compile.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

// "P0107 test.policy:3: this is nested more than 64 deep", the first with that code; none: empty.
std::string finding(const std::string& text, std::string_view code) {
  const Compiled compiled = compile_text(text);
  for (const Diagnostic& found : compiled.diagnostics)
    if (found.code == code) return found.code + " " + compiled.sources.where(found.span) + ": " + found.message;
  return "";
}

const std::string tool = "record r\n  name text\ntool find(id: text) gives r\n  reads\ntool t(a: yes/no, l: list of r, s: text)\n  writes\n  otherwise deny because \"no\" then offer a person\n  deny when ";
const std::string end = " because \"no\" then offer a person\n";
std::string in_condition(const std::string& condition) { return tool + condition + end; }

struct Bound { const char* what; std::string at, over, code, told; };

std::vector<Bound> bounds() {
  const auto file = [](std::size_t bytes) { return "currency USD\n" + std::string(bytes - 14, '#') + "\n"; };
  const auto brackets = [](int depth) { return in_condition(repeated("(", static_cast<std::size_t>(depth)) + "a" + repeated(")", static_cast<std::size_t>(depth))); };
  const auto nots = [](int depth) { return in_condition(repeated("not ", static_cast<std::size_t>(depth)) + "a"); };
  const auto lists = [](int depth) { return "record q\n  f " + repeated("list of ", static_cast<std::size_t>(depth)) + "text\n"; };
  const auto phrases = [](std::size_t parts) { return "signal s\n  phrases \"a0\"" + repeated(", \"a\"", parts - 2) + "\n"; };
  const auto pattern = [](std::size_t bytes) { return in_condition("s matches \"" + std::string(bytes, 'a') + "\""); };
  const auto findings = [](std::size_t count) { return repeated("frobnicate\n", count); };
  const int deep = limits::expression_depth;
  return {
      {"bytes of a file", file(limits::policy_file_bytes), file(limits::policy_file_bytes + 1), "P0009", "test.policy:1: this file has 1048577 bytes, more than the 1048576 that are read"},
      {"brackets", brackets(deep), brackets(deep + 1), "P0107", "test.policy:8: this is nested more than 64 deep"},
      {"`not`", nots(deep - 1), nots(deep + 1), "P0107", "test.policy:8: this is nested more than 64 deep"},
      {"lists of lists", lists(deep - 1), lists(deep + 1), "P0107", "test.policy:2: this is nested more than 64 deep"},
      {"parts of a clause", phrases(limits::statement_parts), phrases(limits::statement_parts + 1), "P0108", "test.policy:2: this statement has more than 20000 parts"},
      {"bytes of a pattern", pattern(limits::condition_pattern_bytes), pattern(limits::condition_pattern_bytes + 1), "P0315", "more than 200 bytes"},
      {"findings", findings(limits::diagnostics - 1), findings(limits::diagnostics + 1), "P0010", "there are more than 200 findings; the rest is not shown"},
  };
}

// Compiles, and says how long that took.
double seconds_for(std::vector<SourceFile> files, bool whole) {
  const auto before = std::chrono::steady_clock::now();
  const Compiled compiled = compile(std::move(files));
  INFO(render_pretty(compiled.sources, compiled.diagnostics, false).substr(0, 500));
  CHECK((compiled.program != nullptr) == whole);
  CHECK(compiled.diagnostics.size() <= limits::diagnostics + 1);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}
constexpr double patience = 60;   // a hundred times what each takes: what multiplies takes hours

}  // namespace

TEST_CASE("each bound of the language is kept, and the finding one over it names the number and the place") {
  for (const Bound& bound : bounds()) {
    INFO(bound.what);
    CHECK(finding(bound.at, bound.code) == "");
    const std::string told = finding(bound.over, bound.code);
    INFO(told);
    CHECK(told.find(bound.told) != std::string::npos);
  }
}

TEST_CASE("a hundred thousand rules make a program") {
  std::vector<SourceFile> files = whole_bundle("signal s\n  phrases \"x\"\n");
  std::string text;
  for (std::size_t i = 0; i < limits::declarations - 20; ++i) {
    text += "trigger \"T" + std::to_string(i) + "\"\n  when s and messages is over " + std::to_string(i) + "\n  urgency high\n  then hand off\n  say \"W.\"\n";
    if (text.size() > limits::policy_file_bytes - 200) files.push_back({"rules_" + std::to_string(files.size()) + ".policy", std::exchange(text, "")});
  }
  files.push_back({"rules_last.policy", text});
  CHECK(seconds_for(std::move(files), true) < patience);
}

TEST_CASE("more warnings than are shown make no bundle broken, and more errors do") {
  std::string text = "signal s\n  phrases \"x\"\n";
  for (std::size_t i = 0; i < 2 * limits::diagnostics; ++i) text += "trigger \"T" + std::to_string(i) + "\"\n  when s\n  urgency high\n  then hand off\n  say \"W.\"\n";
  const Compiled warned = compile_text(text);
  REQUIRE(warned.diagnostics.size() == limits::diagnostics + 1);
  CHECK(warned.diagnostics.back().code == "P0010");
  CHECK(warned.diagnostics.back().severity == Severity::warning);
  CHECK(warned.program);
  const Compiled broken = compile_text(text + "role r\n  may approve up to nothing\n");
  CHECK_FALSE(broken.program);
  CHECK(broken.diagnostics.front().severity == Severity::error);
}

TEST_CASE("names as long as a file allows are compared with each other, and told") {
  const std::string name(300'000, 'n');
  CHECK(seconds_for(whole_bundle("role " + name + "b\n" + "tool t(a: text)\n  writes\n  approve by " + name + "c, otherwise offer a person\n  otherwise deny because \"n\" then offer a person\n"),
                    false) < patience);
  CHECK(seconds_for(whole_bundle("role " + name + "\n"), true) < patience);
}

TEST_CASE("includes go as deep as a bundle has files") {
  std::vector<SourceFile> files = whole_bundle("include \"f0.policy\"\n");
  const auto file = [](std::size_t i) { return "f" + std::to_string(i) + ".policy"; };
  const auto include = [&](std::size_t i) { return "include \"" + file(i) + "\"\n"; };
  for (std::size_t i = 0; files.size() < limits::bundle_files; ++i)
    files.push_back({file(i), (files.size() + 1 < limits::bundle_files ? include(i + 1) : "") + "role r" + std::to_string(i) + "\n"});
  CHECK(seconds_for(std::move(files), true) < patience);
  // And in a circle.
  std::vector<SourceFile> circle = whole_bundle("include \"f0.policy\"\n");
  for (std::size_t i = 0; i < 2000; ++i) circle.push_back({file(i), include((i + 1) % 2000) + include(i / 2)});
  CHECK(seconds_for(std::move(circle), true) < patience);
}

TEST_CASE("letters that look like others are told wherever they stand, and not more often than findings are") {
  // Cyrillic а in a name and in a quoted word, a zero-width space, a text that runs backwards, a fullwidth letter.
  for (const char* text : {"role le\xd0\xb0" "d\n", "signal s\n  phrases \"hum\xd0\xb0n\"\n", "signal s\n  phrases \"hu\xe2\x80\x8bman\"\n", "signal s\n  phrases \"\xe2\x80\xae" "human\"\n",
                           "role \xef\xbd\x8c" "ead\n", "# \xe2\x80\xae comment\nrole lead\n"}) {
    INFO(text);
    const Compiled compiled = compile_text(text);
    REQUIRE_FALSE(compiled.program);
    const std::string code = compiled.diagnostics.at(0).code;
    CHECK((code == "P0005" || code == "P0006" || code == "P0007"));
    CHECK_FALSE(compiled.diagnostics[0].help.empty());
  }
  CHECK(seconds_for(whole_bundle(repeated("role le\xd0\xb0" "d\n", 50'000)), false) < patience);
}
