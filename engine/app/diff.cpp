// `handrail diff`: what an edit means.
#include <iostream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/proof/diff.hpp"

namespace handrail {
namespace {

// None where the folder holds no bundle that could run; why is on stderr.
std::shared_ptr<const Bundle> bundle_in(const std::string& folder) {
  auto files = read_bundle_folder(folder);
  if (!files) {
    std::cerr << "handrail: " << files.error().message << "\n";
    return nullptr;
  }
  const BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)) << "handrail: the bundle in `" << folder << "` has errors\n";
  return result.bundle;
}

}  // namespace

int diff(const DiffOptions& options, std::ostream& out) {
  const auto before = bundle_in(options.before), after = before ? bundle_in(options.after) : nullptr;
  if (!before || !after) return 2;
  const BundleDiff found = diff_bundles(*before, *after, {.budget = options.proof_budget});
  if (options.json) out << dump_pretty(diff_json(found)) << "\n";
  else out << diff_pretty(found, colour_wanted(1));
  if (!found.solver && !found.proven() && !found.changes()) {
    std::cerr << "handrail: this build has no solver, and the rules differ\n";
    return 2;
  }
  return found.changes() || !found.proven() ? 1 : 0;
}

}  // namespace handrail
