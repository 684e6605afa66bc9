#include "dsl/check/intents_reached.hpp"

#include <algorithm>

namespace handrail::dsl {

namespace {

std::string word_of(const IntentBlock& intent, const std::string& path) {
  if (path == "intent") return intent.name.text;
  if (path == "topic") return intent.topic ? intent.topic->text : "";
  if (path == "class") return intent.request_class ? intent.request_class->text : "";
  return intent.risk ? intent.risk->text : "";
}

// Those of which the slot has one of the words that stand behind the first operand.
Intents of_words(const Checking& checking, const Resolved& condition, const std::string& path) {
  Intents found;
  for (std::uint32_t i = 0; i < checking.symbols.intents.size(); ++i) {
    const std::string word = word_of(checking.symbols.intents[i], path);
    const bool named = std::any_of(condition.operands.begin() + 1, condition.operands.end(), [&](const Resolved& operand) {
      const std::string* text = operand.op == NodeOp::constant ? operand.constant.as<std::string>() : nullptr;
      return text == nullptr || *text == word;
    });
    if (named) found.insert(i);
  }
  return found;
}

Intents let_through(const Checking& checking, const Resolved& condition) {
  const Intents all = all_intents(checking.symbols);
  if (condition.op == NodeOp::logical_and) {
    Intents left = all;
    for (const Resolved& operand : condition.operands) {
      const Intents one = let_through(checking, operand);
      std::erase_if(left, [&](std::uint32_t intent) { return !one.contains(intent); });
    }
    return left;
  }
  if (condition.op == NodeOp::logical_or) {
    Intents any;
    for (const Resolved& operand : condition.operands) any.merge(let_through(checking, operand));
    return any;
  }
  if ((condition.op == NodeOp::equal || condition.op == NodeOp::in_list) && condition.operands[0].op == NodeOp::slot) {
    const std::string path = join(checking.out.turn.scope.slots[condition.operands[0].index].path, ".");
    if (path == "intent" || path == "topic" || path == "class" || path == "risk") return of_words(checking, condition, path);
  }
  return all;
}

}  // namespace

Intents all_intents(const Symbols& symbols) {
  Intents all;
  for (std::uint32_t i = 0; i < symbols.intents.size(); ++i) all.insert(i);
  return all;
}

Intents intents_let_through(const Checking& checking, const std::optional<Expression>& condition) {
  const Resolved* resolved = condition ? checking.out.find(*condition) : nullptr;
  return resolved == nullptr || !resolved->valid ? all_intents(checking.symbols) : let_through(checking, *resolved);
}

}  // namespace handrail::dsl
