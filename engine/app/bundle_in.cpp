#include "engine/app/bundle_in.hpp"

#include <iostream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"

namespace handrail {

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

}  // namespace handrail
