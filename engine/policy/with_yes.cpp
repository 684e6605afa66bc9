#include "engine/policy/with_yes.hpp"

#include <algorithm>

namespace handrail {

std::optional<Verdict> with_the_yes(const dsl::Program& program, const BundleHash& bundle, GateCall call, const Verdict& verdict) {
  const auto asks_yes = [](const Remedy& remedy) { return remedy.kind == RemedyKind::confirm; };
  if (verdict.kind != VerdictKind::deny || std::ranges::none_of(verdict.remedy, asks_yes)) return std::nullopt;
  call.confirmed.push_back({call.tool, call.arguments, call.now});
  return judge(program, bundle, call);
}

const Verdict& decisive(const Verdict& verdict, const std::optional<Verdict>& with_yes) {
  return with_yes && with_yes->kind == VerdictKind::deny ? *with_yes : verdict;
}

}  // namespace handrail
