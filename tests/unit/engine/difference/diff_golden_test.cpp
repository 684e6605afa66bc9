// tests/golden/diffs/NAME.golden: a sentence, the policy after `# old`, the policy after `# new`, and after `----` exactly what `handrail diff` tells. Both are
// made whole with what they do not bring along; a line `# file PATH` opens a further file. HANDRAIL_REWRITE_GOLDENS=1 rewrites them; the difference is
// then reviewed as wording.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/difference/diff.hpp"
#include "tests/catch.hpp"
#include "tests/golden/texts.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> goldens() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(HANDRAIL_SOURCE_DIR) / "tests/golden/diffs")) paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

std::shared_ptr<const Bundle> bundle_of(const std::string& text) {
  std::vector<dsl::SourceFile> files = files_in(text);
  std::string all;
  for (const dsl::SourceFile& file : files) all += file.text;
  if (std::string more = dsl::what_else_is_needed(all); !more.empty()) files.push_back({"zz_whole.policy", std::move(more)});
  const BundleResult made = make_bundle(std::move(files));
  INFO(dsl::render_pretty(made.sources, made.diagnostics, false));
  REQUIRE(made.bundle);
  return made.bundle;
}

struct Golden { std::string before, after, expected; };
Golden read(const std::string& whole) {
  const std::size_t one = whole.find("# old\n"), other = whole.find("# new\n"), line = whole.find("\n----\n");
  REQUIRE((one != std::string::npos && other != std::string::npos && line != std::string::npos));
  return {whole.substr(one + 6, other - one - 6), whole.substr(other + 6, line + 1 - other - 6), whole.substr(line + 6)};
}

std::string told(const BundleDiff& diff) { return diff_pretty(diff, false); }

}  // namespace

TEST_CASE("every golden of a difference shows exactly what an edit is told to mean") {
  if (!dsl::solver_built_in()) return;
  const bool rewrite = std::getenv("HANDRAIL_REWRITE_GOLDENS") != nullptr;
  CHECK(goldens().size() >= 20);
  for (const fs::path& path : goldens()) {
    INFO(path.string());
    const std::string whole = content(path);
    const Golden golden = read(whole);
    const std::string actual = told(diff_bundles(*bundle_of(golden.before), *bundle_of(golden.after)));
    if (rewrite) std::ofstream(path, std::ios::binary) << whole.substr(0, whole.find("\n----\n") + 6) << actual;
    else CHECK(actual == golden.expected);
  }
}

TEST_CASE("no version differs from itself, and a difference is told the same twice") {
  if (!dsl::solver_built_in()) return;
  for (const fs::path& path : goldens()) {
    INFO(path.string());
    const Golden golden = read(content(path));
    const auto before = bundle_of(golden.before), after = bundle_of(golden.after);
    const BundleDiff none = diff_bundles(*after, *after);
    CHECK(!none.changes());
    CHECK(none.proven());
    CHECK(none.also.empty());
    CHECK(dump_pretty(diff_json(diff_bundles(*before, *after))) == dump_pretty(diff_json(diff_bundles(*before, *after))));
  }
}

TEST_CASE("a budget that does not suffice proves nothing and claims nothing") {
  if (!dsl::solver_built_in()) return;
  const std::string path = std::string(HANDRAIL_SOURCE_DIR) + "/tests/golden/diffs/threshold-moved.golden";
  const Golden golden = read(content(path));
  const BundleDiff found = diff_bundles(*bundle_of(golden.before), *bundle_of(golden.after), {.budget = 1});
  CHECK(!found.proven());
  CHECK(!found.changes());
  CHECK(told(found).find("not proven") != std::string::npos);
}
