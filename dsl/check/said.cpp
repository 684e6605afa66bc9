#include "dsl/check/said.hpp"

namespace handrail::dsl {

namespace {

class Walk {
 public:
  Walk(const Symbols& symbols, const std::function<void(const SaidText&)>& visit) : symbols_(symbols), visit_(visit) {}

  // `like`: what is so where the words stand.
  template <class Like>
  void text(const std::optional<Text>& words, Like like) const {
    if (!words) return;
    SaidText said{*words};
    like(said);
    visit_(said);
    const auto wording = symbols_.wordings.find(words->text);
    if (!wording) return;
    for (const WordingBlock::Variant& one : symbols_.wordings[*wording].variants) {
      SaidText other{one.words};
      like(other);
      other.reworded = true;
      visit_(other);
    }
  }
  void text(const std::optional<Text>& words) const {
    text(words, [](SaidText&) {});
  }
  template <class Like>
  void action(const ActionNode& node, Like like) const {
    text(node.question, like);
    for (const ActionNode& next : node.afterwards) action(next, like);
  }
  void action(const ActionNode& node) const {
    action(node, [](SaidText&) {});
  }
  template <class Like>
  void outcome(const OutcomeNode& node, Like like) const {
    text(node.say, [&](SaidText& said) {
      like(said);
      said.handed_off = node.action.word == ActionWord::hand_off;
    });
    action(node.action, like);
  }

 private:
  const Symbols& symbols_;
  const std::function<void(const SaidText&)>& visit_;
};

void of_trigger(const Walk& walk, const TriggerBlock& trigger) {
  const auto like = [&](SaidText& said) {
    if (trigger.when) said.holds.push_back(&*trigger.when);
    if (trigger.unless) said.fails.push_back(&*trigger.unless);
    said.handed_off = trigger.then && trigger.then->word == ActionWord::hand_off;
  };
  walk.text(trigger.say, like);
  if (trigger.then) walk.action(*trigger.then, like);
  for (const TriggerBlock::IfUnknown& unknown : trigger.if_unknown) walk.action(unknown.action);
}

void of_table(const Walk& walk, const TableBlock& table) {
  for (const TableBlock::Row& row : table.rows)
    walk.outcome(row.then, [&](SaidText& said) {
      for (const auto& cell : row.cells)
        if (cell) said.holds.push_back(&*cell);
    });
}

void of_tool(const Walk& walk, const ToolBlock& tool) {
  const auto own = [](SaidText& said) { said.of_a_tool = true; };
  const auto refusal = [](SaidText& said) { said.of_a_tool = said.refusal = true; };
  for (const NeedNode& need : tool.needs) walk.outcome(need.otherwise, refusal);
  for (const DenyNode& deny : tool.denies) walk.outcome(deny.outcome, refusal);
  for (const LimitNode& limit : tool.limits) walk.outcome(limit.otherwise, refusal);
  for (const ApproveNode& approve : tool.approves) walk.outcome(approve.otherwise, refusal);
  if (tool.otherwise) walk.outcome(tool.otherwise->outcome, refusal);
  if (tool.if_it_fails) walk.outcome(*tool.if_it_fails, own);
  walk.text(tool.say_when_waiting, own);
  walk.text(tool.say_to_confirm, own);
  walk.text(tool.say_when_done, [](SaidText& said) { said.of_a_tool = said.receipt = true; });
}

}  // namespace

void each_said(const Symbols& symbols, const std::function<void(const SaidText&)>& visit) {
  const Walk walk(symbols, visit);
  for (const TriggerBlock* trigger : symbols.triggers) of_trigger(walk, *trigger);
  for (const TableBlock* table : symbols.tables) of_table(walk, *table);
  for (const ToolBlock* tool : symbols.tools) of_tool(walk, *tool);
  for (const IntentBlock* intent : symbols.intents) {
    walk.text(intent->say);
    for (const AskFor& ask : intent->ask_for) walk.text(ask.question);
  }
  for (const QueueBlock* queue : symbols.queues) {
    const auto waits = [](SaidText& said) { said.handed_off = true; };
    walk.text(queue->say, waits);
    walk.text(queue->while_waiting, waits);
    if (queue->if_nobody_comes) walk.action(*queue->if_nobody_comes, waits);
  }
  if (symbols.reply_rules != nullptr)
    for (const ReplyRulesBlock::Beginning& one : symbols.reply_rules->beginnings)
      walk.text(one.words, [&](SaidText& said) {
        if (one.when) said.holds.push_back(&*one.when);
      });
  if (symbols.confidence == nullptr) return;
  walk.text(symbols.confidence->say);
  for (const BandRow& row : symbols.confidence->rows) walk.action(row.below);
}

}  // namespace handrail::dsl
