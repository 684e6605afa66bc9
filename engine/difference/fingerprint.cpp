#include "engine/difference/fingerprint.hpp"

#include "dsl/formulas/vocabulary.hpp"
#include "dsl/formulas/wording.hpp"

namespace handrail {
namespace {

using dsl::Program;
using dsl::Tool;

// Parts that cannot run into each other.
class Writing {
 public:
  Writing& operator<<(const std::string& part) {
    text_ += std::to_string(part.size()) + ":" + part;
    return *this;
  }
  Writing& operator<<(std::int64_t number) { return *this << std::to_string(number); }
  [[nodiscard]] std::string text() const { return text_; }

 private:
  std::string text_;
};

class Rules {
 public:
  Rules(const Program& program, const dsl::Scope& scope, const std::vector<dsl::Let>* lets) : program_(program), saying_(program, scope, lets) {
    for (std::uint32_t i = 0; i < scope.slots.size(); ++i) text_ << saying_.slot(i) << dsl::shape_of(program, scope.slots[i].type);
  }

  void rule(const std::string& kind, const dsl::Rule& rule) { text_ << kind << (rule.from ? rule.from->ms : -1) << (rule.until ? rule.until->ms : -1); }
  void condition(dsl::ExpressionId when, dsl::ExpressionId unless = dsl::no_expression) { text_ << saying_.condition(when) << saying_.condition(unless); }
  void action(const dsl::Action& action) {
    text_ << dsl::way_on(program_, action) << dsl::text_of(action.question);
    for (const dsl::Action& next : action.afterwards) this->action(next);
  }
  void consequence(const dsl::Consequence& said) {
    text_ << dsl::text_of(said.say) << said.because;
    action(said.action);
  }
  Writing& text() { return text_; }
  [[nodiscard]] const dsl::Saying& saying() const { return saying_; }

 private:
  const Program& program_;
  dsl::Saying saying_;
  Writing text_;
};

void needs(Rules& rules, const Tool& tool, const Program& program) {
  for (const dsl::Need& need : tool.needs) {
    rules.rule("needs", need.rule);
    if (const auto* condition = std::get_if<dsl::Need::Condition>(&need.what)) rules.condition(condition->when);
    else if (const auto* looked_up = std::get_if<dsl::Need::LookedUp>(&need.what))
      rules.text() << program.tools[tool.lets[looked_up->let].tool].name << rules.saying().root(tool.lets[looked_up->let].name) << looked_up->within.ms;
    else rules.text() << dsl::text_of(tool.say_to_confirm);
    rules.consequence(need.otherwise);
  }
}

void limits_of(Rules& rules, const Tool& tool, const Program& program) {
  for (const dsl::Limit& limit : tool.limits) {
    rules.rule("limit", limit.rule);
    const auto* money = limit.ceiling.as<Money>();
    rules.text() << limit.id << dsl::counted_by(tool, limit, rules.saying()) << (money ? money->minor : *limit.ceiling.as<std::int64_t>())
                 << (limit.above_approve_by ? program.roles[*limit.above_approve_by].name : "") << static_cast<std::int64_t>(limit.above_urgency);
    rules.consequence(limit.otherwise);
  }
}

void table(Rules& rules, const dsl::Table& table) {
  rules.text() << "table";
  for (const dsl::Table::Row& row : table.rows) {
    rules.rule("row", row.rule);
    rules.condition(row.when);
    rules.consequence(row.then);
  }
}

void intent(Rules& rules, const dsl::Intent& intent, const Program& program) {
  rules.text() << "intent" << intent.name << intent.topic << static_cast<std::int64_t>(intent.request_class) << static_cast<std::int64_t>(intent.risk)
               << (intent.workflow ? program.workflows[*intent.workflow].name : "") << (intent.queue ? program.queues[*intent.queue].name : "") << dsl::text_of(intent.say);
  for (const dsl::AskForFact& fact : intent.ask_for) rules.text() << fact.name << dsl::text_of(fact.question);
}

void trigger(Rules& rules, const dsl::Trigger& trigger) {
  rules.rule("trigger", trigger.rule);
  rules.text() << trigger.name << static_cast<std::int64_t>(trigger.urgency) << dsl::text_of(trigger.say) << trigger.because << trigger.before_model;
  rules.condition(trigger.when, trigger.unless);
  rules.action(trigger.then);
  for (const auto& clause : trigger.if_unknown) {
    rules.text() << rules.saying().slot(clause.slot);
    rules.action(clause.action);
  }
}

}  // namespace

std::string fingerprint(const Program& program, const Tool& tool) {
  Rules rules(program, tool.scope, &tool.lets);
  for (const dsl::Field& field : tool.parameters) rules.text() << field.name << dsl::shape_of(program, field.type);
  for (const Tool::OneOf& choice : tool.one_of) {
    rules.text() << "one of" << choice.at_least;
    for (const std::uint32_t parameter : choice.parameters) rules.text() << tool.parameters[parameter].name;
  }
  needs(rules, tool, program);
  for (const dsl::Deny& deny : tool.denies) {
    rules.rule("deny", deny.rule);
    rules.condition(deny.when, deny.unless);
    rules.consequence(deny.outcome);
  }
  limits_of(rules, tool, program);
  for (const dsl::Approve& approve : tool.approves) {
    rules.rule("approve", approve.rule);
    rules.text() << program.roles[approve.role].name << (approve.within ? approve.within->ms : -1) << static_cast<std::int64_t>(approve.urgency);
    rules.condition(approve.when, approve.unless);
    rules.consequence(approve.otherwise);
  }
  for (const dsl::Allow& allow : tool.allows) {
    rules.rule("allow", allow.rule);
    rules.condition(allow.when, allow.unless);
  }
  rules.text() << "otherwise" << (tool.otherwise ? 1 + tool.otherwise->allow : 0) << static_cast<std::int64_t>(tool.effect);
  if (tool.otherwise) rules.consequence(tool.otherwise->outcome);
  return rules.text().text();
}

std::string message_fingerprint(const Program& program) {
  Rules rules(program, program.turn_scope, nullptr);
  rules.text() << dsl::text_of(program.bands_say);
  rules.condition(program.episode.resolved_when);
  for (const dsl::Intent& one : program.intents) intent(rules, one, program);
  for (const dsl::Trigger& one : program.triggers) trigger(rules, one);
  for (const dsl::Band& band : program.bands) {
    rules.text() << "band" << (band.intent ? program.intents[*band.intent].name : "") << static_cast<std::int64_t>(band.risk)
                 << (band.send_at ? band.send_at->millionths : -1) << (band.check_at ? band.check_at->millionths : -1)
                 << static_cast<std::int64_t>(band.send_answered) << static_cast<std::int64_t>(band.check_answered);
    rules.action(band.below);
  }
  for (const dsl::Table& one : program.tables) table(rules, one);
  for (const dsl::Route& route : program.routes) {
    rules.rule("route", route.rule);
    rules.text() << program.queues[route.queue].name;
    rules.condition(route.when);
  }
  if (!program.queues.empty()) rules.text() << program.queues.front().name;
  for (const dsl::Rollout& rollout : program.rollouts) {
    rules.rule("rollout", rollout.rule);
    rules.text() << rollout.reviewed << rollout.accurate.millionths << rollout.per_intent;
    for (const std::uint32_t one : rollout.intents) rules.text() << program.intents[one].name;
  }
  return rules.text().text();
}

}  // namespace handrail
