// The solver's picture of a gate against the gate itself, on random policies: each of its samples is judged by the step that it was found for, and of random
// facts it says that the step decides which judge() says.
#include "dsl/prove/prove.hpp"
#include "tests/catch.hpp"

#ifndef HANDRAIL_PROOF
TEST_CASE("the gate judges the solver's samples as the solver says, on random policies") { SUCCEED("built without the solver"); }
TEST_CASE("the solver says of random facts what the gate says") { SUCCEED("built without the solver"); }
#else
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/formulas/gate_steps.hpp"
#include "engine/policy/judgement.hpp"
#include "engine/proof/proof.hpp"
#include "engine/proof/sample_call.hpp"
#include "tests/reference/random_call.hpp"
#include "tests/reference/said.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

const BundleHash no_bundle;

// Texts, lists and look-ups inside of conditions are free to the solver: its samples say nothing of them.
bool free_to_the_solver(const std::string& clause) {
  const std::vector<std::string> words{"contain", " with ", "starts", "ends", "matches", "match ", " has ", " in pairs", "count of", "sum of", "find_order", " in order",
                                       " in items", " in reasons", "paid_with", "* 1.5"};
  for (const std::string& word : words)
    if (clause.find(word) != std::string::npos) return true;
  return false;
}

std::shared_ptr<const dsl::Program> compiled(const RandomPolicy& policy) { return dsl::compile(dsl::whole_bundle(policy.text())).program; }

// An amount in a currency that nobody declared is one to the solver; which one it is makes a difference to nobody but to another such amount.
bool in_another_currency(const dsl::Program& program, const dsl::GateSample& sample) {
  for (std::size_t i = 0; i < sample.slots.size(); ++i) {
    const Currency ours = program.tools[sample.tool].scope.slots[i].type.currency.code().empty() ? program.currency : program.tools[sample.tool].scope.slots[i].type.currency;
    if (const auto* money = sample.slots[i].as<Money>(); money != nullptr && money->currency != ours) return true;
  }
  return false;
}

// What is known of a call, as the solver is told it.
class Known {
 public:
  Known(dsl::GateSteps& gate, const dsl::Tool& tool, Judgement& judgement, Instant now) : gate_(gate), all_(gate.encoding().now() == gate.encoding().number(now.ms)) {
    for (std::uint32_t i = 0; i < tool.scope.slots.size(); ++i) fact(i, judgement.frame().slots[i]);
    for (std::size_t i = 0; i < tool.needs.size(); ++i) {
      if (!gate.met()[i]) continue;
      const bool met = std::visit([&](const auto& need) { return judgement.satisfied(need); }, tool.needs[i].what) == Truth::yes;
      all_ = all_ && *gate.met()[i] == gate.encoding().truth(met);
    }
    for (std::size_t i = 0; i < tool.limits.size(); ++i) {
      const Truth over = judgement.standing(tool.limits[i]).over;
      all_ = all_ && gate.above()[i].yes == gate.encoding().truth(over == Truth::yes) && gate.above()[i].no == gate.encoding().truth(over == Truth::no);
    }
  }
  [[nodiscard]] const z3::expr& all() const { return all_; }

 private:
  void fact(std::uint32_t index, const Value& value) {
    dsl::Encoding& encoding = gate_.encoding();
    const dsl::Term& slot = encoding.slot(index);
    const dsl::Term said = encoding.constant(value);
    const bool single = value.as<ValueRecord>() == nullptr && value.as<ValueList>() == nullptr;
    all_ = all_ && slot.absent == encoding.truth(value.absent()) && slot.known == encoding.truth(!value.absent() && !value.unknown());
    if (single && !value.absent() && !value.unknown()) all_ = all_ && slot.value == said.value && !slot.odd;
  }

  dsl::GateSteps& gate_;
  z3::expr all_;
};

// Amounts that no clause reads, as the call has them; none where one is in another currency, or not there.
std::optional<z3::expr> unread_amounts(const dsl::Program& program, dsl::GateSteps& gate, const dsl::Tool& tool, const GateCall& call) {
  z3::expr all = gate.encoding().truth(true);
  for (const auto& [parameter, amount] : gate.unread()) {
    std::vector<JsonIssue> issues;
    const Json* given = call.arguments.find(tool.parameters[parameter].name);
    const bool left_out = tool.parameters[parameter].type.optional && (!given || given->is_null());
    all = all && amount.given == gate.encoding().truth(!left_out);
    if (left_out) continue;
    const Value value = given ? dsl::decode(program, {.kind = dsl::TypeKind::money}, *given, "", issues) : Value();
    const auto* money = value.as<Money>();
    if (money == nullptr || money->currency != program.currency) return std::nullopt;
    all = all && amount.amount == gate.encoding().number(money->minor);
  }
  return all;
}

}  // namespace

