#include "dsl/check/budgets.hpp"

#include <set>

#include "dsl/check/checking.hpp"
#include "dsl/check/literals.hpp"

namespace handrail::dsl {

LimitNode written_out(const Symbols& symbols, const LimitNode& limit) {
  LimitNode made = limit;
  const auto found = limit.budget ? symbols.budgets.find(limit.budget->text) : std::nullopt;
  if (!found) return made;
  const BudgetBlock& budget = symbols.budgets[*found];
  made.ceiling = budget.ceiling;
  made.per = budget.per;
  made.window = budget.window;
  return made;
}

namespace {

// A call that counts twice would use the budget up twice.
std::set<std::string, std::less<>> counted_in(Checking& checking) {
  std::set<std::string, std::less<>> named;
  for (const ToolBlock* tool : checking.symbols.tools) {
    std::map<std::string, Span, std::less<>> here;
    for (const LimitNode& limit : tool->limits) {
      if (!limit.budget) continue;
      named.insert(limit.budget->text);
      const auto [first, fresh] = here.emplace(limit.budget->text, limit.span);
      if (!fresh)
        checking.report.error("P0437", limit.budget->span, backticked(tool->name.text) + " counts twice in the budget " + backticked(limit.budget->text))
            .label(first->second, "first here").help("remove one of the two");
    }
  }
  return named;
}

}  // namespace

void check_budgets(Checking& checking) {
  for (const BudgetBlock* budget : checking.symbols.budgets) {
    checking.duration(budget->window, "in");
    if (!budget->ceiling)
      checking.report.error("P0412", budget->name.span, "budget " + backticked(budget->name.text) + " has no " + backticked("at most"))
          .help("add `at most $500 per customer in 30 days`, or `at most 3 times per customer`");
    else if (literal_as<Money>(*budget->ceiling) == nullptr) checking.whole_number(budget->ceiling, "at most", 1);
  }
  const auto named = counted_in(checking);
  for (const BudgetBlock* budget : checking.symbols.budgets)
    if (!named.contains(budget->name.text) && checking.symbols.tools.size() > 0)
      checking.report.warning("P0438", budget->name.span, "no tool counts in the budget " + backticked(budget->name.text)).note("declared, and never enforced")
          .help("add `limit  " + std::string(budget->ceiling && literal_as<Money>(*budget->ceiling) ? "amount" : "calls") + " to budget " + budget->name.text +
                ", otherwise …` to a tool, or remove the budget");
}

}  // namespace handrail::dsl
