#include "dsl/prove/prerequisites.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <optional>

#include "dsl/formulas/gate_steps.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

std::string quoted(const std::string& name) { return "`" + name + "`"; }

class Prerequisites {
 public:
  Prerequisites(const Program& program, const std::vector<bool>& opens, ProofOptions options, Proof& proof) : program_(program), opens_(opens), options_(options), proof_(proof) {}

  void find() {
    for (std::uint32_t i = 0; i < program_.tools.size(); ++i) {
      const Tool& tool = program_.tools[i];
      for (std::uint32_t let = 0; let < tool.lets.size(); ++let) {
        if (!opens_[tool.lets[let].tool]) never_opens(tool.lets[let].tool, tool.lets[let].rule, quoted(tool.lets[let].name));
        else if (opens_[i]) together(i, let);
      }
      if (!opens_[i]) asks_for_a_yes(tool);
    }
    if (program_.customer.tool && !opens_[*program_.customer.tool]) never_opens(*program_.customer.tool, program_.tools[*program_.customer.tool].rule, "the customer");
    circles();
  }

 private:
  void never_opens(std::uint32_t needed, const Rule& at, const std::string& what) {
    const Tool& tool = program_.tools[needed];
    Diagnostic found = warning("P0712", what + " is looked up with " + quoted(tool.name) + ", and that tool never lets a call through", at.span, "nobody may ask for it",
                               "let " + quoted(tool.name) + " allow what is asked here");
    found.labels.push_back({tool.rule.span, "whatever the facts are, this is denied"});
    proof_.findings.push_back(std::move(found));
  }

  // Wherever the tool is let through, what it looks up is denied: the same customer, the same arguments, the same records.
  void together(std::uint32_t index, std::uint32_t let_index) {
    const Tool& tool = program_.tools[index];
    const Let& let = tool.lets[let_index];
    if (let.tool == index || program_.tools[let.tool].needs.size() + program_.tools[let.tool].denies.size() == 0) return;
    z3::context context;
    Asking asking(context, options_);
    Vocabulary shared;
    GateSteps mine(context, asking, program_, index, &shared), other(context, asking, program_, let.tool, &shared);
    if (!same_arguments(asking, let, mine, other)) return;
    const z3::expr through = asking.named(let_through(asking, mine)), also = asking.named(let_through(asking, other));
    if (asking.ask({through, also}) != Satisfiable::no || asking.ask({through}) != Satisfiable::yes) {
      proof_.undecided += asking.undecided();
      return;
    }
    const z3::model model = asking.model();
    Diagnostic found = warning("P0712", "whenever " + quoted(tool.name) + " is let through, the look-up of " + quoted(let.name) + " is denied", let.rule.span,
                               "looked up with " + quoted(program_.tools[let.tool].name), "let the two agree on whom they serve");
    for (const GateStep& step : other.steps()) {
      if (!true_in(model, step.guard)) continue;
      found.labels.push_back({step.rule->span, "this stands against it"});
      break;
    }
    proof_.findings.push_back(std::move(found));
  }

  // The other tool's parameters are what the `let` gives for them; false where some value is not a plain fact or a fixed value.
  bool same_arguments(Asking& asking, const Let& let, GateSteps& mine, GateSteps& other) const {
    const Scope& scope = program_.tools[let.tool].scope;
    for (const auto& [name, value] : let.arguments) {
      const NodeOp op = program_.nodes[value].op;
      if (op != NodeOp::slot && op != NodeOp::constant) return false;
      for (std::uint32_t i = 0; i < scope.slots.size(); ++i) {
        if (scope.slots[i].path.front() != name) continue;
        if (scope.slots[i].path.size() > 1) return false;
        const Term given = mine.encoding().term(value), &taken = other.encoding().slot(i);
        asking.solver().add(given.value == taken.value && given.known == taken.known && given.absent == taken.absent);
      }
    }
    return true;
  }

  static z3::expr let_through(const Asking& asking, const GateSteps& gate) {
    Formula through = asking.truth(false);
    for (std::size_t i = gate.steps().size(); i-- > 0;) through = z3::ite(gate.steps()[i].guard, asking.truth(gate.steps()[i].outcome != GateStep::Outcome::deny), through);
    return through;
  }

  void asks_for_a_yes(const Tool& tool) {
    for (const Need& need : tool.needs) {
      if (!std::holds_alternative<NeededYes>(need.what)) continue;
      Diagnostic found = warning("P0712", "the customer is asked for a yes to " + quoted(tool.name) + ", which is never let through", need.rule.span, "whoever says yes is told no",
                                 "let the tool allow something, or do not ask");
      found.labels.push_back({tool.rule.span, "whatever the facts are, this is denied"});
      proof_.findings.push_back(std::move(found));
    }
  }

  // The tool that the need asks to be looked up with, before this one may run.
  static std::optional<std::uint32_t> looked_up_with(const Tool& tool, const Need& need) {
    const auto* looked_up = std::get_if<NeededLookUp>(&need.what);
    return looked_up ? std::optional(tool.lets[looked_up->let].tool) : std::nullopt;
  }

  // A way of needs from `at` back to `goal`; `seen` keeps it from walking in other circles.
  bool leads_to(std::uint32_t at, std::uint32_t goal, std::vector<bool>& seen) const {
    if (at == goal) return true;
    if (seen[at]) return false;
    seen[at] = true;
    for (const Need& need : program_.tools[at].needs)
      if (const auto next = looked_up_with(program_.tools[at], need); next && leads_to(*next, goal, seen)) return true;
    return false;
  }

  // Some way of needs from one tool to the other.
  [[nodiscard]] bool needs_in_the_end(std::uint32_t from, std::uint32_t goal) const {
    std::vector<bool> seen(program_.tools.size());
    return std::ranges::any_of(program_.tools[from].needs, [&](const Need& need) {
      const auto next = looked_up_with(program_.tools[from], need);
      return next && leads_to(*next, goal, seen);
    });
  }

  void circles() {
    std::vector<bool> told(program_.tools.size());
    for (std::uint32_t i = 0; i < program_.tools.size(); ++i) {
      if (told[i] || !needs_in_the_end(i, i)) continue;
      for (std::uint32_t other = 0; other < program_.tools.size(); ++other) told[other] = told[other] || (needs_in_the_end(i, other) && needs_in_the_end(other, i));
      for (const Need& need : program_.tools[i].needs) {
        const auto next = looked_up_with(program_.tools[i], need);
        if (!next || !(*next == i || needs_in_the_end(*next, i))) continue;
        const std::string mine = quoted(program_.tools[i].name), other = quoted(program_.tools[*next].name);
        const bool itself = *next == i;
        proof_.findings.push_back(warning("P0713", itself ? mine + " needs itself to have been called before" : mine + " and " + other + " need each other", need.rule.span,
                                          itself ? "it can never be the first" : "neither can be the first", "leave the need out of one of them"));
        break;
      }
    }
  }

  const Program& program_;
  const std::vector<bool>& opens_;
  ProofOptions options_;
  Proof& proof_;
};

}  // namespace

void forbidden_prerequisites(const Program& program, const std::vector<bool>& opens, ProofOptions options, Proof& proof) {
  Prerequisites(program, opens, options, proof).find();
}

}  // namespace handrail::dsl
#endif
