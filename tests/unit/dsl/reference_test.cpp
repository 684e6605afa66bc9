// dsl/REFERENCE.md is what authors copy from: every example in it compiles, and it leaves out no block and no code.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/source/codes.hpp"
#include "dsl/syntax/blocks.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail::dsl;

namespace {

const std::string& reference() {
  static const std::string text = [] {
    std::ifstream in(HANDRAIL_SOURCE_DIR "/dsl/REFERENCE.md", std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }();
  return text;
}

struct Example { std::string text; long line = 0; };

std::vector<Example> examples() {
  std::vector<Example> found;
  std::istringstream lines(reference());
  bool inside = false;
  long number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!inside && line == "```policy") {
      found.push_back({"", number + 1});
      inside = true;
    } else if (inside && line == "```") {
      inside = false;
    } else if (inside) {
      found.back().text += line + "\n";
    }
  }
  return found;
}

// What stands beside an example: the files that it names, and the library that comes with the program.
std::vector<SourceFile> files_beside() {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files{{"holidays.txt", "2026-12-25\n"}, {"refund.lua", "lookup_order(order_id)\n"}};
  const fs::path library = HANDRAIL_SOURCE_DIR "/policies";
  for (const auto& entry : fs::recursive_directory_iterator(library)) {
    if (entry.path().extension() != ".policy") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.push_back({"standard/" + fs::relative(entry.path(), library).generic_string(), text.str()});
  }
  return files;
}

}  // namespace

TEST_CASE("every example of the language reference compiles without a finding") {
  REQUIRE(examples().size() >= block_forms().size());
  for (const Example& example : examples()) {
    const Compiled compiled = compile_text(example.text, files_beside());
    INFO("dsl/REFERENCE.md:" << example.line);
    CHECK(seen(compiled) == "");
    CHECK(compiled.program != nullptr);
  }
}

TEST_CASE("every block that is read has a section in the language reference") {
  for (const BlockForm& form : block_forms()) {
    INFO(form.word);
    CHECK(reference().find("\n## " + std::string(form.word)) != std::string::npos);
  }
}

TEST_CASE("every code stands in the language reference with its own words") {
  for (const CodeLine& line : codes()) {
    INFO(line.code);
    CHECK(reference().find("| `" + std::string(line.code) + "` | " + std::string(line.summary) + " |\n") != std::string::npos);
  }
}
