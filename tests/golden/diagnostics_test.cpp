// tests/golden/diagnostics/<family>/CODE-name.golden: what an author wrote, a line `----`, exactly what the author sees. The bundle is made whole
// with what the text does not bring along, unless it opens with the line `# alone`; a line `# file PATH` opens a further file of the bundle,
// `# repeat N TEXT` stands for N lines of TEXT, and one that opens with `# proof` is proved as well.
// HANDRAIL_REWRITE_GOLDENS=1 rewrites them; the difference is then reviewed as wording.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "dsl/source/codes.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/proof/proof.hpp"
#include "tests/catch.hpp"
#include "tests/golden/texts.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail::dsl;
using handrail::content;
using handrail::files_in;
namespace fs = std::filesystem;

namespace {

const fs::path root = fs::path(HANDRAIL_SOURCE_DIR) / "tests/golden/diagnostics";

std::vector<fs::path> goldens() {
  std::vector<fs::path> paths;
  if (fs::exists(root))
    for (const auto& entry : fs::recursive_directory_iterator(root))
      if (entry.path().extension() == ".golden") paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

std::string shown_to_the_author(const std::string& text) {
  std::vector<SourceFile> files = files_in(text);
  if (!text.starts_with("# alone")) {
    std::string first = std::move(files[0].text);
    files.erase(files.begin());
    files = whole_bundle(std::move(first), std::move(files));
  }
  const handrail::Instant today{1'795'219'200'000};   // 2026-11-21
  auto checked = handrail::check_bundle(std::move(files), {.today = today});
  if (text.starts_with("# proof") && checked.bundle) handrail::add_findings(handrail::prove_bundle(*checked.bundle->program, {.today = today}), checked.diagnostics);
  return render_pretty(checked.sources, checked.diagnostics, false);
}

std::string code_of(const fs::path& path) { return path.filename().string().substr(0, 5); }

}  // namespace

TEST_CASE("every golden shows exactly what the author sees") {
  const bool rewrite = std::getenv("HANDRAIL_REWRITE_GOLDENS") != nullptr;
  REQUIRE(!goldens().empty());
  for (const fs::path& path : goldens()) {
    const std::string whole = content(path);
    const std::size_t line = whole.find("\n----\n");
    const std::string text = line == std::string::npos ? whole : whole.substr(0, line + 1);
    const std::string expected = line == std::string::npos ? "" : whole.substr(line + 6);
    if (text.starts_with("# proof") && !solver_built_in()) continue;
    const std::string actual = shown_to_the_author(text);
    if (rewrite) std::ofstream(path, std::ios::binary) << text << "----\n" << actual;
    else {
      INFO(path.string());
      CHECK(actual == expected);
    }
    INFO(path.string() + " does not show its code:\n" + actual);
    CHECK(actual.find("[" + code_of(path) + "]") != std::string::npos);
  }
}

TEST_CASE("every code in the list has a golden, and every golden a code in the list") {
  std::set<std::string> shown;
  for (const fs::path& path : goldens()) shown.insert(code_of(path));
  for (const CodeLine& code : codes()) {
    INFO(code.code << " has no golden");
    CHECK(shown.contains(std::string(code.code)));
  }
  for (const std::string& code : shown) {
    INFO(code << " is not in the list of codes");
    CHECK(!summary_of(code).empty());
  }
}
