#include "dsl/check/checking.hpp"

#include <algorithm>

#include "dsl/check/conditions.hpp"
#include "dsl/check/files.hpp"

namespace handrail::dsl {

namespace {

Finding not_there(Report& report, std::string_view code, const Name& name, std::string_view what, const std::vector<std::string>& known) {
  return report.error(code, name.span, "there is no " + std::string(what) + " " + backticked(name.text))
      .help(did_you_mean(name.text, known, "declare it: `" + std::string(what) + " " + name.text + "`"));
}

}  // namespace

void Checking::condition(const std::optional<Expression>& expression, At at) {
  if (!expression) return;
  Conditions conditions(symbols, at.names, report);
  out.expressions.emplace(&*expression, conditions.condition(*expression));
}

void Checking::term_as(const Expression& expression, const Type& expected, std::string_view wanted_by, std::optional<Span> declared, At at) {
  Conditions conditions(symbols, at.names, report);
  out.expressions.emplace(&expression, conditions.term_as(expression, expected, wanted_by, declared));
}

void Checking::call(const CallNode& call, At at) {
  const auto tool = tool_named(call.tool);
  if (!tool) return;
  const FieldTable& parameters = symbols.tool_types[*tool].parameters;
  if (!check_arguments(parameters, call.tool, call.arguments.size(), call.span, symbols.tools[*tool].name.span, report)) return;
  for (std::size_t i = 0; i < call.arguments.size(); ++i)
    term_as(call.arguments[i], parameters.fields[i].type, "parameter " + backticked(parameters.fields[i].name), parameters.spans[i], at);
}

void Checking::words(const std::optional<Text>& text, At at, Beside beside) {
  if (text) check_words(symbols, at.names, sources, *text, at.tool, beside, report);
}

void Checking::action(const ActionNode& action, At at) {
  words(action.question, at);
  if (action.ask_for) askable(*action.ask_for, "P0215");
  if (action.queue) queue_named(*action.queue);
  if (action.urgency) urgency_word(*action.urgency);
  for (const ActionNode& next : action.afterwards) this->action(next, at);
}

void Checking::outcome(const OutcomeNode& outcome, At at) {
  words(outcome.say, at);
  action(outcome.action, at);
}

void Checking::period(const std::optional<ActivePeriod>& active) {
  if (!active) return;
  for (const auto* end : {&active->from, &active->until})
    if (*end && literal_as<Instant>(**end) == nullptr)
      report.error("P0313", (*end)->span, "a rule is active between two dates").help("write a date, like `2026-12-01`");
  const auto *from = active->from ? literal_as<Instant>(*active->from) : nullptr, *until = active->until ? literal_as<Instant>(*active->until) : nullptr;
  if (from != nullptr && until != nullptr && *until <= *from) {
    report.error("P0417", active->until->span, "this rule ends before it begins").label(active->from->span, "it begins here").help("write a later date after `until`");
    return;
  }
  if (until != nullptr && today && *until <= *today)
    report.warning("P0420", active->until->span, "this rule is over").note("it has had no effect since then").help("remove the rule, or write a later date after `until`");
}

bool Checking::duration(const std::optional<Expression>& value, std::string_view what) {
  if (!value) return true;
  const auto* duration = literal_as<Duration>(*value);
  if (duration == nullptr) {
    report.error("P0313", value->span, backticked(what) + " takes a duration").help("write a number and a unit, like `4 hours`");
  } else if (duration->ms <= 0) {
    report.error("P0314", value->span, backticked(what) + " takes a duration longer than nothing").help("write a number and a unit, like `4 hours`");
  }
  return duration != nullptr;
}

bool Checking::money(const std::optional<Expression>& value, std::string_view what, const Type& like) {
  if (!value) return true;
  const auto* money = literal_as<Money>(*value);
  if (money == nullptr) {
    report.error("P0313", value->span, backticked(what) + " takes an amount of money").help("write one, like `$100` or `100 EUR`");
    return false;
  }
  const Currency currency = symbols.currency_of(like);
  if (currency.code().empty() || money->currency == currency) return true;
  report.error("P0312", value->span, "comparing " + backticked(currency.code()) + " with " + backticked(money->currency.code()))
      .note("this amount is in " + backticked(money->currency.code())).help("write the amount in " + backticked(currency.code()));
  return false;
}

bool Checking::share(const std::optional<Expression>& value, std::string_view what) {
  if (!value) return true;
  const auto* share = literal_as<Decimal>(*value);
  if (share == nullptr) {
    report.error("P0313", value->span, backticked(what) + " takes a percentage").help("write one, like `75%`");
  } else if (share->millionths < 0 || share->millionths > 1'000'000) {
    report.error("P0314", value->span, backticked(what) + " takes a percentage from 0% to 100%").help("write one, like `75%`");
  }
  return share != nullptr;
}

bool Checking::whole_number(const std::optional<Expression>& value, std::string_view what, std::int64_t min) {
  if (!value) return true;
  const auto* number = literal_as<std::int64_t>(*value);
  if (number == nullptr) {
    report.error("P0313", value->span, backticked(what) + " takes a whole number").help("write one, like " + backticked(std::to_string(std::max<std::int64_t>(min, 1))));
  } else if (*number < min) {
    report.error("P0314", value->span, backticked(what) + " takes " + std::to_string(min) + " or more").help("write " + backticked(std::to_string(min)) + " or more");
  }
  return number != nullptr;
}

std::optional<std::uint32_t> Checking::tool_named(const Name& name) {
  const auto found = symbols.tools.find(name.text);
  if (!found) not_there(report, "P0205", name, "tool", symbols.tools.names());
  return found;
}
std::optional<std::uint32_t> Checking::queue_named(const Name& name) {
  const auto found = symbols.queues.find(name.text);
  if (!found) not_there(report, "P0206", name, "queue", symbols.queues.names());
  return found;
}
std::optional<std::uint32_t> Checking::role_named(const Name& name) {
  const auto found = symbols.roles.find(name.text);
  if (!found) not_there(report, "P0207", name, "role", symbols.roles.names());
  return found;
}
const BudgetBlock* Checking::budget_named(const Name& name) {
  const auto found = symbols.budgets.find(name.text);
  if (!found) not_there(report, "P0224", name, "budget", symbols.budgets.names());
  return found ? &symbols.budgets[*found] : nullptr;
}
std::optional<std::uint32_t> Checking::workflow_named(const Name& name) {
  const auto found = symbols.workflows.find(name.text);
  if (!found) not_there(report, "P0208", name, "workflow", symbols.workflows.names());
  return found;
}

void Checking::urgency_word(const Name& name) { one_of(name, {"immediate", "high", "medium", "low"}, "urgency"); }

void Checking::askable(const Name& name, std::string_view code, const std::vector<std::string>& also) {
  if (symbols.askable.contains(name.text) || std::ranges::find(also, name.text) != also.end()) return;
  std::vector<std::string> known(symbols.askable.begin(), symbols.askable.end());
  known.insert(known.end(), also.begin(), also.end());
  report.error(code, name.span, backticked(name.text) + " is not declared").note("no entity, context field or parameter has this name")
      .help(did_you_mean(name.text, known, "declare it: `entity " + name.text + "`"));
}

std::optional<std::uint32_t> Checking::file_named(const Text& name, std::string_view what) {
  auto found = find_file(sources, name.text, name.span.file);
  if (found) return found;
  std::vector<std::string> paths;
  for (const SourceFile& file : sources.files()) paths.push_back(file.path);
  report.error("P0213", name.span, "there is no file " + backticked(printable(name.text)) + " in the bundle").note(std::string(what) + " are read from it")
      .help(did_you_mean(name.text, paths, "add the file, or write its path as seen from the bundle's root"));
  return std::nullopt;
}

bool Checking::one_of(const Name& word, const std::vector<std::string>& words, std::string_view what) {
  if (std::ranges::find(words, word.text) != words.end()) return true;
  report.error("P0218", word.span, "there is no " + std::string(what) + " " + backticked(word.text))
      .help(did_you_mean(word.text, words, "write " + english_list(words, "or")));
  return false;
}

Span Checking::start() const {
  for (std::uint32_t i = 0; i < sources.size(); ++i)
    if (sources.file(i).path.ends_with(".policy")) return {i, 0, 0};
  return {};
}

}  // namespace handrail::dsl
