#include "engine/cases/cases.hpp"

#include <algorithm>

namespace handrail {
namespace {

bool fits(const std::string& wanted, const std::string& came) {
  return came == wanted || (came.size() > wanted.size() && came.rfind(wanted, 0) == 0 && came[wanted.size()] == ' ');
}

}  // namespace

CaseResult run_case(const dsl::Program& program, const BundleHash& bundle, const Case& wanted) {
  const Judged outcome = outcome_of(program, bundle, wanted.situation);
  CaseResult result{.expected = wanted.gives, .came = outcome.text, .rule = outcome.rule, .at = outcome.at};
  result.holds = fits(wanted.gives, outcome.text);
  if (!wanted.asks.empty()) {
    result.expected += ", ask " + wanted.asks;
    const Verdict verdict = judge(program, bundle, wanted.situation.call, wanted.situation.options);
    result.holds = result.holds && std::any_of(verdict.remedy.begin(), verdict.remedy.end(), [&](const Remedy& remedy) {
      return remedy.kind == RemedyKind::ask && remedy.what == wanted.asks;
    });
  }
  if (!wanted.gives_at.empty()) {
    result.expected += ", by `" + wanted.gives_at + "`";
    result.holds = result.holds && (outcome.at == wanted.gives_at || outcome.rule.find(wanted.gives_at) != std::string::npos);
  }
  return result;
}

}  // namespace handrail
