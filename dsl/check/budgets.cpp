#include "dsl/check/budgets.hpp"

#include <algorithm>
#include <set>

#include "dsl/check/checking.hpp"
#include "dsl/check/decides.hpp"
#include "dsl/check/literals.hpp"

namespace handrail::dsl {

void above_nothing(Report& report, const Expression& amount, std::string_view what) {
  const auto* money = literal_as<Money>(amount);
  if (money == nullptr || money->minor > 0) return;
  report.error("P0314", amount.span, backticked(what) + " takes an amount above nothing").note("no call would ever be below it")
      .help("write an amount like `$100`; what is never allowed is a `deny`, and what a person always decides an `approve`");
}

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

// What a tool counts per by a name of the budget's: the record that it looks up, or the value that it is given.
struct CountedPer {
  Type type;
  std::string looked_up_by;   // the tool that is asked; empty: it is a parameter
  Span said;
};

std::optional<CountedPer> counted_per(const Symbols& symbols, std::uint32_t tool, const std::string& name) {
  for (const auto& [let, call] : symbols.tools[tool].lets) {
    if (let.text != name) continue;
    const auto asked = symbols.tools.find(call.tool.text);
    const auto& gives = asked ? symbols.tool_types[*asked].gives : std::nullopt;
    return gives ? std::optional(CountedPer{*gives, call.tool.text, let.span}) : std::nullopt;
  }
  const FieldTable& parameters = symbols.tool_types[tool].parameters;
  const auto found = std::ranges::find(parameters.fields, name, &Field::name);
  if (found == parameters.fields.end()) return std::nullopt;
  return CountedPer{found->type, "", parameters.spans[static_cast<std::size_t>(found - parameters.fields.begin())]};
}

// A record with an `id` is known by it wherever it was looked up; one without, and every other value, by how this tool came to it.
bool same_thing(const Symbols& symbols, const CountedPer& a, const CountedPer& b) {
  if (a.type.kind != b.type.kind || a.looked_up_by.empty() != b.looked_up_by.empty()) return false;
  if (a.type.kind == TypeKind::enumeration) return symbols.enumerations[a.type.index].words == symbols.enumerations[b.type.index].words;
  if (a.type.kind != TypeKind::record) return true;
  return a.type.index == b.type.index && (a.looked_up_by == b.looked_up_by || find_field(symbols.records[a.type.index].fields, "id") != nullptr);
}

std::string described(const Symbols& symbols, const CountedPer& what) {
  return backticked(symbols.describe(what.type)) + (what.looked_up_by.empty() ? ", a parameter" : ", looked up by " + backticked(what.looked_up_by));
}

// Two tools use the same part of a budget up only where they count per the same thing: a name alone does not make "W1" of one and "w1" of the other one order.
void check_counted_per(Checking& checking, const BudgetBlock& budget) {
  const Symbols& symbols = checking.symbols;
  for (const Name& key : budget.per) {
    if (key.text == "customer" || key.text == "conversation") continue;
    std::optional<CountedPer> first;
    for (std::uint32_t tool = 0; tool < symbols.tools.size(); ++tool)
      for (const LimitNode& limit : symbols.tools[tool].limits) {
        const auto here = limit.budget && limit.budget->text == budget.name.text ? counted_per(symbols, tool, key.text) : std::nullopt;
        if (!here) continue;
        if (!first) first = here;
        if (same_thing(symbols, *first, *here)) continue;
        checking.report.error("P0313", limit.budget->span, "the budget " + backticked(budget.name.text) + " counts per " + backticked(key.text) + ", which is another thing in " +
                                                               backticked(symbols.tools[tool].name.text))
            .label(first->said, described(symbols, *first)).label(here->said, described(symbols, *here))
            .help("look it up in both with the same `let`, or give both a parameter of one type");
      }
  }
}

}  // namespace

void check_budgets(Checking& checking) {
  for (const BudgetBlock* budget : checking.symbols.budgets) {
    checking.duration(budget->window, "in");
    if (!budget->ceiling)
      checking.report.error("P0412", budget->name.span, "budget " + backticked(budget->name.text) + " has no " + backticked("at most"))
          .help("add `at most $500 per customer in 30 days`, or `at most 3 times per customer`");
    else if (literal_as<Money>(*budget->ceiling) == nullptr) checking.whole_number(budget->ceiling, "at most", 1);
    else above_nothing(checking.report, *budget->ceiling, "at most");
  }
  for (const BudgetBlock* budget : checking.symbols.budgets) check_counted_per(checking, *budget);
  const auto named = counted_in(checking);
  for (const BudgetBlock* budget : checking.symbols.budgets)
    if (!named.contains(budget->name.text) && something_decides(checking.symbols))
      checking.report.warning("P0438", budget->name.span, "no tool counts in the budget " + backticked(budget->name.text)).note("declared, and never enforced")
          .help("add `limit  " + std::string(budget->ceiling && literal_as<Money>(*budget->ceiling) ? "amount" : "calls") + " to budget " + budget->name.text +
                ", otherwise …` to a tool, or remove the budget");
}

}  // namespace handrail::dsl
