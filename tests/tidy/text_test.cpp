// How the texts look: rules that a reader would otherwise have to keep by hand.
#include <array>
#include <regex>

#include "tests/tidy/repository.hpp"

using namespace handrail;
using namespace handrail::tidy;

namespace {

constexpr std::size_t line_characters_max = 180;
constexpr std::size_t file_lines_max = 500;

struct Exception { std::string_view path, what, reason; };

constexpr std::array<Exception, 3> words_that_mean_something_else{{
    {"engine/base/money.cpp", "XXX", "ISO 4217's code for no currency"},
    {"tests/unit/engine/base/money_test.cpp", "XXX", "the same"},
    {"console/chat.html", "placeholder", "an attribute of HTML"},
}};

bool excepted(const auto& exceptions, const File& file, std::string_view what) {
  return std::any_of(exceptions.begin(), exceptions.end(), [&](const Exception& one) { return one.path == file.path && one.what == what; });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// How much of a line of code stands in quotes.
std::size_t quoted_characters(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t begin = line.find('"'); begin != std::string_view::npos;) {
    const bool raw = begin > 0 && line[begin - 1] == 'R';
    std::size_t end = begin + 1;
    if (raw) end = std::min(line.find(")\"", end), line.size() - 1) + 1;
    else while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
    count += std::min(end, line.size()) - begin;
    begin = line.find('"', std::min(end + 1, line.size()));
  }
  return count;
}

// A line that is mostly texts in quotes, a row of a word list, may be as long as its words.
Findings long_lines(const File& file) {
  Findings findings;
  for (const Line& line : lines_of(file)) {
    const std::size_t count = characters(line.text);
    if (count > line_characters_max && quoted_characters(line.text) * 2 < line.text.size())
      findings.push_back(at(file, line.number, "the line has " + std::to_string(count) + " characters, at most " + std::to_string(line_characters_max) + " are read at a glance"));
  }
  return findings;
}

Findings wrong_blanks(const File& file) {
  Findings findings;
  for (const Line& line : lines_of(file)) {
    // Two pages show what a tab looks like where it is refused.
    if (line.text.find('\t') != std::string_view::npos && !file.path.starts_with("dsl/pages/")) findings.push_back(at(file, line.number, "a tab"));
    if (line.text.ends_with(' ') || line.text.ends_with('\r')) findings.push_back(at(file, line.number, "white space at the end of the line"));
  }
  if (!file.text.empty() && !file.text.ends_with('\n')) findings.push_back(at(file, lines_of(file).size(), "the last line has no end"));
  return findings;
}

Findings wrong_header(const File& file) {
  Findings findings;
  const auto lines = lines_of(file);
  if (lines.empty() || !lines[0].text.starts_with("// ")) findings.push_back(at(file, 1, "a header opens with a comment: what the thing is and how to use it"));
  const auto code = std::find_if(lines.begin(), lines.end(), [](const Line& line) { return !line.text.empty() && !line.text.starts_with("//"); });
  if (code == lines.end() || code->text != "#pragma once") findings.push_back(at(file, code == lines.end() ? 1 : code->number, "`#pragma once` comes first, after the comment"));
  return findings;
}

// Words that speak of what is not there yet, or of where a change came from.
Findings unfinished_words(const File& file) {
  static const std::array<std::pair<const char*, std::regex>, 8> words{{
      {"TODO", std::regex("\\bTODO\\b")},
      {"FIXME", std::regex("\\bFIXME\\b")},
      {"XXX", std::regex("\\bXXX\\b")},
      {"HACK", std::regex("\\bHACK\\b")},
      {"for now", std::regex("\\bfor now\\b", std::regex::icase)},
      {"stub", std::regex("\\bstub(s|bed)?\\b", std::regex::icase)},
      {"placeholder", std::regex("\\bplaceholders?\\b", std::regex::icase)},
      {"issue with a number", std::regex("\\bissues? #?[0-9]+", std::regex::icase)},
  }};
  Findings findings;
  for (const Line& line : lines_of(file))
    for (const auto& [word, pattern] : words)
      if (std::regex_search(line.text.begin(), line.text.end(), pattern) && !excepted(words_that_mean_something_else, file, word))
        findings.push_back(at(file, line.number, "says `" + std::string(word) + "`: write what is, or do it"));
  return findings;
}

// Time, chance and the environment come in through seams, so that a run can be played again.
Findings unrepeatable_calls(const File& file) {
  static const std::regex calls(R"(\b(system_clock|getenv|s?rand\s*\(|random_device|getrandom|clock_gettime|gettimeofday|time\s*\(\s*(nullptr|NULL|0)\s*\)|utc_clock|high_resolution_clock))");
  Findings findings;
  for (const Line& line : lines_of(file)) {
    const std::string_view code = line.text.substr(0, line.text.find("//"));
    std::match_results<std::string_view::const_iterator> match;
    if (std::regex_search(code.begin(), code.end(), match, calls))
      findings.push_back(at(file, line.number, "`" + std::string(match[1]) + "` outside engine/app and the adapters: take a Clock, an IdSource or a setting"));
  }
  return findings;
}

template <class Rule, class Which>
Findings in_all(Rule rule, Which which) {
  Findings findings;
  std::size_t looked_at = 0;
  for (const File& file : repository())
    if (which(file)) ++looked_at, add(findings, rule(file));
  CHECK(looked_at > 0);
  return findings;
}

}  // namespace

