#include "dsl/formulas/counters.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

namespace handrail::dsl {

namespace {

bool asks_for_verified(const Program& program, const Tool& tool, ExpressionId condition) {
  const Node& node = program.nodes[condition];
  if (node.op == NodeOp::slot) return tool.scope.slots[node.a].path == std::vector<std::string>{"customer", "verified"};
  if (node.op != NodeOp::logical_and) return false;
  for (std::uint32_t i = 0; i < node.count; ++i)
    if (asks_for_verified(program, tool, program.operands[node.a + i])) return true;
  return false;
}

bool needs_verified(const Program& program, const Tool& tool) {
  return std::ranges::any_of(tool.needs, [&](const Need& need) {
    const auto* condition = std::get_if<NeededCondition>(&need.what);
    return condition && !need.rule.from && !need.rule.until && asks_for_verified(program, tool, condition->when);
  });
}

bool all_of_verified(const Program& program, const Counted& counted) {
  return std::ranges::all_of(counted.of, [&](const auto& source) { return needs_verified(program, program.tools[*program.find_tool(source.first)]); });
}

bool looks_no_farther(const Counted& a, const Counted& b) { return !b.window || (a.window && *a.window <= *b.window); }

// The calls of `a` are among those of `b`, whatever is counted of them.
bool same_people(const Counted& a, const Counted& b) {
  return std::ranges::includes(a.per, b.per) && looks_no_farther(a, b) && (!b.verified_alone || a.verified_alone || a.verified_calls);
}

bool part_of(const Counted& a, const Counted& b) {
  return a.currency == b.currency && same_people(a, b) && std::ranges::includes(b.of, a.of);
}

// Of no calls nothing is added up.
bool sum_over(const Counted& sum, const Counted& count) {
  const auto counts = [&](const std::string& tool) { return std::ranges::binary_search(count.of, std::pair(tool, std::optional<std::string>())); };
  return same_people(sum, count) && std::ranges::all_of(sum.of, [&](const auto& one) { return one.second && counts(one.first); });
}

// By names: two programs number their tools otherwise.
std::pair<std::string, std::optional<std::string>> source_of(const Program& program, std::uint32_t tool, const std::optional<std::uint32_t>& amount) {
  const Tool& counted = program.tools[tool];
  return {counted.name, amount ? std::optional(counted.parameters[*amount].name) : std::nullopt};
}

}  // namespace

Counted counted_of(const Program& program, const Meter& meter) {
  Counted made;
  made.of.push_back(source_of(program, meter.tool, meter.amount));
  made.per.emplace_back(meter.per_customer ? "customer" : "conversation");
  made.window = meter.window;
  if (meter.amount) made.currency = meter.currency;
  made.verified_calls = all_of_verified(program, made);
  made.verified_alone = meter.per_customer;
  return made;
}

Counted counted_of(const Program& program, const Tool& tool, const Limit& limit, const Saying& saying) {
  Counted made;
  // A budget is used up by every tool that names it.
  for (std::uint32_t i = 0; i < program.tools.size(); ++i)
    for (const Limit& other : program.tools[i].limits)
      if (other.id == limit.id) made.of.push_back(source_of(program, i, other.amount));
  if (limit.per_customer) made.per.emplace_back("customer");
  if (limit.per_conversation) made.per.emplace_back("conversation");
  for (const ExpressionId key : limit.per) made.per.push_back(tool.name + " " + saying.condition(key));
  std::ranges::sort(made.per);
  std::ranges::sort(made.of);
  made.window = limit.window;
  if (const auto* most = limit.ceiling.as<Money>()) made.currency = most->currency;
  made.verified_calls = all_of_verified(program, made);
  return made;
}

namespace {

// What several tools use up together is made of what each of them uses: of two, both sums together are no more than the whole.
void tie_parts(z3::solver& solver, const Counter& whole, const std::vector<Counter>& counters) {
  z3::context& context = solver.ctx();
  std::vector<z3::expr> used;
  z3::expr_vector all(context);
  for (std::size_t i = 0; i < whole.counted.of.size(); ++i) {
    used.emplace_back(context, Z3_mk_fresh_const(context, "part of the budget", context.int_sort()));
    solver.add(used.back() >= 0);
    all.push_back(used.back());
  }
  solver.add(z3::implies(whole.known, z3::sum(all) == whole.value));
  for (const Counter& part : counters) {
    if (&part == &whole || !part_of(part.counted, whole.counted)) continue;
    z3::expr_vector its(context);
    for (std::size_t i = 0; i < used.size(); ++i)
      if (std::ranges::binary_search(part.counted.of, whole.counted.of[i])) its.push_back(used[i]);
    if (!its.empty()) solver.add(z3::implies(part.known && whole.known, part.value <= z3::sum(its)));
  }
}

}  // namespace

void tie_counters(z3::solver& solver, const std::vector<Counter>& counters) {
  for (const Counter& a : counters) {
    if (a.counted.of.size() > 1 && std::ranges::any_of(counters, [&](const Counter& part) { return &part != &a && part_of(part.counted, a.counted); }))
      tie_parts(solver, a, counters);
    for (const Counter& b : counters) {
      if (&a == &b) continue;
      if (part_of(a.counted, b.counted)) solver.add(z3::implies(a.known && b.known, a.value <= b.value));
      else if (sum_over(a.counted, b.counted)) solver.add(z3::implies(a.known && b.known && b.value == 0, a.value == 0));
    }
  }
}

}  // namespace handrail::dsl
#endif
