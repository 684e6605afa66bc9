// What is declared and never used: a signal that no condition reads, a queue that nothing leads to, a workflow that no intent starts. Somebody wrote it for a
// reason, so a rule is missing or misspelt. A library's blocks are there to choose from.
#include <algorithm>
#include <set>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

using Names = std::set<std::string, std::less<>>;

class Used {
 public:
  explicit Used(const Symbols& symbols) {
    for (const IntentBlock* intent : symbols.intents) {
      add(intent->queue, queues);
      add(intent->workflow, workflows);
    }
    if (symbols.route != nullptr)
      for (const RouteRow& row : symbols.route->rows) queues.insert(row.queue.text);
    for (const TriggerBlock* trigger : symbols.triggers) of(*trigger);
    for (const TableBlock* table : symbols.tables)
      for (const TableBlock::Row& row : table->rows) action(row.then.action);
    for (const ToolBlock* tool : symbols.tools) of(*tool);
    for (const QueueBlock* queue : symbols.queues)
      if (queue->if_nobody_comes) action(*queue->if_nobody_comes);
    if (symbols.confidence != nullptr)
      for (const BandRow& row : symbols.confidence->rows) action(row.below);
  }

  Names queues, workflows;

 private:
  static void add(const std::optional<Name>& name, Names& names) {
    if (name) names.insert(name->text);
  }
  void action(const ActionNode& node) {
    add(node.queue, queues);
    for (const ActionNode& next : node.afterwards) action(next);
  }
  void of(const TriggerBlock& trigger) {
    if (trigger.then) action(*trigger.then);
    for (const TriggerBlock::IfUnknown& unknown : trigger.if_unknown) action(unknown.action);
  }
  void of(const ToolBlock& tool) {
    for (const NeedNode& need : tool.needs) action(need.otherwise.action);
    for (const DenyNode& deny : tool.denies) action(deny.outcome.action);
    for (const LimitNode& limit : tool.limits) action(limit.otherwise.action);
    for (const ApproveNode& approve : tool.approves) action(approve.otherwise.action);
    if (tool.otherwise) action(tool.otherwise->outcome.action);
    if (tool.if_it_fails) action(tool.if_it_fails->action);
  }
};

// The desk's own file, and no script speaks of the name: what a script does with it is not followed.
bool asked_about(const Checking& checking, const Name& name) {
  if (checking.sources.file(name.span.file).path.starts_with("standard/")) return false;
  for (std::uint32_t i = 0; i < checking.sources.size(); ++i)
    if (checking.sources.file(i).path.ends_with(".lua") && checking.sources.file(i).text.find(name.text) != std::string::npos) return false;
  return true;
}

bool is_read(const Checking& checking, const std::string& signal) {
  const std::vector<Slot>& slots = checking.out.turn.scope.slots;
  if (std::ranges::any_of(slots, [&](const Slot& slot) { return std::ranges::find(slot.path, signal) != slot.path.end(); })) return true;
  return std::ranges::any_of(checking.symbols.queues, [&](const QueueBlock* queue) { return std::ranges::find(queue->packet, signal, &Name::text) != queue->packet.end(); });
}

}  // namespace

void lint_unused(Checking& checking) {
  const Symbols& symbols = checking.symbols;
  const Used used(symbols);
  // A text in which nothing is decided yet is no bundle whose signals, queues and workflows lie idle.
  if (symbols.triggers.size() == 0 && symbols.intents.size() == 0) return;
  for (const SignalBlock* signal : symbols.signals)
    if (!is_read(checking, signal->name.text) && asked_about(checking, signal->name))
      checking.report.warning("P0440", signal->name.span, "no condition reads signal " + backticked(signal->name.text)).note("it is looked for, and nothing follows from it")
          .help("add a trigger with " + backticked("when " + signal->name.text) + ", or remove the signal");
  for (const QueueBlock* queue : symbols.queues)
    if (!used.queues.contains(queue->name.text) && asked_about(checking, queue->name))
      checking.report.warning("P0440", queue->name.span, "nothing leads to queue " + backticked(queue->name.text)).note("no conversation ever waits here")
          .help("add a row " + backticked("to " + queue->name.text + " when …") + " to the route, or remove the queue");
  for (const WorkflowBlock* workflow : symbols.workflows)
    if (!used.workflows.contains(workflow->name.text) && asked_about(checking, workflow->name))
      checking.report.warning("P0440", workflow->name.span, "no intent starts workflow " + backticked(workflow->name.text)).note("its steps are never taken")
          .help("add " + backticked("workflow " + workflow->name.text) + " to an intent, or remove the workflow");
}

}  // namespace handrail::dsl
