#include "dsl/program/lowering.hpp"

#include <algorithm>

#include "dsl/check/manner.hpp"
#include "dsl/check/words.hpp"
#include "dsl/syntax/one_line.hpp"
#include "engine/base/assert.hpp"

namespace handrail::dsl {

// --- expressions --------------------------------------------------------------------------------------------------------------------

ExpressionId Lowering::add(Node node) {
  program.nodes.push_back(node);
  return static_cast<ExpressionId>(program.nodes.size() - 1);
}

ExpressionId Lowering::all_of(const std::vector<ExpressionId>& conditions, Span span) {
  if (conditions.size() < 2) return conditions.empty() ? no_expression : conditions.front();
  const auto begin = static_cast<std::uint32_t>(program.operands.size());
  program.operands.insert(program.operands.end(), conditions.begin(), conditions.end());
  return add({NodeOp::logical_and, static_cast<std::uint16_t>(conditions.size()), begin, 0, span});
}

ExpressionId Lowering::slot_node(std::uint32_t slot, Span span) { return add({NodeOp::slot, 0, slot, 0, span}); }

ExpressionId Lowering::node(const Resolved& resolved) {
  std::vector<ExpressionId> parts;
  for (const Resolved& operand : resolved.operands) parts.push_back(node(operand));
  HANDRAIL_ASSERT(parts.size() <= UINT16_MAX, "an expression has more operands than a node can count");
  Node made{resolved.op, 0, 0, 0, resolved.span};
  const auto list = [&](std::size_t from) {
    const auto begin = static_cast<std::uint32_t>(program.operands.size());
    program.operands.insert(program.operands.end(), parts.begin() + static_cast<std::ptrdiff_t>(from), parts.end());
    made.count = static_cast<std::uint16_t>(parts.size() - from);
    return begin;
  };
  switch (resolved.op) {
    case NodeOp::constant:
      program.constants.push_back(resolved.constant);
      made.a = static_cast<std::uint32_t>(program.constants.size() - 1);
      break;
    case NodeOp::slot: case NodeOp::local: made.a = resolved.index; break;
    case NodeOp::field:
      program.names.push_back(resolved.field);
      made.a = parts[0];
      made.b = static_cast<std::uint32_t>(program.names.size() - 1);
      break;
    case NodeOp::logical_and: case NodeOp::logical_or: made.a = list(0); break;
    case NodeOp::in_list:
      made.a = parts[0];
      made.b = list(1);
      break;
    case NodeOp::look_up:
      made.a = resolved.index;
      made.b = list(0);
      program.has_look_ups = true;
      break;
    case NodeOp::matches:
      made.a = parts[0];
      made.b = pattern(*resolved.constant.as<std::string>());
      break;
    case NodeOp::sum_of: made.count = static_cast<std::uint16_t>(resolved.type.kind); [[fallthrough]];
    default:
      made.a = parts[0];
      made.b = parts.size() > 1 ? parts[1] : 0;
  }
  return add(made);
}

// One that the checker has compiled before.
std::uint32_t Lowering::pattern(const std::string& text) {
  const auto known = std::ranges::find_if(program.patterns, [&](const auto& pattern) { return pattern->text() == text; });
  if (known != program.patterns.end()) return static_cast<std::uint32_t>(known - program.patterns.begin());
  auto compiled = Pattern::compile(text);
  HANDRAIL_ASSERT(compiled, "a pattern that was not checked");
  program.patterns.push_back(std::move(*compiled));
  return static_cast<std::uint32_t>(program.patterns.size() - 1);
}

void Lowering::meters(const Names& names) {
  for (const MeterUse& use : names.meters) {
    if (std::ranges::find(program.meters, use.id, &Meter::id) != program.meters.end()) continue;
    program.meters.push_back({use.id, use.tool, use.amount, use.per_customer, use.window, use.currency});
  }
}

ExpressionId Lowering::expression(const Expression& expression) {
  const Resolved* resolved = checked.find(expression);
  HANDRAIL_ASSERT(resolved != nullptr && resolved->valid, "an expression that was not checked: " + sources.where(expression.span));
  return node(*resolved);
}

ExpressionId Lowering::condition(const std::optional<Expression>& expression) {
  return expression ? this->expression(*expression) : no_expression;
}

std::vector<std::pair<std::string, ExpressionId>> Lowering::call(const CallNode& call) {
  std::vector<std::pair<std::string, ExpressionId>> arguments;
  const std::vector<Field>& parameters = symbols.tool_types[tool(call.tool)].parameters.fields;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) arguments.emplace_back(parameters[i].name, expression(call.arguments[i]));
  return arguments;
}

