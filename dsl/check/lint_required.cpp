// Clauses that a block cannot be without. Nothing is made up in their place: what the assistant does is what somebody wrote.
#include <algorithm>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

void missing(Checking& checking, Span span, std::string_view block, std::string_view name, std::string_view clause, std::string help) {
  checking.report.error("P0412", span, std::string(block) + " " + backticked(name) + " has no " + backticked(clause)).help("add " + backticked(help));
}

void required_of_intents(Checking& checking) {
  for (const IntentBlock* intent : checking.symbols.intents) {
    const bool unsafe = intent->request_class && intent->request_class->text == "unsafe";
    if (unsafe && !intent->say)
      checking.report.error("P0414", intent->name.span, "intent " + backticked(intent->name.text) + " is unsafe and has no words to refuse with")
          .label(intent->request_class->span, "declared here").help("add `say \"…\"`: no model is asked for them");
    if (intent->name.text == built_in_other) continue;
    if (intent->examples.empty() && intent->example_files.empty())
      missing(checking, intent->name.span, "intent", intent->name.text, "examples", "examples \"…\", \"…\"");
    if (!intent->request_class) missing(checking, intent->name.span, "intent", intent->name.text, "class", "class answerable");
    if (!intent->risk) missing(checking, intent->name.span, "intent", intent->name.text, "risk", "risk low");
  }
}

void required_of_triggers(Checking& checking) {
  for (const TriggerBlock* trigger : checking.symbols.triggers) {
    if (trim(trigger->name.text).empty())
      checking.report.error("P0412", trigger->name.span, "this trigger has no name").help("write in a few words what it is for: decisions are told with them");
    if (!trigger->when) missing(checking, trigger->name.span, "trigger", trigger->name.text, "when", "when …");
    if (!trigger->then) missing(checking, trigger->name.span, "trigger", trigger->name.text, "then", "then hand off");
  }
}

void required_of_tools(Checking& checking) {
  for (const ToolBlock* tool : checking.symbols.tools) {
    const std::string& name = tool->name.text;
    if (!tool->effect) {
      checking.report.error("P0412", tool->name.span, "tool " + backticked(name) + " does not say what it does").help("add `reads`, `writes` or `moves money`");
      continue;
    }
    if (tool->effect->text == "reads") continue;
    if (tool->effect->text == "moves money" && !tool->after_crash)
      checking.report.error("P0402", tool->effect->span, backticked(name) + " moves money and does not say what happens after a crash")
          .help("add `after a crash  send again with the same key`, `ask a_tool(key)` or `stop and ask a person`");
    if (!tool->otherwise)
      checking.report.error("P0403", tool->name.span, backticked(name) + " does not say what happens when no clause decides").label(tool->effect->span, "it does more than read")
          .help("add `otherwise  deny because \"…\" then offer a person`");
  }
}

void required_of_facts(Checking& checking) {
  for (const SignalBlock* signal : checking.symbols.signals)
    if (signal->phrases.empty() && signal->patterns.empty() && signal->phrase_files.empty() && signal->pattern_files.empty() &&
        signal->examples.empty() && signal->example_files.empty())
      missing(checking, signal->name.span, "signal", signal->name.text, "phrases", "phrases \"…\", \"…\"");
  for (const EntityBlock* entity : checking.symbols.entities)
    if (entity->patterns.empty() && !entity->built_in)
      missing(checking, entity->name.span, "entity", entity->name.text, "matches", "matches \"…\"");
  if (checking.symbols.currency_block == nullptr && !checking.tree.blocks.empty()) {
    for (const ToolTypes& tool : checking.symbols.tool_types)
      for (std::size_t i = 0; i < tool.parameters.fields.size(); ++i) {
        const Type& type = tool.parameters.fields[i].type;
        if (type.kind != TypeKind::money || !type.currency.code().empty()) continue;
        checking.report.error("P0418", tool.parameters.spans[i], "an amount of money, and no currency is declared").help("add `currency USD` to the bundle, or write `money in USD`");
        return;
      }
  }
}

void required_of_queues(Checking& checking) {
  for (const QueueBlock* queue : checking.symbols.queues) {
    if (!queue->title) missing(checking, queue->name.span, "queue", queue->name.text, "name", "name \"Our … team\"");
    if (!queue->promise) missing(checking, queue->name.span, "queue", queue->name.text, "promise", "promise within 4 hours");
  }
}

}  // namespace

void lint_required(Checking& checking) {
  required_of_facts(checking);
  required_of_intents(checking);
  required_of_triggers(checking);
  required_of_tools(checking);
  required_of_queues(checking);
}

}  // namespace handrail::dsl
