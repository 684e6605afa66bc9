// The library that comes with the program: what a bundle includes of it becomes part of the bundle.
#include "engine/app/standard_library.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "engine/app/bundle_library.hpp"
#include "engine/policy/bundle.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

std::vector<std::string> paths(const std::vector<dsl::SourceFile>& files) {
  std::vector<std::string> all;
  for (const dsl::SourceFile& file : files) all.push_back(file.path);
  return all;
}
std::vector<dsl::SourceFile> with_library(std::vector<dsl::SourceFile> files) {
  add_included_from_library(files);
  return files;
}
bool has(const std::vector<dsl::SourceFile>& files, std::string_view path) { return std::ranges::find(files, path, &dsl::SourceFile::path) != files.end(); }

}  // namespace

TEST_CASE("what a policy includes from the library is added, and what that includes, and nothing else") {
  CHECK(paths(with_library({{"desk.policy", "include \"standard/rollout/first_month.policy\"\n"}})) == std::vector<std::string>{"desk.policy", "standard/rollout/first_month.policy"});
  const auto nested = with_library({{"desk.policy", "include \"standard/escalation/triggers.policy\"\n"}});
  CHECK(has(nested, "standard/handoff/words.policy"));
  CHECK_FALSE(has(nested, "standard/rollout/first_month.policy"));
  CHECK(with_library({{"desk.policy", "queue support\n# include \"standard/rollout/first_month.policy\"\n"}}).size() == 1);
  CHECK(with_library({{"desk.policy", "include \"standard/none.policy\"\ninclude\ninclude \"\n"}}).size() == 1);
}

TEST_CASE("a file of the bundle that has the library's path stays as it is") {
  const auto files = with_library({{"desk.policy", "include \"standard/rollout/first_month.policy\"\n"}, {"standard/rollout/first_month.policy", "# ours\n"}});
  REQUIRE(files.size() == 2);
  CHECK(files[1].text == "# ours\n");
}

TEST_CASE("the bundle's hash holds what was included") {
  std::vector<dsl::SourceFile> files{{"desk.policy", "include \"standard/rollout/first_month.policy\"\n"}};
  const BundleHash before = hash_of(files);
  add_included_from_library(files);
  CHECK(hash_of(files) != before);
}

TEST_CASE("every policy of the library can be included beside all others") {
  std::string all = "currency USD\n";
  for (const LibraryFile& file : standard_library())
    if (file.path.ends_with(".policy") && all.find(std::string(file.path)) == std::string::npos) all += "include \"" + std::string(file.path) + "\"\n";
  const BundleResult result = check_bundle(with_library({{"desk.policy", all}}));
  std::string errors;
  for (const dsl::Diagnostic& finding : result.diagnostics)
    if (finding.severity == dsl::Severity::error) errors += dsl::render_pretty(result.sources, {finding}, false);
  CHECK(errors == "");
}

TEST_CASE("every policy of the library stands by itself, beside how sure a reply must be and a last route, without a finding") {
  for (const LibraryFile& file : standard_library()) {
    if (!file.path.ends_with(".policy")) continue;
    INFO(file.path);
    std::string desk = "currency USD\ninclude \"standard/confidence/bands.policy\"\n";
    if (file.path != "standard/confidence/bands.policy") desk += "include \"" + std::string(file.path) + "\"\n";
    const auto files = with_library({{"desk.policy", desk}});
    if (!has(files, "standard/routing/routes.policy")) desk += "route\n  otherwise to support\n";
    const BundleResult result = check_bundle(with_library({{"desk.policy", desk}}));
    CHECK(dsl::render_pretty(result.sources, result.diagnostics, false) == "");
  }
}

TEST_CASE("the library hears a wish for a person by every pattern that the shop hears it by, but its phone numbers") {
  const auto patterns_of = [](const std::string& path) {
    std::ifstream in(std::string(HANDRAIL_SOURCE_DIR) + "/" + path);
    std::set<std::string> patterns;
    bool inside = false, listed = false;
    for (std::string line; std::getline(in, line);) {
      inside = line == "signal wants_person" || (inside && !line.empty());
      listed = inside && (listed || line.find("  patterns ") == 0);
      if (const std::size_t open = line.find('"'); listed && open != std::string::npos) patterns.insert(line.substr(open, line.rfind('"') - open));
    }
    return patterns;
  };
  const auto library = patterns_of("policies/escalation/triggers.policy");
  auto shop = patterns_of("examples/shop/triggers.policy");
  REQUIRE(library.size() >= 10);
  std::erase_if(shop, [](const std::string& pattern) { return pattern.find("telephone") != std::string::npos; });
  CHECK(library == shop);
}
