// The solver's models, asked again: the facts with which it says that a random condition is yes, no or unknown make it so in the compiled program and
// in the reference. What the solver leaves free (texts, lists, look-ups) is not asked.
#include "dsl/formulas/asking.hpp"
#include "tests/catch.hpp"

#ifndef HANDRAIL_PROOF
TEST_CASE("the solver's models agree with the reference") { SUCCEED("built without the solver"); }
#else
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/formulas/encoding.hpp"
#include "dsl/syntax/parse.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/reference/said.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

bool decided_by_the_solver(const std::string& condition) {
  for (const char* free : {"contain", " with ", "starts", "ends", "matches", "match ", " has ", " in pairs", "count of", "sum of", "find_order", " in order", " in items", " in reasons", "paid_with", "* 1.5"})
    if (condition.find(free) != std::string::npos) return false;
  return true;
}

const dsl::ToolBlock& judged(const dsl::Tree& tree) {
  for (const auto& block : tree.blocks)
    if (const auto* tool = std::get_if<dsl::ToolBlock>(&block); tool != nullptr && tool->name.text == judged_tool) return *tool;
  FAIL("there is no such tool");
  std::abort();
}

// Two amounts that are both in a currency nobody declared are one to the solver that cannot be compared; the evaluator compares them where it is the same.
bool in_another_currency(const dsl::Program& program, const dsl::Scope& scope, const dsl::Frame& frame) {
  for (std::size_t i = 0; i < scope.slots.size(); ++i) {
    const Currency declared = scope.slots[i].type.currency.code().empty() ? program.currency : scope.slots[i].type.currency;
    if (const auto* money = frame.slots[i].as<Money>(); money != nullptr && money->currency != declared) return true;
  }
  return false;
}

// A slot's value at its path, with the records on the way.
void place(Value& root, const std::vector<std::string>& path, std::size_t at, const Value& value) {
  if (at == path.size()) {
    root = value;
    return;
  }
  ValueRecord record = root.as<ValueRecord>() != nullptr ? *root.as<ValueRecord>() : ValueRecord{};
  Value field = record.find(path[at]) != nullptr ? *record.find(path[at]) : Value();
  place(field, path, at + 1, value);
  record.set(path[at], field);
  root = record;
}

}  // namespace

TEST_CASE("the solver's models agree with the reference") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_SOLVER_COUNT", 300);
  std::cout << "seed " << seed << ", " << count << " conditions for the solver" << std::endl;
  std::size_t asked = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    const std::string condition = random_condition(random, 2);
    if (!decided_by_the_solver(condition)) continue;
    RandomPolicy policy;
    policy.clauses = {"allow      when " + condition, "otherwise  deny because \"no\" then offer a person"};
    const dsl::Compiled compiled = dsl::compile(dsl::whole_bundle(policy.text()));
    INFO("seed " << seed + i << "\n" << condition);
    REQUIRE(compiled.program);
    dsl::Diagnostics again;
    const dsl::Tree tree = dsl::parse(compiled.sources, again);
    const dsl::Tool& tool = compiled.program->tools[*compiled.program->find_tool(judged_tool)];
    z3::context context;
    dsl::Asking asking(context, 2'000'000);
    dsl::Encoding encoding(context, asking.solver(), *compiled.program, tool.scope, "");
    const dsl::Tri wanted = encoding.condition(tool.allows[0].when);
    for (const auto& [truth, formula] : {std::pair{Truth::yes, wanted.yes}, {Truth::no, wanted.no}, {Truth::unknown, !wanted.yes && !wanted.no}}) {
      if (asking.ask({asking.named(formula)}) != dsl::Satisfiable::yes) continue;
      const z3::model model = asking.model();
      dsl::Frame frame;
      frame.slots = encoding.values(model);
      Facts facts;
      facts.now = Instant{dsl::integer_in(model, encoding.now())};
      for (const char* name : {"amount", "order_id", "pieces", "reason", "remark", "items", "customer", "page", "workspace", "order"}) facts.names[name] = Value();
      std::string model_text;
      for (std::size_t slot = 0; slot < tool.scope.slots.size(); ++slot) {
        const auto& path = tool.scope.slots[slot].path;
        if (path[0] == "now") frame.slots[slot] = facts.now;
        const dsl::Term& term = encoding.slot(static_cast<std::uint32_t>(slot));
        if (tool.scope.slots[slot].type.kind == dsl::TypeKind::record)   // whole: only whether it is there is asked
          frame.slots[slot] = dsl::true_in(model, term.absent) ? Value(Absent{}) : dsl::true_in(model, term.known) ? Value(ValueRecord{}) : Value();
        model_text += path[0] + (path.size() > 1 ? "." + path[1] : "") + " = " + (frame.slots[slot].unknown() ? "unknown" : dump(dsl::encode(frame.slots[slot]))) + "; ";
        if (frame.slots[slot].as<ValueRecord>() == nullptr || facts.names[path[0]].unknown()) place(facts.names[path[0]], path, 1, frame.slots[slot]);
      }
      facts.names["now"] = facts.now;
      if (in_another_currency(*compiled.program, tool.scope, frame)) continue;
      INFO(model_text << "\nthe solver says " << to_text(truth));
      CHECK(dsl::evaluate(*compiled.program, tool.allows[0].when, frame) == truth);
      const Value told = truth == Truth::unknown ? Value() : Value(truth == Truth::yes);
      CHECK(holds(judged(tree).allows[0].when, std::nullopt, facts) == told);
      ++asked;
    }
  }
  CHECK((asked > count / 4 || count < 100));
}
#endif
