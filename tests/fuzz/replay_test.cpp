// Every input that a fuzzer found worth keeping, and those that are too large to keep, through the functions that the fuzzers drive: a broken promise
// about one of them ends this program.
#include <filesystem>
#include <fstream>
#include <functional>

#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/fuzz/targets.hpp"

namespace {

using Target = std::function<void(std::string_view)>;

std::vector<std::string> corpus(const std::string& target) {
  std::vector<std::string> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(HANDRAIL_SOURCE_DIR) + "/tests/fuzz/corpus/" + target)) {
    std::ifstream in(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return inputs;
}

void replayed(const std::string& name, const Target& target) {
  const auto inputs = corpus(name);
  REQUIRE(inputs.size() >= 5);
  for (const std::string& input : inputs) {
    target(input);
    target(std::string_view(input).substr(0, input.size() / 2));   // and cut off in the middle
  }
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() + piece.size() <= bytes) text += piece;
  return text;
}

}  // namespace

TEST_CASE("the corpus of the parser is replayed") { replayed("parse", handrail::fuzz::parse); }
TEST_CASE("the corpus of the formatter is replayed") { replayed("format", handrail::fuzz::format); }
TEST_CASE("the corpus of the gate is replayed") { replayed("gate", handrail::fuzz::gate); }
TEST_CASE("the corpus of the case files is replayed") { replayed("cases", handrail::fuzz::cases); }
TEST_CASE("the corpus of bundles that include is replayed") { replayed("include", handrail::fuzz::include); }
TEST_CASE("the corpus of contexts is replayed") { replayed("context", handrail::fuzz::context); }
TEST_CASE("the corpus of workflow scripts is replayed") { replayed("script", handrail::fuzz::script); }
TEST_CASE("the corpus of transcripts is replayed") { replayed("transcript", handrail::fuzz::transcript); }

TEST_CASE("files of ten megabytes are refused, whatever fills them") {
  for (const char* piece : {"a", "(", "tool t()\n", "\n", "\t \r", "\"", "#", "|", "\xd0\xb0", "\xff", "  when a is b\n", "trigger \"x\"\n  when "}) {
    const std::string text = repeated(piece, 10u << 20);
    handrail::fuzz::parse(text);
    handrail::fuzz::format(text);
    handrail::fuzz::gate(text);
    handrail::fuzz::cases(text);
    handrail::fuzz::context(text);
    handrail::fuzz::transcript(text);
  }
}

TEST_CASE("nesting bombs as large as a file may be end in findings") {
  for (const char* piece : {"(", "not ", "[", "any x in y has ", "count of x in y with ", "sum of ", "a[", "f(", "a.", "a or (", "x in [", "list of "}) {
    const std::string text = "tool t(a: text)\n  reads\n  deny when " + repeated(piece, handrail::limits::policy_file_bytes - 100);
    handrail::fuzz::parse(text);
    handrail::fuzz::format(text);
  }
  for (const char* piece : {"[", "{\"a\":", "[{\"a\":["}) handrail::fuzz::gate(repeated(piece, handrail::limits::pipeline_line_bytes));
}
