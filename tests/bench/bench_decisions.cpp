// One decision over many rules: every rule is asked, none is skipped, its facts bound before. And whole decisions and judgements, facts and words included.
#include <iostream>

#include "dsl/program/evaluate.hpp"
#include "dsl/program/rule_index.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/gate.hpp"
#include "tests/bench/allocations.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/rules.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

using Row = std::vector<std::string>;
std::size_t failures = 0;

std::uint64_t allocations_of(const std::function<void()>& work) {
  work();
  const std::uint64_t before = allocations_so_far();
  work();
  return allocations_so_far() - before;
}

Row row(const std::string& what, std::size_t rules, const std::function<void()>& work) {
  const double nanoseconds = nanoseconds_of(work);
  return {what, figure(nanoseconds), rules ? figure(nanoseconds / static_cast<double>(rules)) : "", std::to_string(allocations_of(work))};
}

// Both forms of the rules must say the same, or their times compare nothing.
std::size_t agree(const RuleSet& set, const dsl::Frame& frame, const PlainFacts& plain) {
  std::size_t held = 0;
  for (std::size_t i = 0; i < set.plain.size(); ++i) {
    const Truth truth = dsl::evaluate(*set.bundle->program, set.bundle->program->triggers[i].when, frame);
    if (truth != (set.plain[i](plain) ? Truth::yes : Truth::no)) give_up("rule " + std::to_string(i) + " says something else as a closure");
    held += truth == Truth::yes;
  }
  return held;
}

std::vector<dsl::ExpressionId> conditions_of(const dsl::Program& program) {
  std::vector<dsl::ExpressionId> conditions;
  for (const dsl::Trigger& trigger : program.triggers) conditions.push_back(trigger.when);
  return conditions;
}

void ask_all(std::vector<Row>& table, RuleShape shape, std::size_t count) {
  std::cerr << "  " << count << " rules\n";
  const RuleSet set = rules_of(shape, count);
  const dsl::Program& program = *set.bundle->program;
  const TurnFacts facts = turn_facts();
  const PlainFacts plain = plain_facts();
  const dsl::Frame frame = dsl::bind(program.turn_scope, roots_of(program, facts));
  const std::size_t held = agree(set, frame, plain);
  const std::string name = std::to_string(count) + (shape == RuleShape::one ? " rules of one comparison" : " mixed rules") + " (" + std::to_string(held) + " hold): ";
  const auto asked = [&](dsl::Trace* trace) {
    std::size_t yes = 0;
    for (const dsl::Trigger& trigger : program.triggers) yes += dsl::evaluate(program, trigger.when, frame, trace) == Truth::yes;
    keep(yes);
  };
  table.push_back(row(name + "plain C++ closures", count, [&] {
    std::size_t yes = 0;
    for (const PlainRule& rule : set.plain) yes += rule(plain);
    keep(yes);
  }));
  table.push_back(row(name + "evaluate", count, [&] { asked(nullptr); }));
  failures += allocations_of([&] { asked(nullptr); }) != 0;
  const dsl::RuleIndex index(program, conditions_of(program));
  dsl::RuleAnswers answers;
  table.push_back(row(name + "by the index, the trace there to be read", count, [&] {
    index.ask(program, frame, answers);
    keep(answers.rules);
  }));
  failures += allocations_of([&] { index.ask(program, frame, answers); }) != 0;
  dsl::Trace trace;
  const auto read_off = [&](std::size_t from, std::size_t to) {
    trace.clear();
    for (std::size_t i = from; i < to; ++i) index.trace(program, frame, answers, i, trace);
    keep(trace);
  };
  std::size_t next = 0;
  table.push_back(row(name + "the trace of one of them, read off", 0, [&] { read_off(next, next + 1); next = (next + 1) % count; }));
  table.push_back(row(name + "the trace of all of them, read off", count, [&] { read_off(0, count); }));
  table.push_back(row(name + "by the index, and the trace of all", count, [&] {
    index.ask(program, frame, answers);
    read_off(0, count);
  }));
  table.push_back(row(name + "evaluate, with the trace", count, [&] {
    trace.clear();
    asked(&trace);
    keep(trace);
  }));
  table.push_back(row(name + "whole decide()", count, [&] { keep(decide(program, facts)); }));
}

std::shared_ptr<const Bundle> shop() {
  BundleResult made = check_bundle(must(read_bundle_folder(HANDRAIL_SOURCE_DIR "/examples/shop")));
  if (!made.bundle) give_up("examples/shop has errors");
  return made.bundle;
}

// A refund that everything is known about.
constexpr std::string_view refund_line = R"json({
  "tool": "process_refund", "arguments": {"order_id": "W1001", "amount": "$42.00", "reason": "too small"}, "now": "2026-11-21T12:00:00Z",
  "customer": {"id": "c_ada", "verified": true},
  "lookups": [
    {"tool": "lookup_order", "arguments": {"order_id": "W1001"}, "at": "2026-11-21T11:59:00Z",
     "result": {"id": "W1001", "customer": "c_ada", "status": "delivered", "total": "84.00", "paid": "84.00", "refunded": "0.00", "items": [], "paid_with": {},
                "placed_at": "2026-11-01T10:00:00Z"}},
    {"tool": "check_refund_eligibility", "arguments": {"order_id": "W1001"}, "at": "2026-11-21T11:59:00Z",
     "result": {"eligible": true, "refundable": "84.00", "reason": "within 30 days"}}],
  "confirmed": [{"tool": "process_refund", "arguments": {"order_id": "W1001", "amount": "$42.00", "reason": "too small"}, "at": "2026-11-21T11:59:30Z"}]
})json";

void whole_calls(std::vector<Row>& table) {
  const auto bundle = shop();
  const dsl::Program& program = *bundle->program;
  const TurnFacts facts = turn_facts();
  table.push_back(row("the shop's " + std::to_string(program.triggers.size()) + " triggers: whole decide()", 0, [&] { keep(decide(program, facts)); }));
  std::vector<JsonIssue> issues;
  const Json line = must(parse_json(refund_line));
  const GateCall call = read_gate_call(line, issues);
  if (!issues.empty()) give_up(issues.front().pointer + ": " + issues.front().message);
  const Verdict verdict = judge(program, bundle->hash, call);
  table.push_back(row("the shop's process_refund: whole judge() (" + std::string(word_of(verdict.kind)) + " at " + verdict.at + ")", 0,
                      [&] { keep(judge(program, bundle->hash, call)); }));
  table.push_back(row("the same, JSON text in, JSON text out", 0, [&] {
    std::vector<JsonIssue> found;
    keep(dump(to_json(judge(program, bundle->hash, read_gate_call(*parse_json(refund_line), found)))));
  }));
}

}  // namespace

int main() {
  std::vector<Row> table{{"", "ns", "ns a rule", "allocations"}};
  for (const RuleShape shape : {RuleShape::one, RuleShape::mixed})
    for (const std::size_t count : {std::size_t{100}, std::size_t{1000}}) ask_all(table, shape, count);
  whole_calls(table);
  print_table("bench_decisions: one decision, every rule asked (median of 9 rounds, processor time)", table);
  if (failures > 0) give_up("evaluate without a trace allocates");
  return 0;
}
