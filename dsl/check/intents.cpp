// Intents, triggers and the bands of confidence: what a message may mean and what follows from it.
#include <algorithm>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

// Where nothing carries an intent that has tools, a language model may propose their calls: what it makes of a message would move money with nobody having said yes.
void check_proposed_calls(Checking& checking, const IntentBlock& intent) {
  if (intent.workflow) return;
  for (const Name& name : intent.tools) {
    const auto found = checking.symbols.tools.find(name.text);
    if (!found) continue;
    const ToolBlock& tool = checking.symbols.tools[*found];
    const bool asks = std::ranges::any_of(tool.needs, [](const NeedNode& need) { return std::holds_alternative<CustomersYes>(need.what); });
    if (!tool.effect || tool.effect->text != "moves money" || asks) continue;
    checking.report.warning("P0450", name.span, "a model may move money for " + backticked(intent.name.text) + " and nobody says yes to it")
        .label(tool.name.span, "asks for no yes").note("an intent with tools and no workflow is carried out by the model that `handrail.toml` names, where it names one")
        .help("add " + backticked("needs the customer's yes to this call") + " to the tool, or give the intent a workflow");
  }
}

}  // namespace

void check_intents(Checking& checking) {
  for (const IntentBlock* intent : checking.symbols.intents) {
    if (intent->request_class) checking.one_of(*intent->request_class, {"answerable", "needs account", "needs human", "unsafe"}, "class");
    if (intent->risk) checking.one_of(*intent->risk, {"low", "medium", "high"}, "risk");
    if (intent->workflow) checking.workflow_named(*intent->workflow);
    if (intent->queue) checking.queue_named(*intent->queue);
    for (const Name& tool : intent->tools) checking.tool_named(tool);
    check_proposed_calls(checking, *intent);
    for (const Text& file : intent->example_files) checking.file_named(file, "examples");
    for (const AskFor& ask : intent->ask_for) {
      checking.askable(ask.name, "P0215");
      checking.words(ask.question, checking.turn());
    }
    checking.words(intent->say, checking.turn());
  }
}

void check_triggers(Checking& checking) {
  for (const TriggerBlock* trigger : checking.symbols.triggers) {
    checking.condition(trigger->when, checking.turn());
    checking.condition(trigger->unless, checking.turn());
    for (const TriggerBlock::IfUnknown& unknown : trigger->if_unknown) checking.action(unknown.action, checking.turn());
    if (trigger->urgency) checking.urgency_word(*trigger->urgency);
    if (trigger->then) checking.action(*trigger->then, checking.turn());
    checking.words(trigger->say, checking.turn());
    checking.period(trigger->active);
  }
}

void check_confidence(Checking& checking) {
  const ConfidenceBlock* block = checking.symbols.confidence;
  if (block == nullptr) return;
  std::map<std::string, Span> seen;
  for (const BandRow& row : block->rows) {
    const std::string& subject = row.subject.text;
    const bool risk = subject == "low risk" || subject == "medium risk" || subject == "high risk";
    if (!risk && !checking.symbols.intents.find(subject) && subject != built_in_other) {
      std::vector<std::string> known = checking.symbols.intents.names();
      for (const char* word : {"low risk", "medium risk", "high risk"}) known.emplace_back(word);
      checking.report.error("P0210", row.subject.span, "there is no intent " + backticked(subject))
          .help(did_you_mean(subject, known, "name an intent, or `low risk`, `medium risk` or `high risk`"));
    }
    if (const auto [it, fresh] = seen.emplace(subject, row.subject.span); !fresh)
      checking.report.error("P0203", row.subject.span, "row " + backticked(subject) + " is declared twice").label(it->second, "first here").help("remove one of the two");
    checking.share(row.send_at, "send at");
    checking.share(row.check_at, "a person checks at");
    checking.action(row.below, checking.turn());
  }
  checking.words(block->say, checking.turn());
}

}  // namespace handrail::dsl
