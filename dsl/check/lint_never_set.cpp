// Conditions on what never happens: a fact of the customer that no look-up supplies, a word that no intent has, a failure of tools that are not there, a signal
// without a phrase that counts. A rule that reads it is never decided, or never fires.
#include <algorithm>
#include <set>

#include "dsl/check/checking.hpp"
#include "dsl/check/files.hpp"

namespace handrail::dsl {

namespace {

void lint_customer(Checking& checking) {
  const CustomerBlock* customer = checking.symbols.customer_block;
  if (customer == nullptr || customer->from) return;
  for (const FieldNode& field : customer->fields)
    checking.report.warning("P0421", field.name.span, "nothing ever sets " + backticked("customer." + field.name.text)).note("the customer is not looked up")
        .help("add `from TOOL(customer.id)` to `customer`, with a tool that reads the account");
}

std::set<std::string> phrases_of(const Checking& checking, const std::vector<Text>& texts, const std::vector<Text>& files) {
  std::set<std::string> phrases;
  const auto add = [&](std::string_view phrase) {
    if (!trim(phrase).empty()) phrases.insert(fold_case(trim(phrase)));
  };
  for (const Text& text : texts) add(text.text);
  for (const Text& name : files)
    if (const auto file = find_file(checking.sources, name.text, name.span.file))
      for (const std::string& item : items_of(checking.sources.file(*file).text)) add(item);
  return phrases;
}

// Files that are not there are told by their own finding.
bool files_are_there(const Checking& checking, const SignalBlock& signal) {
  for (const auto* files : {&signal.phrase_files, &signal.pattern_files, &signal.but_not_files, &signal.example_files})
    for (const Text& name : *files)
      if (!find_file(checking.sources, name.text, name.span.file)) return false;
  return true;
}

void lint_signals(Checking& checking) {
  for (const SignalBlock* signal : checking.symbols.signals) {
    if (!files_are_there(checking, *signal)) continue;
    const bool declared = !signal->phrases.empty() || !signal->phrase_files.empty() || !signal->patterns.empty() || !signal->pattern_files.empty();
    if (!phrases_of(checking, signal->examples, signal->example_files).empty()) continue;
    if ((!declared && signal->example_files.empty()) || !phrases_of(checking, signal->patterns, signal->pattern_files).empty()) continue;
    const auto phrases = phrases_of(checking, signal->phrases, signal->phrase_files), but_not = phrases_of(checking, signal->but_not, signal->but_not_files);
    if (std::ranges::any_of(phrases, [&](const std::string& phrase) { return !but_not.contains(phrase); })) continue;
    checking.report.warning("P0421", signal->name.span, "nothing ever sets the signal " + backticked(signal->name.text))
        .note(phrases.empty() ? "it has no words" : "each of its phrases stands after `but not`").help("add `phrases \"…\", \"…\"` to it, as customers write them");
  }
}

class NeverSo {
 public:
  explicit NeverSo(Checking& checking) : checking_(checking), slots_(checking.out.turn.scope.slots) {
    classes_.insert("answerable");   // of `other`, which is always there
    risks_.insert("low");
    for (const IntentBlock* intent : checking.symbols.intents) {
      if (intent->request_class) classes_.insert(intent->request_class->text);
      if (intent->risk) risks_.insert(intent->risk->text);
    }
  }

  void condition(const std::optional<Expression>& expression) { if (expression) condition(*expression); }
  void condition(const Expression& expression) {
    if (const Resolved* resolved = checking_.out.find(expression); resolved != nullptr && resolved->valid) walk(*resolved);
  }

 private:
  void walk(const Resolved& value) {
    if (value.op == NodeOp::equal || value.op == NodeOp::in_list) compared(value);
    if (value.op == NodeOp::slot && path_of(value) == "tool_errors" && checking_.symbols.tools.size() == 0)
      checking_.report.warning("P0421", value.span, "`tool_errors` never counts anything").note("this bundle has no tool that could fail").help("remove the rule, or declare the tools");
    for (const Resolved& operand : value.operands) walk(operand);
  }

