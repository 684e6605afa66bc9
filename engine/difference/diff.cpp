#include "engine/difference/diff.hpp"

#include <algorithm>

namespace handrail {

std::size_t BundleDiff::come_or_go() const {
  return static_cast<std::size_t>(std::ranges::count_if(also, [](const AlsoChanged& one) {
    return (one.kind == "tool" || one.kind == "intent") && (one.what == "added" || one.what == "removed" || one.what == "renamed");
  }));
}

bool BundleDiff::changes() const {
  return come_or_go() > 0 || std::ranges::any_of(decisions, [](const DecisionChanges& one) { return !one.changes.empty() || !one.contract.empty() || !one.compared; });
}

bool BundleDiff::proven() const {
  return std::ranges::all_of(decisions, [](const DecisionChanges& one) { return one.sure() && !one.more; });
}

void add_change(DecisionChanges& to, DecisionChange change, bool confirmed) {
  if (!confirmed && change.level == dsl::DifferenceLevel::words) return;   // the decision is the same
  auto& list = !confirmed ? to.unconfirmed : change.level == dsl::DifferenceLevel::words ? to.words : to.changes;
  const auto reads_alike = [&](const DecisionChange& one) {
    const auto sorted = [](std::vector<std::string> outcomes) {
      std::ranges::sort(outcomes);
      return outcomes;
    };
    return one.level == change.level && one.both == change.both && one.area == change.area && one.beside == change.beside && sorted(one.before) == sorted(change.before) &&
           sorted(one.after) == sorted(change.after);
  };
  if (std::ranges::none_of(list, reads_alike)) list.push_back(std::move(change));
}

BundleDiff diff_bundles(const Bundle& before, const Bundle& after, dsl::ProofOptions options) {
  BundleDiff diff;
  diff.solver = dsl::solver_built_in();
  diff_gates(*before.program, *after.program, options, diff, before.hash, after.hash);
  diff_messages(*before.program, *after.program, options, diff);
  diff.also = diff_also(before, after);
  return diff;
}

}  // namespace handrail
