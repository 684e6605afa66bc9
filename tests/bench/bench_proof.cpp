// The proof: a gate and triggers of 100 rules, question by question; the shop's whole check; and the solver's steps that its dearest question takes.
#include <iostream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/proof/leftover.hpp"
#include "engine/proof/proof.hpp"
#include "tests/bench/figures.hpp"
#include "tests/unit/dsl/compile_support.hpp"

#ifndef HANDRAIL_PROOF
int main() {
  std::cout << "bench_proof: built without the solver\n";
  return 0;
}
#else
#include "dsl/prove/conflicts.hpp"
#include "dsl/prove/gaps.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/redundant.hpp"
#include "dsl/prove/rules_in_order.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

using Row = std::vector<std::string>;

double milliseconds(const std::function<void()>& work) { return nanoseconds_of(work, 5, 0.02) / 1e6; }
Row row(const std::string& what, const std::string& found, const std::function<void()>& work) { return {what, found, figure(milliseconds(work))}; }

// One to three comparisons over six facts. Thresholds walk, so that rules overlap, a few are hidden, and some calls are left over.
std::string condition(std::size_t i) {
  const std::string money = "$" + std::to_string(100 + i * 37 % 900), count = std::to_string(1 + i % 9), plan = i % 3 == 0 ? "free" : i % 3 == 1 ? "pro" : "enterprise";
  switch (i % 5) {
    case 0: return "amount is over " + money + " and customer.plan is " + plan;
    case 1: return "amount is at most " + money + " and pieces is over " + count + " and order.status is pending";
    case 2: return "order.total is over " + money + " and customer.plan is in [pro, enterprise] and pieces is " + count;
    case 3: return "customer.credit is under " + money + " and amount is over order.total";
    default: return "order.status is delivered and amount is over " + money + " and pieces is at most " + count;
  }
}

const std::string desk =
    "currency USD\nrole lead\nrecord account\n  id text\n  plan free | pro | enterprise\n  credit money\ntool account_of(id: text) gives account\n  reads\n"
    "customer\n  from account_of(customer.id)\n  plan free | pro | enterprise\n  credit money\n"
    "record order\n  id text\n  total money\n  status pending | delivered | cancelled\ntool find(order_id: text) gives order\n  reads\n";

std::shared_ptr<const dsl::Program> compiled(const std::string& text) {
  dsl::Compiled made = dsl::compile(dsl::whole_bundle(text));
  if (!made.program) give_up(dsl::render_pretty(made.sources, made.diagnostics, false).substr(0, 2000));
  return made.program;
}

std::shared_ptr<const dsl::Program> gate_of(std::size_t rules) {
  std::string text = desk + "tool pay(order_id: text, amount: money, pieces: whole number)\n  moves money\n  let order is find(order_id)\n";
  for (std::size_t i = 0; i < rules; ++i) {
    if (i < rules * 2 / 5) text += "  deny when " + condition(i) + " because \"no\" then hand off to support\n";
    else if (i < rules * 4 / 5) text += "  approve by lead when " + condition(i) + "\n";
    else text += "  allow when " + condition(i) + "\n";
  }
  text += "  otherwise deny because \"no\" then hand off to support\n  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n";
  return compiled(text + "guarantee \"big\"\n  never pay when amount is over $5,000 and customer.plan is free without approval\n");
}

std::shared_ptr<const dsl::Program> triggers_of(std::size_t rules) {
  std::string text = desk + "queue support\n  name \"Us\"\n  promise within 1 hour\nqueue fraud\n  name \"Them\"\n  promise within 1 hour\n";
  for (std::size_t i = 0; i < rules; ++i) {
    const std::string credit = "$" + std::to_string(100 + i * 37 % 900), plan = i % 3 == 0 ? "free" : i % 3 == 1 ? "pro" : "enterprise";
    text += "trigger \"" + std::to_string(i) + "\"\n  when customer.credit is over " + credit + " and customer.plan is " + plan +
            " and messages is at least " + std::to_string(1 + i % 7) + "\n  if customer.credit is unknown offer a person\n  if customer.plan is unknown offer a person\n" +
            "  urgency high\n  then hand off to " + (i % 2 ? "fraud" : "support") + "\n  say \"A person answers.\"\n";
  }
  return compiled(text);
}

// One question to the gate of `pay`, from nothing: the solver is set up anew each time.
template <class Ask>
std::size_t of_gate(const dsl::Program& program, const Ask& ask) {
  dsl::Proof proof;
  z3::context context;
  dsl::Asking asking(context, limits::proof_budget);
  const std::uint32_t tool = *program.find_tool("pay");
  dsl::GateSteps gate(context, asking, program, tool);
  ask(dsl::GateQuestion{program, tool, context, asking, gate, proof});
  if (asking.undecided() > 0) give_up("the budget did not suffice");
  return proof.findings.size() + proof.sampled.size() + proof.guarantees.size();
}

void shadows(const dsl::GateQuestion& question) {
  dsl::Boxes boxes(question.gate.encoding());
  std::vector<dsl::Ordered> rules;
  for (const dsl::GateStep& step : question.gate.steps()) {
    const bool asked = step.clause != dsl::GateStep::Clause::needs && step.clause != dsl::GateStep::Clause::otherwise;
    rules.push_back({step.rule->span, step.surely, step.guard, true, asked, asked ? boxes.of(*step.rule, step.when, step.unless) : dsl::Box{{}, false}, true});
  }
  dsl::rules_in_order(question.asking, boxes, rules, "`pay`", question.proof.findings);
}

