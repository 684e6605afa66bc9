// Intents with their examples, triggers, and the bands of confidence.
#include <algorithm>
#include <array>

#include "dsl/check/builtins.hpp"
#include "dsl/check/files.hpp"
#include "dsl/program/carried_by.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/lowering.hpp"

namespace handrail::dsl {

namespace {

RequestClass class_of(const std::optional<Name>& word) {
  for (RequestClass one : {RequestClass::answerable, RequestClass::needs_account, RequestClass::needs_human, RequestClass::unsafe})
    if (word && word->text == to_text(one)) return one;
  return RequestClass::answerable;
}

Risk risk_of(std::string_view word) {
  for (Risk one : {Risk::low, Risk::medium, Risk::high})
    if (word == to_text(one)) return one;
  return Risk::low;
}

// What a run by a model takes: what the intent asks for, and the parameters of its tools that customers name (entities), so that one who corrects it begins
// the run again.
std::vector<std::string> taken_by_calls(const Program& program, const Intent& intent) {
  std::vector<std::string> taken;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(taken, name) == taken.end()) taken.push_back(name);
  };
  for (const AskForFact& fact : intent.ask_for) add(fact.name);
  for (const std::uint32_t tool : intent.tools)
    for (const Field& parameter : program.tools[tool].parameters)
      if (std::ranges::any_of(program.entities, [&](const Entity& entity) { return entity.name == parameter.name; })) add(parameter.name);
  return taken;
}

void lower_calls(Program& program) {
  for (const Intent& intent : program.intents) {
    if (!intent.tools.empty() && !intent.workflow)
      program.workflows.push_back({calls_for(intent), "", taken_by_calls(program, intent), intent.tools, intent.rule});
  }
}

Intent lower_intent(Lowering& lowering, const IntentBlock& block) {
  Intent intent;
  intent.name = block.name.text;
  if (block.topic) intent.topic = block.topic->text;
  if (block.means) intent.means = block.means->text;
  intent.examples = texts_of(block.examples);
  for (const Text& name : block.example_files)
    for (std::string& example : items_of(lowering.sources.file(find_file(lowering.sources, name.text, name.span.file).value()).text))
      intent.examples.push_back(std::move(example));
  intent.request_class = class_of(block.request_class);
  if (block.risk) intent.risk = risk_of(block.risk->text);
  for (const AskFor& ask : block.ask_for) intent.ask_for.push_back({ask.name.text, lowering.words(ask.question)});
  intent.tools = lowering.tools(block.tools);
  if (block.workflow) intent.workflow = lowering.symbols.workflows.find(block.workflow->text);
  if (block.queue) intent.queue = lowering.queue(*block.queue);
  intent.knowledge = texts_of(block.knowledge);
  intent.say = lowering.words(block.say);
  intent.rule = lowering.block(block.span);
  return intent;
}

// Whether a condition can be asked before a model is: it reads nothing that a model, or the answer to this message, makes.
bool reads_no_model(const Lowering& lowering, ExpressionId condition) {
  static constexpr std::array<std::string_view, 10> early{"customer", "running", "used", "messages", "mood", "asked_before", "frustration", "urgency", "written_in", "now"};
  const auto& read_off = built_in_signals();
  const auto slots = slots_of(lowering.program, condition);
  return std::ranges::all_of(slots, [&](std::uint32_t slot) {
    const std::string& root = lowering.program.turn_scope.slots[slot].path[0];
    if (root == articles_answer) return false;   // looked for once the message is read
    return std::ranges::find(early, root) != early.end() || std::ranges::find(read_off, root) != read_off.end() || lowering.symbols.signals.find(root) ||
           find_field(lowering.symbols.context.fields, root) != nullptr;
  });
}

std::uint32_t slot_named(const Scope& scope, std::string_view path) {
  for (std::uint32_t i = 0; i < scope.slots.size(); ++i) {
    std::string name;
    for (const std::string& part : scope.slots[i].path) name += (name.empty() ? "" : ".") + part;
    if (name == path) return i;
  }
  return 0;
}

Trigger lower_trigger(Lowering& lowering, const TriggerBlock& block) {
  Trigger trigger;
  trigger.name = block.name.text;
  trigger.rule = lowering.block(block.span, block.active);
  trigger.when = lowering.condition(block.when);
  trigger.unless = lowering.condition(block.unless);
  if (block.when) trigger.rule.text += " when " + lowering.on_one_line(block.when->span);
  if (block.unless) trigger.rule.text += " unless " + lowering.on_one_line(block.unless->span);
  trigger.before_model = reads_no_model(lowering, trigger.when) && reads_no_model(lowering, trigger.unless);
  for (const TriggerBlock::IfUnknown& unknown : block.if_unknown)
    trigger.if_unknown.push_back({slot_named(lowering.program.turn_scope, unknown.fact.text), lowering.action(unknown.action), lowering.clause(unknown.span)});
  trigger.urgency = urgency_of(block.urgency, Urgency::medium);
  if (block.then) trigger.then = lowering.action(*block.then);
  trigger.say = lowering.words(block.say);
  if (block.because) trigger.because = block.because->text;
  return trigger;
}

Band lower_band(Lowering& lowering, const BandRow& row) {
  Band band;
  const std::string& subject = row.subject.text;
  if (subject.ends_with(" risk")) band.risk = risk_of(std::string_view(subject).substr(0, subject.size() - 5));
  else band.intent = lowering.program.find_intent(subject);
  band.send_at = fixed<Decimal>(row.send_at);
  band.check_at = fixed<Decimal>(row.check_at);
  band.send_answered = row.send_answered.has_value();
  band.check_answered = row.check_answered.has_value();
  band.below = lowering.action(row.below);
  band.rule = lowering.clause(row.span);
  return band;
}

}  // namespace

void lower_intents(Lowering& lowering) {
  Program& program = lowering.program;
  for (const IntentBlock* block : lowering.symbols.intents) program.intents.push_back(lower_intent(lowering, *block));
  if (!lowering.symbols.intents.find(built_in_other)) {
    Intent other;
    other.name = built_in_other;
    other.means = "None of the other intents";
    program.intents.push_back(std::move(other));
  }
  lower_calls(program);
  for (const TriggerBlock* block : lowering.symbols.triggers) program.triggers.push_back(lower_trigger(lowering, *block));
  if (const ConfidenceBlock* block = lowering.symbols.confidence) {
    for (const BandRow& row : block->rows) program.bands.push_back(lower_band(lowering, row));
    program.bands_say = lowering.words(block->say);
  }
}

}  // namespace handrail::dsl