// --- words and actions --------------------------------------------------------------------------------------------------------------

Template Lowering::words(const std::optional<Text>& text) const {
  if (!text) return {};
  Template words = read_template(text->text).words;
  if (const auto wording = symbols.wordings.find(text->text))
    for (const WordingBlock::Variant& one : symbols.wordings[*wording].variants) words.variants.push_back({manner_of(one), read_template(one.words.text).words.pieces});
  return words;
}

Action Lowering::action(const ActionNode& node) const {
  Action made;
  switch (node.word) {
    case ActionWord::none: made.kind = ActionKind::none; break;
    case ActionWord::ask: made.kind = ActionKind::ask; break;
    case ActionWord::ask_for: made.kind = ActionKind::ask_for; break;
    case ActionWord::verify: made.kind = ActionKind::verify; break;
    case ActionWord::offer_person: made.kind = ActionKind::offer_person; break;
    case ActionWord::hand_off: made.kind = ActionKind::hand_off; break;
    case ActionWord::refuse: made.kind = ActionKind::refuse; break;
    case ActionWord::answer: made.kind = ActionKind::answer; break;
    case ActionWord::draft: made.kind = ActionKind::draft; break;
  }
  made.question = words(node.question);
  if (node.ask_for) made.ask_for = node.ask_for->text;
  made.once = node.once;
  if (node.queue) made.queue = queue(*node.queue);
  if (node.urgency) made.urgency = urgency_of(node.urgency, Urgency::medium);
  for (const ActionNode& next : node.afterwards) made.afterwards.push_back(action(next));
  return made;
}

Consequence Lowering::consequence(const OutcomeNode& node) const {
  return {words(node.say), node.because ? node.because->text : "", action(node.action)};
}

Rule Lowering::clause(Span span, const std::optional<ActivePeriod>& active) const {
  Rule rule{span, sources.where(span), on_one_line(span), std::nullopt, std::nullopt};
  if (active) {
    rule.from = fixed<Instant>(active->from);
    rule.until = fixed<Instant>(active->until);
  }
  return rule;
}

Rule Lowering::block(Span span, const std::optional<ActivePeriod>& active) const {
  Rule rule = clause(span, active);
  const std::size_t line_end = sources.text(span).find('\n');
  if (line_end != std::string_view::npos) rule.text = on_one_line({span.file, span.begin, span.begin + static_cast<std::uint32_t>(line_end)});
  return rule;
}

std::string Lowering::on_one_line(Span span) const { return dsl::on_one_line(sources.text(span)); }

// --- references ---------------------------------------------------------------------------------------------------------------------

std::uint32_t Lowering::tool(const Name& name) const { return symbols.tools.find(name.text).value(); }
std::uint32_t Lowering::queue(const Name& name) const { return symbols.queues.find(name.text).value(); }
std::uint32_t Lowering::role(const Name& name) const { return symbols.roles.find(name.text).value(); }

std::vector<std::uint32_t> Lowering::tools(const std::vector<Name>& names) const {
  std::vector<std::uint32_t> indices;
  for (const Name& name : names) indices.push_back(tool(name));
  return indices;
}

std::vector<std::string> texts_of(const std::vector<Text>& texts) {
  std::vector<std::string> all;
  for (const Text& text : texts) all.push_back(text.text);
  return all;
}

std::vector<std::string> texts_of(const std::vector<Name>& names) {
  std::vector<std::string> all;
  for (const Name& name : names) all.push_back(name.text);
  return all;
}

Urgency urgency_of(const std::optional<Name>& word, Urgency otherwise) {
  if (!word) return otherwise;
  for (Urgency urgency : {Urgency::low, Urgency::medium, Urgency::high, Urgency::immediate})
    if (word->text == to_text(urgency)) return urgency;
  return otherwise;
}

}  // namespace handrail::dsl
