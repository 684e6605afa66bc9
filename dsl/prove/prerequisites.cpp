#include "dsl/prove/prerequisites.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <optional>

#include "dsl/formulas/gate_steps.hpp"
#include "dsl/program/evaluate.hpp"
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

  // A tool of which a call has to come before, and where that is asked for.
  struct Before { std::uint32_t tool = 0; Span at; std::optional<std::uint32_t> counted = {}; };   // counted: the slot that says how many there were, or how much

  // What is asked to be looked up, and what is counted of earlier calls: whether that has to be more than nothing is asked of those alone that lead back here.
  void read_before() {
    before_.resize(program_.tools.size());
    for (std::uint32_t i = 0; i < program_.tools.size(); ++i) {
      const Tool& tool = program_.tools[i];
      for (const Need& need : tool.needs)
        if (const auto* looked_up = std::get_if<NeededLookUp>(&need.what)) before_[i].push_back({tool.lets[looked_up->let].tool, need.rule.span});
      for (std::uint32_t slot = 0; opens_[i] && slot < tool.scope.slots.size(); ++slot) {
        const auto& path = tool.scope.slots[slot].path;
        const auto meter = path.front() == "used" ? std::ranges::find(program_.meters, path.back(), &Meter::id) : program_.meters.end();
        if (meter != program_.meters.end()) before_[i].push_back({meter->tool, reads(tool, slot), slot});
      }
    }
    std::vector<std::vector<Before>> sure(before_.size());
    for (std::uint32_t i = 0; i < before_.size(); ++i)
      for (const Before& one : before_[i])
        if (!one.counted || (comes_before(one.tool, i) && none_is_too_few(i, *one.counted))) sure[i].push_back(one);
    before_ = std::move(sure);
  }

  // The need that reads the fact; else the tool.
  Span reads(const Tool& tool, std::uint32_t slot) const {
    for (const Need& need : tool.needs) {
      const auto* condition = std::get_if<NeededCondition>(&need.what);
      const auto slots = condition ? slots_of(program_, condition->when) : std::vector<std::uint32_t>{};
      if (std::ranges::find(slots, slot) != slots.end()) return need.rule.span;
    }
    return tool.rule.span;
  }

  // No call of the tool is let through before something was counted.
  bool none_is_too_few(std::uint32_t index, std::uint32_t slot) {
    z3::context context;
    Asking asking(context, options_);
    GateSteps gate(context, asking, program_, index);
    const Term& counted = gate.encoding().slot(slot);
    const z3::expr nothing = !counted.known || counted.value == 0;
    const Satisfiable let = asking.ask({asking.named(let_through(asking, gate)), asking.named(nothing)});
    proof_.undecided += asking.undecided();
    return let == Satisfiable::no;
  }

  // A way back from `at` to `goal`; `seen` keeps it from walking in other circles.
  bool leads_to(std::uint32_t at, std::uint32_t goal, std::vector<bool>& seen) const {
    if (at == goal) return true;
    if (seen[at]) return false;
    seen[at] = true;
    return std::ranges::any_of(before_[at], [&](const Before& one) { return leads_to(one.tool, goal, seen); });
  }

  [[nodiscard]] bool comes_before(std::uint32_t from, std::uint32_t goal) const {
    std::vector<bool> seen(program_.tools.size());
    return leads_to(from, goal, seen);
  }

  // Some way from one tool to the other, of at least one step.
  [[nodiscard]] bool needs_in_the_end(std::uint32_t from, std::uint32_t goal) const {
    return std::ranges::any_of(before_[from], [&](const Before& one) { return comes_before(one.tool, goal); });
  }

  void circles() {
    read_before();
    std::vector<bool> told(program_.tools.size());
    for (std::uint32_t i = 0; i < program_.tools.size(); ++i) {
      if (told[i] || !needs_in_the_end(i, i)) continue;
      for (std::uint32_t other = 0; other < program_.tools.size(); ++other) told[other] = told[other] || (needs_in_the_end(i, other) && needs_in_the_end(other, i));
      for (const Before& one : before_[i]) {
        if (!comes_before(one.tool, i)) continue;
        const std::string mine = quoted(program_.tools[i].name), other = quoted(program_.tools[one.tool].name);
        const bool itself = one.tool == i;
        proof_.findings.push_back(warning("P0713", itself ? mine + " needs itself to have been called before" : mine + " and " + other + " need each other", one.at,
                                          itself ? "it can never be the first" : "neither can be the first", "leave the need out of one of them"));
        break;
      }
    }
  }

  const Program& program_;
  const std::vector<bool>& opens_;
  ProofOptions options_;
  Proof& proof_;
  std::vector<std::vector<Before>> before_;   // per tool
};

}  // namespace

void forbidden_prerequisites(const Program& program, const std::vector<bool>& opens, ProofOptions options, Proof& proof) {
  Prerequisites(program, opens, options, proof).find();
}

}  // namespace handrail::dsl
#endif