  void compared(const Resolved& value) {
    if (value.operands[0].op != NodeOp::slot) return;
    const std::string path = path_of(value.operands[0]);
    const std::set<std::string>* produced = path == "class" ? &classes_ : path == "risk" ? &risks_ : nullptr;
    if (produced == nullptr) return;
    for (std::size_t i = 1; i < value.operands.size(); ++i) {
      const std::string* word = value.operands[i].op == NodeOp::constant ? value.operands[i].constant.as<std::string>() : nullptr;
      if (word == nullptr || produced->contains(*word)) continue;
      checking_.report.warning("P0421", value.operands[i].span, "no intent has " + path + " " + backticked(*word)).note("so this is never the case")
          .help("give an intent " + backticked(path + " " + *word) + ", or remove this");
    }
  }

  [[nodiscard]] std::string path_of(const Resolved& slot) const { return join(slots_[slot.index].path, "."); }

  Checking& checking_;
  const std::vector<Slot>& slots_;
  std::set<std::string> classes_, risks_;
};

// What is asked of a message; guarantees are promises about what may never come, too.
void lint_conditions(Checking& checking) {
  NeverSo never(checking);
  const Symbols& symbols = checking.symbols;
  for (const TriggerBlock* trigger : symbols.triggers) {
    never.condition(trigger->when);
    never.condition(trigger->unless);
  }
  if (symbols.route != nullptr)
    for (const RouteRow& row : symbols.route->rows) never.condition(row.when);
  for (const TableBlock* table : symbols.tables)
    for (const TableBlock::Row& row : table->rows)
      for (const auto& cell : row.cells) never.condition(cell);
  if (symbols.conversation != nullptr) never.condition(symbols.conversation->resolved_when);
  if (symbols.reply_rules != nullptr)
    for (const auto& [word, when] : symbols.reply_rules->tones) never.condition(when);
}

// "now is before 2020-01-01": what a date puts an end to, like `until`.
class Over {
 public:
  Over(Checking& checking, Instant today) : checking_(checking), today_(today) {}

  void walk(const Resolved& value, const Scope& scope) {
    const bool before = value.op == NodeOp::less || value.op == NodeOp::at_most, after = value.op == NodeOp::more || value.op == NodeOp::at_least;
    if (before || after) {
      const Resolved &earlier = value.operands[before ? 0 : 1], &later = value.operands[before ? 1 : 0];
      const Instant* end = later.op == NodeOp::constant ? later.constant.as<Instant>() : nullptr;
      if (end != nullptr && *end <= today_ && earlier.op == NodeOp::slot && scope.slots[earlier.index].path == std::vector<std::string>{"now"})
        checking_.report.warning("P0420", value.span, "this time is over").note("it has not been so since then").help("remove what depends on it, or write a later date");
    }
    for (const Resolved& operand : value.operands) walk(operand, scope);
  }

 private:
  Checking& checking_;
  Instant today_;
};

void lint_times(Checking& checking) {
  if (!checking.today) return;
  Over over(checking, *checking.today);
  const auto ask = [&](const std::optional<Expression>& expression, const Scope& scope) {
    const Resolved* resolved = expression ? checking.out.find(*expression) : nullptr;
    if (resolved != nullptr && resolved->valid) over.walk(*resolved, scope);
  };
  const Scope& turn = checking.out.turn.scope;
  for (const TriggerBlock* trigger : checking.symbols.triggers) ask(trigger->when, turn);
  if (checking.symbols.route != nullptr)
    for (const RouteRow& row : checking.symbols.route->rows) ask(row.when, turn);
  for (std::uint32_t i = 0; i < checking.symbols.tools.size(); ++i) {
    const Scope& scope = checking.out.tools[i].scope;
    for (const DenyNode& deny : checking.symbols.tools[i].denies) ask(deny.when, scope);
    for (const ApproveNode& approve : checking.symbols.tools[i].approves) ask(approve.when, scope);
    for (const AllowNode& allow : checking.symbols.tools[i].allows) ask(allow.when, scope);
  }
}

}  // namespace

void lint_never_set(Checking& checking) {
  lint_customer(checking);
  lint_signals(checking);
  lint_conditions(checking);
  lint_times(checking);
}

}  // namespace handrail::dsl