TEST_CASE("the gate judges the solver's samples as the solver says, on random policies") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_SOLVER_COUNT", 300);
  std::cout << "seed " << seed << ", " << count << " policies, a sample for each step" << std::endl;
  std::size_t asked = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    RandomPolicy policy = random_policy(random);
    std::erase_if(policy.clauses, free_to_the_solver);
    const auto program = compiled(policy);
    INFO("seed " << seed + i << "\n" << policy.text());
    REQUIRE(program);
    for (const dsl::StepSample& sample : dsl::step_samples(*program, *program->find_tool(judged_tool))) {
      if (in_another_currency(*program, sample.sample)) continue;
      const GateCall call = handrail::call_of(*program, sample.sample);
      const handrail::Verdict verdict = handrail::judge(*program, no_bundle, call);
      INFO("the solver says " << sample.decides.text << ", the gate " << verdict.rule << ": " << dump(to_json(call)));
      CHECK(verdict.at == program->where(sample.decides));
      CHECK((verdict.kind == VerdictKind::allow) == sample.allows);
      CHECK((verdict.kind == VerdictKind::approve) == sample.approves);
      ++asked;
    }
  }
  CHECK(asked > count);
}

TEST_CASE("the solver says of random facts what the gate says") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_SOLVER_COUNT", 300);
  std::cout << "seed " << seed << ", " << count << " policies with 5 sets of facts each for the solver" << std::endl;
  std::size_t asked = 0, in_turn = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    RandomPolicy policy = random_policy(random);
    const bool free = random.once_in(2);
    if (!free) std::erase_if(policy.clauses, free_to_the_solver);
    const auto program = compiled(policy);
    INFO("seed " << seed + i << "\n" << policy.text());
    REQUIRE(program);
    const dsl::Tool& tool = program->tools[*program->find_tool(judged_tool)];
    z3::context context;
    dsl::Asking asking(context, limits::proof_budget);
    dsl::GateSteps gate(context, asking, *program, *program->find_tool(judged_tool));
    for (int j = 0; j < 5; ++j) {
      const GateCall call = reference::call_of(*program, random_facts(random, policy), "");
      Judgement judgement(*program, no_bundle, tool, call, {});
      const handrail::Verdict verdict = judgement.decide();
      if (verdict.clause == ClauseKind::arguments) continue;
      INFO("the gate says " << verdict.rule << ": " << dump(to_json(call)));
      const Known known(gate, tool, judgement, call.now);
      z3::expr decides = asking.truth(false);
      for (std::size_t step = 0; step < gate.steps().size(); ++step)
        if (program->where(*gate.steps()[step].rule) == verdict.at) decides = decides || (gate.reaches(step) && gate.steps()[step].guard);
      const z3::expr facts = asking.named(known.all());
      CHECK(asking.ask({facts, asking.named(decides)}) == dsl::Satisfiable::yes);
      if (!free) CHECK(asking.ask({facts, asking.named(!decides)}) == dsl::Satisfiable::no);
      ++asked;
      const auto amounts = unread_amounts(*program, gate, tool, call);
      if (!amounts || !verdict.approve) continue;
      // And so it says once those who are asked have approved, one after the other.
      GateCall later = call;
      handrail::Verdict now = verdict;
      for (std::vector<std::string> given; now.approve && std::ranges::find(given, now.approve->role) == given.end();) {
        given.push_back(now.approve->role);
        later.approvals.push_back({"somebody", given.back(), later.tool, later.arguments, now.approve->facts_hash, no_bundle, later.now});
        now = handrail::judge(*program, no_bundle, later);
        z3::expr who = *amounts, comes_to = asking.truth(false);
        for (const auto& [role, approved] : gate.approved()) who = who && approved == asking.truth(std::ranges::find(given, program->roles[role].name) != given.end());
        const auto& steps = gate.with_approvals();
        for (std::size_t step = 0; step < steps.size(); ++step)
          if (program->where(*steps[step].rule) == now.at && (steps[step].outcome == dsl::GateStep::Outcome::approve) == (now.kind == VerdictKind::approve))
            comes_to = comes_to || (gate.reaches_with_approvals(step) && steps[step].guard);
        INFO("after " << given.size() << " approvals the gate says " << now.rule << ": " << dump(to_json(later)));
        const z3::expr after = asking.named(who);
        CHECK(asking.ask({facts, after, asking.named(comes_to), asking.named(gate.in_turn())}) == dsl::Satisfiable::yes);
        if (!free) CHECK(asking.ask({facts, after, asking.named(!comes_to)}) == dsl::Satisfiable::no);
        ++in_turn;
      }
    }
  }
  CHECK(asked > 2 * count);
  CHECK((in_turn > 0 || count < 50));
}
#endif
