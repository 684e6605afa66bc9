// The example shop's own cases hold: what `handrail test examples/shop` runs.
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/cases/cases.hpp"
#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("every case of the example shop holds") {
  auto files = read_bundle_folder(HANDRAIL_SOURCE_DIR "/examples/shop");
  REQUIRE(files);
  const BundleResult result = check_bundle(std::move(*files));
  REQUIRE(result.bundle);
  const Cases cases = read_cases(*result.bundle->program);
  CHECK(cases.problems.empty());
  CHECK(cases.cases.size() >= 45);
  for (const Case& wanted : cases.cases) {
    INFO(wanted.at << " " << wanted.name);
    const CaseResult came = run_case(*result.bundle->program, result.bundle->hash, wanted);
    INFO("came: " << came.came << ", " << came.at);
    CHECK(came.holds);
  }
}
