// The desk around the assistant: roles, queues, routes, workflows and the rules of a reply.
#include "dsl/check/days.hpp"
#include "dsl/check/files.hpp"
#include "dsl/check/manner.hpp"
#include "dsl/program/lowering.hpp"

namespace handrail::dsl {

namespace {

OpenHours lower_hours(const Lowering& lowering, const OpeningHours& node) {
  OpenHours hours;
  for (const OpeningHours::Range& range : node.ranges) hours.ranges.push_back({days_of(range), range.from_minute, range.to_minute});
  hours.zone = node.zone.text;
  if (!node.closed_on) return hours;
  const auto file = find_file(lowering.sources, node.closed_on->text, node.closed_on->span.file);
  for (const std::string& line : items_of(lowering.sources.file(file.value()).text)) hours.closed_on.push_back(line.substr(0, 10));
  return hours;
}

Queue lower_queue(const Lowering& lowering, const QueueBlock& block) {
  Queue queue;
  queue.name = block.name.text;
  if (block.title) queue.title = block.title->text;
  if (block.open) queue.open = lower_hours(lowering, *block.open);
  queue.promise = fixed<Duration>(block.promise).value_or(Duration{});
  queue.promise_in_open_hours = block.promise_in_open_hours;
  queue.say = lowering.words(block.say);
  queue.packet = texts_of(block.packet);
  queue.while_waiting = lowering.words(block.while_waiting);
  queue.while_waiting_every = fixed<Duration>(block.while_waiting_every).value_or(hours(1));
  if (block.if_nobody_comes) queue.if_nobody_comes = lowering.action(*block.if_nobody_comes);
  queue.rule = lowering.block(block.span);
  return queue;
}

constexpr std::int64_t micro_usd_per_cent = 10'000;

ReplyRules::ModelLimit lower_model_limit(const ReplyRulesBlock::ModelLimit& limit) {
  const auto cost = fixed<Money>(limit.cost);
  return {fixed<std::int64_t>(limit.tokens), cost ? std::optional(cost->minor * micro_usd_per_cent) : std::nullopt};
}

void lower_reply_rules(Lowering& lowering, const ReplyRulesBlock& block) {
  ReplyRules& rules = lowering.program.reply;
  rules.words_max = fixed<std::int64_t>(block.words_max).value_or(rules.words_max);
  rules.unless_step_by_step = block.unless_step_by_step;
  rules.apologies_max = fixed<std::int64_t>(block.apologies_max).value_or(rules.apologies_max);
  rules.end_with_next_action = block.end_with_next_action;
  for (const auto& [word, when] : block.tones) rules.tones.push_back({word.text, lowering.condition(when)});
  for (const auto& one : block.beginnings) rules.beginnings.push_back({lowering.words(one.words), lowering.condition(one.when), lowering.clause(one.span)});
  rules.say_ai_when_asked = block.say_ai_when_asked;
  rules.say_ai_in_first_reply = block.say_ai_in_first_reply;
  rules.warn_after = fixed<Duration>(block.warn_days);
  rules.refuse_after = fixed<Duration>(block.refuse_days);
  rules.review_within = fixed<Duration>(block.review_within).value_or(rules.review_within);
  for (const Text& host : block.link_hosts) rules.link_hosts.push_back(host.text);
  if (!block.masked.empty()) rules.masked = texts_of(block.masked);
  if (rules.masked.size() == 1 && rules.masked.front() == "nothing") rules.masked.clear();
  rules.model_per_turn = lower_model_limit(block.model_per_turn);
  rules.model_per_conversation = lower_model_limit(block.model_per_conversation);
}

}  // namespace

void lower_wordings(Lowering& lowering) {
  for (const WordingBlock* block : lowering.symbols.wordings) {
    Wording wording{block->name.text, {}, lowering.block(block->span)};
    for (const WordingBlock::Variant& one : block->variants) wording.variants.push_back({manner_of(one), one.words.text});
    lowering.program.wordings.push_back(std::move(wording));
  }
}

void lower_desk(Lowering& lowering) {
  Program& program = lowering.program;
  const Symbols& symbols = lowering.symbols;
  for (const RoleBlock* block : symbols.roles) program.roles.push_back({block->name.text, fixed<Money>(block->limit), lowering.block(block->span)});
  for (const QueueBlock* block : symbols.queues) program.queues.push_back(lower_queue(lowering, *block));
  if (symbols.route != nullptr)
    for (const RouteRow& row : symbols.route->rows) program.routes.push_back({lowering.queue(row.queue), lowering.condition(row.when), lowering.clause(row.span, row.active)});
  for (const WorkflowBlock* block : symbols.workflows) {
    const auto file = find_file(lowering.sources, block->file.text, block->file.span.file);
    program.workflows.push_back({block->name.text, lowering.sources.file(file.value()).path, texts_of(block->takes), lowering.tools(block->tools), lowering.block(block->span)});
  }
  if (symbols.reply_rules != nullptr) lower_reply_rules(lowering, *symbols.reply_rules);
}

}  // namespace handrail::dsl