TEST_CASE("the rules find what they are for") {
  const auto file = [](std::string text) { return File{"engine/base/x.hpp", std::move(text)}; };
  CHECK(long_lines(file("short\n" + std::string(180, 'x') + "\n")).empty());
  CHECK(long_lines(file("short\n" + std::string(181, 'x') + "\n")).size() == 1);
  CHECK(long_lines(file("{\"" + std::string(300, 'x') + "\"},\n")).empty());
  CHECK(long_lines(file("use(R\"({\"a\": \"" + std::string(300, 'x') + "\"})\");\n")).empty());
  CHECK(long_lines(file("use(\"\\\"\", " + std::string(200, 'x') + ");\n")).size() == 1);
  CHECK(wrong_blanks(file("a\tb\nc \n")) == Findings{"engine/base/x.hpp:1: a tab", "engine/base/x.hpp:2: white space at the end of the line"});
  CHECK(wrong_blanks(file("a")) == Findings{"engine/base/x.hpp:1: the last line has no end"});
  CHECK(wrong_header(file("// What it is.\n// More.\n#pragma once\n")).empty());
  CHECK(wrong_header(file("#pragma once\n")).size() == 1);
  CHECK(wrong_header(file("// What it is.\n#include <string>\n#pragma once\n")).size() == 1);
  for (const char* words : {"// TODO later", "it works for now", "a stub", "Placeholders", "see issue 12", "issue #3"}) {
    INFO(words);
    CHECK(unfinished_words(file(words)).size() == 1);
  }
  CHECK(unfinished_words(file("200 issues are told, TODOS and stubborn")).empty());
  for (const char* call : {"std::chrono::system_clock::now()", "std::getenv(\"X\")", "rand()", "std::random_device d;", "time(nullptr)"}) {
    INFO(call);
    CHECK(unrepeatable_calls(file(call)).size() == 1);
  }
  CHECK(unrepeatable_calls(file("operand(1); // getenv is elsewhere\nruntime(0)")).empty());
}

TEST_CASE("every header opens with a comment, then #pragma once") {
  check_none(in_all(wrong_header, [](const File& file) { return file.ends_in({".hpp"}); }));
}

TEST_CASE("no tabs, and no white space at the end of a line") {
  check_none(in_all(wrong_blanks, [](const File& file) { return file.path != "Makefile" && !file.below({"tests/golden", "tests/fuzz"}); }));   // goldens are what comes out
}

TEST_CASE("no line of code is longer than is read at a glance") {
  check_none(in_all(long_lines, [](const File& file) { return file.is_code(); }));
}

TEST_CASE("no source file is longer than one thing needs") {
  check_none(in_all(
      [](const File& file) {
        const std::size_t count = lines_of(file).size();
        if (count <= file_lines_max) return Findings{};
        return Findings{at(file, count, "the file has " + std::to_string(count) + " lines: it is two things")};
      },
      [](const File& file) { return file.is_code() && file.below({"engine", "dsl", "workflows", "adapters"}); }));
}

TEST_CASE("nothing speaks of what is unfinished, or of where it came from") {
  check_none(in_all(unfinished_words, [](const File& file) { return !file.below({"tests/tidy", "tests/golden/diagnostics"}); }));
}

TEST_CASE("time, chance and the environment are asked for in engine/app and the adapters only") {
  check_none(in_all(unrepeatable_calls, [](const File& file) { return file.is_code() && file.below({"engine", "dsl", "workflows"}) && !file.below({"engine/app"}); }));
}
