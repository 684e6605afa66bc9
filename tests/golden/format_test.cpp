// tests/golden/format/*.golden: a policy text as an author may write it, a line `----`, the same text formatted. HANDRAIL_REWRITE_GOLDENS=1 rewrites
// them. And the three promises of the formatter, asked of every policy text in the repository: what is printed reads back as the same tree (which
// `format` itself refuses to break), printing it again changes nothing, and no comment is lost.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/syntax/print.hpp"
#include "tests/catch.hpp"
#include "tests/golden/texts.hpp"

using namespace handrail::dsl;
using handrail::content;
namespace fs = std::filesystem;

namespace {

const fs::path root = HANDRAIL_SOURCE_DIR;

std::vector<fs::path> files(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> paths;
  if (fs::exists(folder))
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.path().extension() == ending) paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

struct Named { std::string where, text; };

// Every text in the repository that may be a policy: files, the examples of the reference, what authors write in the diagnostics' goldens.
std::vector<Named> texts() {
  std::vector<Named> out;
  for (const char* folder : {"examples", "policies", "tests"})
    for (const fs::path& path : files(root / folder, ".policy")) out.push_back({path.string(), content(path)});
  for (const fs::path& path : files(root / "tests/golden/diagnostics", ".golden")) {
    const std::string whole = content(path);
    out.push_back({path.string(), whole.substr(0, whole.find("\n----\n") + 1)});
  }
  const std::string reference = content(root / "dsl/REFERENCE.md");
  for (std::size_t at = reference.find("```policy\n"); at != std::string::npos; at = reference.find("```policy\n", at)) {
    at += 10;
    out.push_back({"dsl/REFERENCE.md at byte " + std::to_string(at), reference.substr(at, reference.find("```", at) - at)});
  }
  return out;
}

std::string formatted(const std::string& text) {
  Diagnostics found;
  const Formatted result = format(text, "test.policy", found);
  INFO(text);
  INFO(render_pretty(Sources({{"test.policy", text}}), found, false));
  REQUIRE(result.outcome == FormatOutcome::formatted);
  return result.text;
}

std::size_t comments_in(const std::string& text) {
  std::size_t count = 0;
  bool quoted = false, comment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') quoted = comment = false;
    else if (quoted && text[i] == '\\') ++i;
    else if (text[i] == '"' && !comment) quoted = !quoted;
    else if (text[i] == '#' && !quoted && !comment) ++count, comment = true;
  }
  return count;
}

}  // namespace

TEST_CASE("every format golden is formatted as it says") {
  const bool rewrite = std::getenv("HANDRAIL_REWRITE_GOLDENS") != nullptr;
  const std::vector<fs::path> goldens = files(root / "tests/golden/format", ".golden");
  REQUIRE(!goldens.empty());
  for (const fs::path& path : goldens) {
    const std::string whole = content(path);
    const std::size_t line = whole.find("\n----\n");
    const std::string text = line == std::string::npos ? whole : whole.substr(0, line + 1);
    const std::string actual = formatted(text);
    if (rewrite) std::ofstream(path, std::ios::binary) << text << "----\n" << actual;
    INFO(path.string());
    if (!rewrite) CHECK(actual == (line == std::string::npos ? "" : whole.substr(line + 6)));
  }
}

TEST_CASE("every policy text of the repository that reads well can be formatted, once, without losing a comment") {
  std::size_t asked = 0;
  for (const Named& named : texts()) {
    Diagnostics found;
    const Formatted result = format(named.text, "test.policy", found);
    if (result.outcome == FormatOutcome::has_errors) continue;
    ++asked;
    INFO(named.where);
    CHECK(result.outcome == FormatOutcome::formatted);
    Diagnostics again;
    CHECK(format(result.text, "test.policy", again).text == result.text);
    CHECK(comments_in(result.text) == comments_in(named.text));
  }
  CHECK(asked > 60);
}

TEST_CASE("the policies that come with the program, and what the reference shows, are formatted") {
  for (const Named& named : texts()) {
    if (named.where.starts_with((root / "tests").string())) continue;
    INFO(named.where);
    CHECK(formatted(named.text) == named.text);
  }
}

TEST_CASE("a text with a syntax error is not formatted, and its finding is told") {
  Diagnostics found;
  const std::string text = "tool a(\n  reads   x\n";
  const Formatted result = format(text, "test.policy", found);
  CHECK(result.outcome == FormatOutcome::has_errors);
  CHECK(result.text == text);
  CHECK(!found.empty());
}

TEST_CASE("line ends of another system, a byte order mark and a missing last line break are mended") {
  CHECK(formatted("\xEF\xBB\xBF" "currency USD\r\n\r\nrole lead\r\n    may   approve up to $1000") == "currency USD\n\nrole lead\n  may approve up to $1,000\n");
  CHECK(formatted("").empty());
  CHECK(formatted("\n\n# only this\n\n\n\n# and this") == "# only this\n\n\n# and this\n");
}

TEST_CASE("many comments, long lists and deep brackets are formatted in the time that reading them takes") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "# comment\n";
  text += "signal many\n  phrases \"a\"";
  for (int i = 0; i < 15'000; ++i) text += ", \"phrase " + std::to_string(i) + "\"";
  text += "\ntrigger \"deep\"\n  when " + std::string(50, '(') + "messages > 3" + std::string(50, ')') + "\n  then hand off\n  urgency high\n";
  const std::string out = formatted(text);
  CHECK(comments_in(out) == 20'000);
  CHECK(out.find("messages is over 3") != std::string::npos);
}

TEST_CASE("brackets stay where they are needed, and only there") {
  const auto condition = [](const std::string& written) {
    const std::string out = formatted("trigger \"t\"\n  when " + written + "\n  urgency high\n  then hand off\n");
    const std::size_t at = out.find("  when       ") + 13;
    return out.substr(at, out.find('\n', at) - at);
  };
  CHECK(condition("((messages > 3))") == "messages is over 3");
  CHECK(condition("(a or b) and c") == "(a or b) and c");
  CHECK(condition("((a or b)) and c") == "(a or b) and c");
  CHECK(condition("(a and b) or (c is 3)") == "a and b or c is 3");
  CHECK(condition("a and (b and c)") == "a and (b and c)");
  CHECK(condition("not (a or b)") == "not (a or b)");
  CHECK(condition("x - (y + 2) > (3 + z) * 2") == "x - (y + 2) is over (3 + z) * 2");
  CHECK(condition("x over (y + 2) and (z)") == "x is over y + 2 and z");
  CHECK(condition("(any f in order.flights has get_flight(f.number, f.date).status is \"cancelled\") and b") ==
        "any f in order.flights has get_flight(f.number, f.date).status is \"cancelled\" and b");
  CHECK(condition("x is (unknown)") == "x is (unknown)");
}

TEST_CASE("what would be too long once it is formatted is left alone, and said") {
  std::string text;
  while (text.size() + 40 < (1u << 20)) text += "signal s\n  phrases \"a\"\n";
  Diagnostics found;
  CHECK(format(text, "test.policy", found).outcome == FormatOutcome::has_errors);
  REQUIRE(!found.empty());
  CHECK(found.back().code == "P0009");
}
