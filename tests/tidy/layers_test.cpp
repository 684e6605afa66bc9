// Who may include whom: the lines of the root CMakeLists.txt against every #include.
#include "tests/tidy/layers.hpp"

using namespace handrail;
using namespace handrail::tidy;

namespace {

Layers declared() { return layers_in(read(std::filesystem::path(HANDRAIL_SOURCE_DIR) / "CMakeLists.txt")); }

const Layers three = layers_in("handrail_layer(NAME a/one LINKS re2)\nhandrail_layer(NAME a/two USES a/one)\nhandrail_layer(NAME a/three USES\n   a/two LINKS sqlite lua)\n");

}  // namespace

TEST_CASE("the layers are read with what they use and own, over several lines too") {
  REQUIRE(three.size() == 3);
  CHECK(three.at("a/one").links == std::vector<std::string>{"re2"});
  CHECK(three.at("a/three").uses == std::vector<std::string>{"a/two"});
  CHECK(three.at("a/three").links == std::vector<std::string>{"sqlite", "lua"});
  CHECK(reach_of(three, "a/three") == std::set<std::string>{"a/one", "a/two", "a/three"});
  CHECK(declared().size() > 20);
}

TEST_CASE("an include of another layer or of somebody else's library is found") {
  const auto found = [](const char* path, const char* text) { return wrong_includes(three, {path, text}); };
  CHECK(found("a/three/x.cpp", "#include \"a/one/y.hpp\"\n#include <sqlite3.h>\n#include <string>\n#include <sys/stat.h>\n").empty());
  CHECK(found("a/one/x.cpp", "\n#include \"a/two/y.hpp\"\n") == Findings{"a/one/x.cpp:2: `a/one` does not use `a/two`"});
  CHECK(found("a/one/x.cpp", "#  include \"y.hpp\" // near\n") == Findings{"a/one/x.cpp:1: `y.hpp` is of no layer; includes go from the root"});
  CHECK(found("a/three/x.cpp", "#include <re2/re2.h>\n") == Findings{"a/three/x.cpp:1: `<re2/re2.h>` belongs to the library re2, which `a/three` does not own"});
  CHECK(found("a/one/x.cpp", "#include <fmt/core.h>\n") == Findings{"a/one/x.cpp:1: `<fmt/core.h>` is of a library that no layer owns"});
  CHECK(found("a/four/x.cpp", "") == Findings{"a/four/x.cpp:1: `a/four` is no layer: no line of CMakeLists.txt declares it"});
}

TEST_CASE("a circle of layers is found") {
  CHECK(circles_in(three).empty());
  CHECK(circles_in(layers_in("handrail_layer(NAME a USES b)handrail_layer(NAME b USES c)handrail_layer(NAME c USES a)")).size() == 3);
  CHECK(circles_in(layers_in("handrail_layer(NAME a USES b)")) == Findings{"CMakeLists.txt: `a` uses `b`, which is no layer"});
}

TEST_CASE("every layer includes only what its line in CMakeLists.txt allows") {
  const Layers layers = declared();
  Findings findings;
  std::size_t looked_at = 0;
  for (const File& file : repository()) {
    if (!file.is_code() || !file.below({"engine", "dsl", "workflows", "adapters"})) continue;
    ++looked_at;
    add(findings, wrong_includes(layers, file));
  }
  CHECK(looked_at > 200);
  check_none(findings);
}

TEST_CASE("the layers form no circle") { check_none(circles_in(declared())); }

TEST_CASE("what is included is there") {
  Findings findings;
  static const std::regex include(R"re(^\s*#\s*include\s*"([^"]+)".*)re");
  for (const File& file : repository()) {
    if (!file.is_code()) continue;
    for (const Line& line : lines_of(file)) {
      std::match_results<std::string_view::const_iterator> match;
      if (!std::regex_match(line.text.begin(), line.text.end(), match, include)) continue;
      const std::string header = match[1];
      if (!std::filesystem::exists(std::filesystem::path(HANDRAIL_SOURCE_DIR) / header)) findings.push_back(at(file, line.number, "there is no file `" + header + "`"));
    }
  }
  check_none(findings);
}
