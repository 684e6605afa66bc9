// The examples that stand in a tool, asked of the gate itself: what an example does not name satisfies needs, deny and limit.
#include <algorithm>

#include "engine/policy/situation.hpp"

namespace handrail {
namespace {

using dsl::Tool;

// What the example says and the gate does not, in words; empty when it holds.
std::string difference(const Tool::Example& example, const Verdict& verdict) {
  if (word_of(verdict.kind) != example.verdict) return "the gate says `" + std::string(word_of(verdict.kind)) + "`";
  if (!example.role.empty() && (!verdict.approve || verdict.approve->role != example.role))
    return verdict.approve ? "the approval is by `" + verdict.approve->role + "`" : "nobody is asked for an approval";
  if (example.asks.empty()) return "";
  for (const Remedy& remedy : verdict.remedy)
    if (remedy.kind == RemedyKind::ask && remedy.what == example.asks) return "";
  return "nobody is asked for `" + example.asks + "`";
}

}  // namespace

void run_examples(const dsl::Program& program, dsl::Diagnostics& diagnostics) {
  for (const Tool& tool : program.tools) {
    for (const Tool::Example& example : tool.examples) {
      const Situation situation = situation_of(program, tool, example);
      const Verdict verdict = judge(program, BundleHash(), situation.call, situation.options);
      const std::string wrong = difference(example, verdict);
      if (wrong.empty()) continue;
      dsl::Diagnostic found;
      found.code = "P0501";
      found.message = "an example of `" + tool.name + "` does not hold: " + wrong;
      found.span = example.rule.span;
      found.note = "said here";
      found.help = "`" + verdict.rule + "` decides (" + verdict.at + "): change the rule or the example";
      diagnostics.push_back(std::move(found));
    }
  }
}

}  // namespace handrail