void redundant(const dsl::GateQuestion& question) {
  const dsl::Tool& tool = question.program.tools[question.tool];
  const auto ask = [&](const auto& rules) {
    for (const auto& rule : rules) dsl::redundant_parts(question.program, question.asking, question.gate.encoding(), {rule.when, rule.unless}, question.proof);
  };
  ask(tool.denies);
  ask(tool.approves);
  ask(tool.allows);
}

std::size_t conflicts(const dsl::Program& program) {
  dsl::Proof proof;
  z3::context context;
  dsl::Asking asking(context, limits::proof_budget);
  dsl::Encoding turn(context, asking.solver(), program, program.turn_scope, "turn");
  dsl::triggers_in_conflict(program, asking, turn, proof);
  return proof.sampled.size();
}

void hundred_rules(std::vector<Row>& table) {
  const auto gate = gate_of(100), triggers = triggers_of(100);
  const std::uint32_t tool = *gate->find_tool("pay");
  const auto ask = [&](const std::string& what, const std::string& unit, auto question) {
    table.push_back(row("100 rules: " + what, std::to_string(of_gate(*gate, question)) + " " + unit, [&] { keep(of_gate(*gate, question)); }));
  };
  const dsl::Gaps gaps = dsl::gaps_of(*gate, tool);
  table.push_back(row("100 rules: is anything left over", "", [&] {
    keep(of_gate(*gate, [](const dsl::GateQuestion& question) {
      keep(question.asking.ask({question.asking.named(question.gate.reaches(question.gate.steps().size() - 1))}));
    }));
  }));
  table.push_back(row("100 rules: what is left over, as regions", std::to_string(gaps.gaps.size()) + (gaps.whole ? "" : " and more"), [&] { keep(dsl::gaps_of(*gate, tool)); }));
  ask("all hidden and contradicting rules", "found", shadows);
  ask("all parts that change nothing", "found", redundant);
  table.push_back(row("100 triggers: all conflicts", std::to_string(conflicts(*triggers)) + " triggers", [&] { keep(conflicts(*triggers)); }));
  ask("one guarantee, broken, with its region", "answer", [](const dsl::GateQuestion& question) { dsl::never_call(question, 0); });
  table.push_back(row("100 rules: the whole proof", "", [&] { keep(prove_bundle(*gate)); }));
}

// Rules that let calls through by a word and an amount. `between`: what lies between the two of one word; else each has a word of its own.
std::shared_ptr<const dsl::Program> by_word(std::size_t rules, bool between) {
  std::string text = desk + "tool pay(amount: money, reason: text)\n  moves money\n";
  for (std::size_t i = 0; i < rules; ++i) {
    const std::string reason = "when reason is \"x" + std::to_string(between ? i / 2 : i) + "\" and amount is ", low = std::to_string(between ? i / 2 * 10 + 15 : i);
    if (between && i % 2 == 0) text += "  allow " + reason + "at most $" + std::to_string(i / 2 * 10 + 10) + "\n";
    else text += "  approve by lead " + reason + "over $" + low + (between ? "" : " and at most $" + std::to_string(i + 25)) + "\n";
  }
  text += "  otherwise deny because \"no\" then hand off to support\n  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n";
  return compiled(text);
}

void many_rules(std::vector<Row>& table) {
  for (const std::size_t count : {std::size_t{1000}, std::size_t{10'000}}) {
    const auto program = by_word(count, false);
    const std::string open = std::to_string(dsl::prove(*program).undecided) + " open";
    table.push_back(row(std::to_string(count) + " rules of a word and an amount: the whole proof", open, [&] { keep(prove_bundle(*program)); }));
  }
  const auto program = by_word(100, true);
  const std::string found = std::to_string(prove_bundle(*program).diagnostics.size()) + " found";
  table.push_back(row("100 rules that leave 50 gaps: the whole proof", found, [&] { keep(prove_bundle(*program)); }));
  table.push_back(row("100 rules that leave 50 gaps: what is left over", "", [&] { keep(leftovers_in_words(*program)); }));
}

// The fewest steps for a question with which nothing of the bundle's proof stays open.
std::uint64_t steps_needed(const dsl::Program& program) {
  std::uint64_t too_few = 0, enough = limits::proof_budget;
  while (enough - too_few > enough / 50 + 1) {
    const std::uint64_t middle = too_few + (enough - too_few) / 2;
    (prove_bundle(program, {.budget = middle}).not_proven == 0 ? enough : too_few) = middle;
  }
  return enough;
}

void whole_bundle_of_the_shop(std::vector<Row>& table) {
  const auto files = must(read_bundle_folder(HANDRAIL_SOURCE_DIR "/examples/shop"));
  const BundleResult shop = check_bundle(files);
  if (!shop.bundle) give_up("examples/shop has errors");
  table.push_back(row("the shop: check without proof", "", [&] { keep(check_bundle(files)); }));
  table.push_back(row("the shop: the proof", "", [&] { keep(prove_bundle(*shop.bundle->program)); }));
  table.push_back(row("the shop: what is left over", "", [&] { keep(leftovers_in_words(*shop.bundle->program)); }));
  table.push_back({"the shop: solver's steps of its dearest question", figure(static_cast<double>(steps_needed(*shop.bundle->program))), ""});
  table.push_back({"100 rules: solver's steps of the dearest question", figure(static_cast<double>(steps_needed(*gate_of(100)))), ""});
}

}  // namespace

int main() {
  std::vector<Row> table{{"", "found", "ms"}};
  hundred_rules(table);
  many_rules(table);
  whole_bundle_of_the_shop(table);
  print_table("bench_proof: the solver's questions (median of 5 rounds, processor time; each from nothing)", table);
  return 0;
}
#endif
