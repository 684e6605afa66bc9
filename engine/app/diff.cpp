// `handrail diff`: what an edit means.
#include <iostream>

#include "engine/app/bundle_in.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/system.hpp"
#include "engine/difference/diff.hpp"

namespace handrail {

int diff(const DiffOptions& options, std::ostream& out) {
  const auto today = options.today.empty() ? Result<Instant>(SystemClock().now()) : parse_time(options.today);
  if (!today) {
    std::cerr << "handrail: --today takes a date, like 2026-12-01\n";
    return 2;
  }
  const auto before = bundle_in(options.before), after = before ? bundle_in(options.after) : nullptr;
  if (!before || !after) return 2;
  const BundleDiff found = diff_bundles(*before, *after, {.budget = options.proof_budget, .today = *today});
  if (options.json) out << dump_pretty(diff_json(found)) << "\n";
  else out << diff_pretty(found, colour_wanted(1));
  if (!found.solver && !found.proven() && !found.changes()) {
    std::cerr << "handrail: this build has no solver, and the rules differ\n";
    return 2;
  }
  return found.changes() || !found.proven() ? 1 : 0;
}

}  // namespace handrail
