#include "dsl/prove/rules_in_order.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

Diagnostic never(const Ordered& rule, const std::string& owner) {
  return warning("P0702", "a rule of " + owner + " can never hold: its conditions contradict each other", rule.span, "no facts make this true",
                 "mend the condition, or take the rule out");
}

Diagnostic hidden(const Ordered& rule, const std::vector<Span>& hiding, const std::string& owner) {
  const bool alone = hiding.size() == 1;
  const std::string by = alone ? "an earlier one decides every case of it" : std::to_string(hiding.size()) + " earlier ones together decide every case of it";
  Diagnostic found = warning("P0703", "a rule of " + owner + " never decides: " + by, rule.span, "nothing is left for this one", "take it out, or narrow what stands before it");
  for (const Span& span : hiding) found.labels.push_back({span, alone ? "this decides first" : "this decides some of it first"});
  return found;
}

}  // namespace

void rules_in_order(Asking& asking, const std::vector<Ordered>& rules, const std::string& owner, Diagnostics& findings) {
  std::vector<z3::expr> passed;
  std::vector<Span> passed_spans;
  for (const Ordered& rule : rules) {
    if (rule.asked) {
      const z3::expr surely = asking.named(rule.surely);
      std::vector<z3::expr> assumed = passed;
      assumed.push_back(surely);
      // Most rules decide something, so that is asked first.
      if (asking.ask(assumed) == Satisfiable::no) {
        if (asking.ask({surely}) == Satisfiable::no) {
          findings.push_back(never(rule, owner));
        } else {
          std::vector<Span> hiding;
          for (const std::size_t i : asking.smallest({surely}, passed)) hiding.push_back(passed_spans[i]);
          findings.push_back(hidden(rule, hiding, owner));
        }
      }
    }
    if (!rule.hides) continue;
    passed.push_back(!asking.named(rule.guard));
    passed_spans.push_back(rule.span);
  }
}

}  // namespace handrail::dsl
#endif
