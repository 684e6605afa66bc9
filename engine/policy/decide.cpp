#include "engine/policy/decide.hpp"

#include <algorithm>

#include "dsl/check/own_sentences.hpp"
#include "dsl/check/builtins.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/rule_index.hpp"
#include "engine/base/assert.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/meters.hpp"
#include "engine/policy/left_in_peace.hpp"
#include "engine/policy/queue_holes.hpp"
#include "engine/policy/turn_rules.hpp"

namespace handrail {
namespace {

using dsl::Action;
using dsl::ActionKind;
using dsl::Program;

constexpr auto sign_in_asked_again_at_most = 2;   // as often as somebody may look for their password before a person is offered

bool contains(const std::vector<std::string>& list, const std::string& word) { return std::find(list.begin(), list.end(), word) != list.end(); }

// One decision being made: the facts bound once, every condition asked against them.
class Deciding {
 public:
  Deciding(const Program& program, const TurnFacts& facts)
      : program_(program), facts_(facts), roots_(with_queue_holes(dsl::with_manner(roots_of(program, facts), manner_for(program, facts)))),
        frame_(dsl::bind(program.turn_scope, roots_)) {
    intent_ = &intent_of(program, facts);
  }

  Decision decide() {
    Decision decision = by_trigger();
    if (decision.kind == DecisionKind::none && facts_.stage == DecisionStage::full) {
      if (facts_.crossed && !facts_.says_signed_in && facts_.workflow.empty() && (facts_.bare || (facts_.answered && says_resolved()))) decision = before_our_last_word();
      else if (takes_the_offer()) decision = offer_taken();
      else if (facts_.says_signed_in) decision = not_signed_in();
      else if (facts_.answered && says_resolved()) decision = closing();
      else if (facts_.declines && !intent_->workflow && facts_.workflow.empty()) decision = nothing_needed(facts_, worded(dsl::own::in_peace));
      else if (facts_.bare && facts_.workflow.empty()) decision = bare_words();
      else if (!facts_.workflow.empty()) decision = carry_on();
      else if (facts_.declines && intent_->workflow) decision = what_is_declined_begins_nothing();
      else if (says_nothing_yet() && facts_.workflow.empty()) decision = nothing_said_yet(facts_, by_class(), worded(dsl::own::what_can_i_do));
      else if (facts_.only_asks && intent_->workflow) decision = with_rollout(told_first(by_class(), program_.workflows[*intent_->workflow].name));
      else decision = with_rollout(by_class());
    }
    decision.triggers = fired();
    decision.intent = intent_->name;
    decision.request_class = facts_.stage == DecisionStage::full ? std::string(dsl::to_text(intent_->request_class)) : "";
    // Before the facts are there the route is not asked: the hand-off does it, with them.
    if (decision.kind == DecisionKind::hand_off && decision.queue.empty() && facts_.stage == DecisionStage::full) decision.queue = route();
    return decision;
  }

  // The queue that nobody named.
  std::string route() const {
    for (const dsl::Route& row : program_.routes)
      if (active(row.rule) && row.when != dsl::no_expression && dsl::evaluate(program_, row.when, frame_) == Truth::yes) return program_.queues[row.queue].name;
    if (intent_->queue) return program_.queues[*intent_->queue].name;
    return program_.routes.empty() ? (program_.queues.empty() ? "" : program_.queues.front().name) : program_.queues[program_.routes.back().queue].name;
  }

  Truth ask(dsl::ExpressionId condition) const { return dsl::evaluate(program_, condition, frame_); }

  bool says_resolved() const {
    const dsl::ExpressionId condition = program_.episode.resolved_when;
    return condition != dsl::no_expression && ask(condition) == Truth::yes;
  }

 private:
  Decision made(DecisionKind kind, const dsl::Rule& rule, std::string name = "") const {
    Decision decision;
    decision.kind = kind;
    decision.rule = name.empty() ? rule.text : std::move(name);
    decision.at = program_.where(rule);
    return decision;
  }

  bool active(const dsl::Rule& rule) const { return handrail::active(rule, facts_.now); }

  Truth fires(const dsl::Trigger& trigger, Truth when) const {
    return when == Truth::no || trigger.unless == dsl::no_expression ? when : lifted_by(when, ask(trigger.unless));
  }

  // All that fire are recorded; the most urgent wins, the first of equals. One that only offers has its say once in an episode. What cannot be decided on
  // the signals is asked again with all facts, before anybody is asked about it.
  Decision by_trigger() {
    const dsl::Trigger* winner = nullptr;
    const dsl::Trigger::IfUnknown* question = nullptr;
    dsl::RuleAnswers answers;
    const bool early = facts_.stage == DecisionStage::signals;
    if (!early) program_.trigger_index->ask(program_, frame_, answers);
    for (std::size_t i = 0; i < program_.triggers.size(); ++i) {
      if (!early && answers.rules[i] == Truth::no) continue;
      const dsl::Trigger& trigger = program_.triggers[i];
      if (!active(trigger.rule) || (early && !(trigger.before_model && trigger.urgency == dsl::Urgency::immediate))) continue;
      const Truth truth = fires(trigger, early ? ask(trigger.when) : answers.rules[i]);
      if (truth == Truth::no) continue;
      const bool undecided = truth == Truth::unknown;
      if (undecided && !question) question = unknown_clause(trigger);
      fired_.push_back({&trigger, undecided});
      if (undecided || (trigger.then.kind != ActionKind::hand_off && contains(facts_.triggers_won, trigger.name))) continue;
      if (!winner || trigger.urgency > winner->urgency) winner = &trigger;
    }
    winner_ = winner;
    if (winner) return from_trigger(*winner);
    if (question && !early) return from_action(question->action, question->rule, "", "", "", "medium");
    return made(DecisionKind::none, dsl::Rule{});
  }

  // The winner first, the others as they stand in the policy.
  std::vector<FiredTrigger> fired() const {
    std::vector<FiredTrigger> all;
    all.reserve(fired_.size());
    const auto add = [&](const Fired& one) {
      all.push_back({one.trigger->name, program_.where(one.trigger->rule), std::string(dsl::to_text(one.trigger->urgency)), one.undecided});
    };
    for (const Fired& one : fired_)
      if (one.trigger == winner_) add(one);
    for (const Fired& one : fired_)
      if (one.trigger != winner_) add(one);
    return all;
  }

  const dsl::Trigger::IfUnknown* unknown_clause(const dsl::Trigger& trigger) const {
    for (const auto& clause : trigger.if_unknown)
      if (frame_.slots[clause.slot].unknown()) return &clause;
    return nullptr;
  }

  Decision from_trigger(const dsl::Trigger& trigger) {
    Decision decision = from_action(trigger.then, trigger.rule, trigger.name, dsl::render(trigger.say, roots_), trigger.because,
                                    std::string(dsl::to_text(trigger.urgency)));
    decision.by_wish = decision.kind == DecisionKind::hand_off && contains(facts_.signals, "wants_person") && reads(trigger.when, "wants_person");
    return decision;
  }

  bool reads(dsl::ExpressionId condition, const std::string& root) const {
    for (const std::uint32_t slot : dsl::slots_of(program_, condition))
      if (program_.turn_scope.slots[slot].path.front() == root) return true;
    return false;
  }

  // A question that was asked before is not asked twice: what follows it happens instead, in the end a hand-off.
  Decision from_action(const Action& action, const dsl::Rule& rule, const std::string& name, const std::string& say, const std::string& because,
                       const std::string& urgency) {
    Decision decision = made(DecisionKind::hand_off, rule, name);
    decision.say = say;
    decision.because = because;
    decision.urgency = action.urgency ? std::string(dsl::to_text(*action.urgency)) : urgency;
    switch (action.kind) {
      case ActionKind::ask:
      case ActionKind::ask_for: {
        decision.ask_key = action.kind == ActionKind::ask_for ? action.ask_for : "at " + decision.at;
        if (contains(facts_.asked, decision.ask_key)) {
          if (!action.afterwards.empty()) return from_action(action.afterwards.front(), rule, name, say, because, urgency);
          decision.ask_key.clear();
          break;
        }
        decision.kind = DecisionKind::ask;
        decision.question = action.kind == ActionKind::ask_for ? question_for(action.ask_for) : dsl::render(action.question, roots_);
        break;
      }
      case ActionKind::offer_person: decision.kind = DecisionKind::offer_person; break;
      case ActionKind::refuse: decision.kind = DecisionKind::refuse; break;
      case ActionKind::answer: decision.kind = DecisionKind::answer; break;
      case ActionKind::draft: decision.kind = DecisionKind::draft; break;
      case ActionKind::verify:
        if (contains(facts_.asked, "verify")) break;
        decision.kind = DecisionKind::ask;
        decision.ask_key = "verify";
        break;
      case ActionKind::hand_off:
        if (action.queue) decision.queue = program_.queues[*action.queue].name;
        break;
      case ActionKind::none: break;
    }
    return decision;
  }

  std::string question_for(const std::string& name) const {
    for (const dsl::AskForFact& fact : intent_->ask_for)
      if (fact.name == name) return dsl::render(fact.question, roots_);
    return "";
  }

  // These classes are decided by the embedded reading alone; a workflow that waits has been let through them before.
  Decision by_class() {
    switch (intent_->request_class) {
      case dsl::RequestClass::unsafe: {
        Decision decision = made(DecisionKind::refuse, intent_->rule);
        decision.say = dsl::render(intent_->say, roots_);
        decision.because = "this request is not something to help with";
        return decision;
      }
      case dsl::RequestClass::needs_human: {
        Decision decision = made(DecisionKind::hand_off, intent_->rule);
        decision.say = dsl::render(intent_->say, roots_);
        decision.because = "`" + intent_->name + "` goes to a person";
        if (intent_->queue) decision.queue = program_.queues[*intent_->queue].name;
        return decision;
      }
      case dsl::RequestClass::needs_account:
        if (!verified(facts_.customer)) {
          Decision decision = by_plan();
          if (strictness(decision) > 2 || (decision.kind == DecisionKind::ask && decision.ask_key != "verify")) return decision;
          Action verify;
          verify.kind = ActionKind::verify;
          return from_action(verify, intent_->rule, "", "", "the customer is not verified", "medium");
        }
        return by_plan();
      case dsl::RequestClass::answerable: return by_plan();
    }
    return made(DecisionKind::hand_off, intent_->rule);
  }

  // From lax to strict: answer or act; the same with a person's look at it; ask; offer a person; hand off; refuse.
  static int strictness(const Decision& decision) {
    switch (decision.kind) {
      case DecisionKind::draft: return 1;
      case DecisionKind::act: return decision.review ? 1 : 0;
      case DecisionKind::ask: return 2;
      case DecisionKind::offer_person: return 3;
      case DecisionKind::hand_off: return 4;
      case DecisionKind::refuse: return 5;
      default: return 0;
    }
  }

  // Where the band and the tables disagree, the strictest stands; the first of equals.
  Decision by_plan() {
    Decision strictest = by_band();
    for (const dsl::Table& table : program_.tables)
      if (const dsl::Table::Row* row = matching_row(table)) {
        Decision decision = from_row(table, *row);
        if (strictness(decision) > strictness(strictest)) strictest = std::move(decision);
      }
    return strictest;
  }

  // The first row that matches. One that cannot be decided matches only if it leads to a person.
  const dsl::Table::Row* matching_row(const dsl::Table& table) const {
    for (const dsl::Table::Row& row : table.rows) {
      if (!active(row.rule)) continue;
      if (takes(row, row.when == dsl::no_expression ? Truth::yes : ask(row.when))) return &row;
    }
    return nullptr;
  }

  // A row that lets the assistant answer lets it start the intent's workflow.
  Decision from_row(const dsl::Table& table, const dsl::Table::Row& row) {
    const bool answers = row.then.action.kind == ActionKind::answer, drafts = row.then.action.kind == ActionKind::draft;
    const std::string name = "table " + table.name + ": " + row.rule.text;
    if ((answers || drafts) && intent_->workflow) {
      Decision decision = made(DecisionKind::act, row.rule, name);
      decision.workflow = program_.workflows[*intent_->workflow].name;
      decision.review = drafts;
      return decision;
    }
    return from_action(row.then.action, row.rule, name, dsl::render(row.then.say, roots_), row.then.because, "medium");
  }

  // While too few replies were reviewed, or too few of them were accurate, a person checks each.
  Decision with_rollout(Decision decision) const {
    if (decision.kind != DecisionKind::answer && !(decision.kind == DecisionKind::act && !decision.review)) return decision;
    for (const dsl::Rollout& rollout : program_.rollouts) {
      if (!active(rollout.rule) || !concerns(program_, rollout, *intent_) || good_enough(rollout, facts_)) continue;
      decision.rule = rollout.rule.text;
      decision.at = program_.where(rollout.rule);
      if (decision.kind == DecisionKind::answer) decision.kind = DecisionKind::draft;
      else decision.review = true;
      return decision;
    }
    return decision;
  }

  Decision by_band() {
    const dsl::Band& row = band_of(program_, *intent_);
    const bool answered = dsl::answers_only(*intent_) && contains(facts_.signals, std::string(dsl::articles_answer));
    if ((row.send_at && facts_.confidence >= *row.send_at) || (row.send_answered && answered)) return sure(row, false);
    if ((row.check_at && facts_.confidence >= *row.check_at) || (row.check_answered && answered)) return sure(row, true);
    Decision decision = from_action(row.below, row.rule, "", "", "", "medium");
    if (decision.kind == DecisionKind::hand_off) {
      decision.say = dsl::render(program_.bands_say, roots_);
      decision.because = "not sure enough what is meant";
    }
    return decision;
  }

  Decision sure(const dsl::Band& row, bool review) const {
    if (intent_->workflow) {
      Decision decision = made(DecisionKind::act, row.rule);
      decision.workflow = program_.workflows[*intent_->workflow].name;
      decision.review = review;
      return decision;
    }
    Decision decision = made(review ? DecisionKind::draft : DecisionKind::answer, row.rule);
    decision.say = dsl::render(intent_->say, roots_);
    return decision;
  }

  bool says_nothing_yet() const { return intent_->name == "other" && contains(facts_.signals, std::string(dsl::says_nothing_yet)); }

  bool takes_the_offer() const {
    return !facts_.crossed && !facts_.offered_by.empty() && contains(facts_.signals, "says_yes") && !contains(facts_.signals, "says_no");
  }

  Decision offer_taken() const {
    Decision decision;
    decision.kind = DecisionKind::hand_off;
    decision.rule = facts_.offered_by;
    decision.at = facts_.offered_at;
    decision.because = "the customer took up the offer of a person";
    decision.by_wish = true;
    return decision;
  }

  // "Done", and the channel has not said so: what they asked for still waits. Who cannot sign in is offered a person, once; after that one comes.
  Decision not_signed_in() const {
    const std::string key = "sign in again";
    Decision decision;
    decision.rule = "a wish waits until the customer has signed in";
    decision.because = "the customer is not verified";
    if (std::count(facts_.asked.begin(), facts_.asked.end(), key) < sign_in_asked_again_at_most) {
      decision.kind = DecisionKind::ask;
      decision.ask_key = key;
    } else if (!contains(facts_.asked, "offer a person")) {
      decision.kind = DecisionKind::offer_person;
    }
    return decision;
  }

  std::string worded(std::string_view own) const { return program_.worded(own, dsl::manner_of(roots_)); }

  // A mere "yes", "no" or "thanks" starts nothing: after an answer it says whether that was it.
  Decision bare_words() const {
    Decision decision;
    decision.rule = "a mere yes, no or thanks starts nothing";
    if (facts_.answered && !contains(facts_.signals, "says_no")) {
      decision.kind = DecisionKind::answer;
      decision.closes = true;
    } else if (contains(facts_.asked, "what is missing") && !facts_.answered && contains(facts_.signals, "says_no")) {
      decision = nothing_needed(facts_, worded(dsl::own::in_peace));   // to "What can I do for you?"
    } else if (contains(facts_.asked, "what is missing")) {
      decision.kind = DecisionKind::hand_off;
      decision.because = "the customer does not say what is missing";
    } else {
      decision.kind = DecisionKind::ask;
      decision.ask_key = "what is missing";
      decision.question = facts_.answered ? "Sorry that this was not it. What is missing? One sentence is enough, or ask for a person." : worded(dsl::own::what_can_i_do);
    }
    return decision;
  }

  // It answers nothing of what the customer had not read. An offer comes again, by the rule that made it; what else was asked is the turn's to ask again.
  Decision before_our_last_word() const {
    Decision decision;
    decision.rule = "a message that came before our last word answers nothing of it";
    decision.because = "the message was received before the last reply was sent";
    if (facts_.offered_by.empty()) {
      decision.kind = DecisionKind::ask;
      decision.ask_key = std::string(crossed_key);
      return decision;
    }
    decision.kind = DecisionKind::offer_person;
    decision.rule = facts_.offered_by;
    decision.at = facts_.offered_at;
    decision.say = "Your message reached me before I had asked this, so I ask again: would you like {queue.name} to take this? You would hear {queue.promise}.";
    return decision;
  }

  Decision closing() const {
    Decision decision;
    decision.kind = DecisionKind::answer;
    decision.rule = "resolved when " + std::string(program_.sources.text(program_.nodes[program_.episode.resolved_when].span));
    decision.at = program_.sources.where(program_.nodes[program_.episode.resolved_when].span);
    decision.closes = true;
    return decision;
  }

  Decision carry_on() const {
    Decision decision = made(DecisionKind::carry_on, intent_->rule);
    const auto workflow = program_.find_workflow(facts_.workflow);
    if (workflow) {
      decision.rule = program_.workflows[*workflow].rule.text;
      decision.at = program_.where(program_.workflows[*workflow].rule);
    }
    decision.workflow = facts_.workflow;
    return decision;
  }

  const Program& program_;
  const TurnFacts& facts_;
  dsl::Roots roots_;
  dsl::Frame frame_;
  const dsl::Intent* intent_ = nullptr;
  struct Fired { const dsl::Trigger* trigger; bool undecided; };
  std::vector<Fired> fired_;
  const dsl::Trigger* winner_ = nullptr;
};

}  // namespace

static std::map<std::string, Value> meters_in(const Program& program, const TurnFacts& facts) {
  std::map<std::string, Value> values;
  std::vector<JsonIssue> ignored;
  for (const dsl::Meter& meter : program.meters) {
    const dsl::Type type{.kind = meter.amount ? dsl::TypeKind::money : dsl::TypeKind::whole_number, .currency = meter.currency};
    if (const auto found = facts.used.find(meter.id); found != facts.used.end()) values[meter.id] = dsl::decode(program, type, found->second, "", ignored);
  }
  return values;
}

dsl::Roots roots_of(const Program& program, const TurnFacts& facts) {
  dsl::Roots roots;
  std::vector<JsonIssue> ignored;
  const auto intent = program.find_intent(facts.intent);
  const bool read = facts.stage == DecisionStage::full;
  if (read && intent) {
    const dsl::Intent& found = program.intents[*intent];
    roots.emplace_back("intent", Value(found.name));
    roots.emplace_back("class", Value(std::string(dsl::to_text(found.request_class))));
    roots.emplace_back("risk", Value(std::string(dsl::to_text(found.risk))));
    roots.emplace_back("topic", found.topic.empty() ? Value(Absent{}) : Value(found.topic));
    roots.emplace_back("confidence", Value(facts.confidence));
  }
  roots.emplace_back("customer", customer_value(program, facts.customer));
  add_context(program, facts.context, roots, ignored);
  for (const dsl::Entity& entity : program.entities) {
    const auto claim = facts.claims.find(entity.name);
    Value said = claim == facts.claims.end() ? Value(Unknown{}) : dsl::decode(program, entity.type, claim->second, "", ignored);
    // How much "€50" is in dollars nobody has said: to a desk that counts in dollars the amount is unknown, and `if amount is unknown …` asks for it.
    if (const auto* money = said.as<Money>(); money && !program.currency.code().empty() && money->currency != program.currency) said = Unknown{};
    roots.emplace_back(entity.name, std::move(said));
  }
  for (const dsl::Signal& signal : program.signals) roots.emplace_back(signal.name, Value(contains(facts.signals, signal.name)));
  for (const std::string& signal : dsl::built_in_signals()) {
    const auto declared = [&](const auto& root) { return root.first == signal; };
    if (std::none_of(roots.begin(), roots.end(), declared)) roots.emplace_back(signal, Value(contains(facts.signals, signal)));
  }
  ValueRecord running;
  for (const auto& [signal, count] : facts.running) running.set(signal, Value(count));
  for (const dsl::Slot& slot : program.turn_scope.slots)
    if (slot.path.size() == 2 && slot.path[0] == "running" && !running.find(slot.path[1])) running.set(slot.path[1], Value(std::int64_t{0}));
  roots.emplace_back("running", Value(std::move(running)));
  if (!program.meters.empty()) roots.emplace_back("used", used_root(program.turn_scope, meters_in(program, facts)));
  roots.emplace_back("messages", Value(facts.messages));
  roots.emplace_back("turns_with_bot", Value(facts.turns_with_bot));
  roots.emplace_back("since_first_message", Value(facts.since_first_message));
  roots.emplace_back("mood", Value(std::string(word_of(facts.mood))));
  roots.emplace_back("frustration", Value(facts.frustration));
  roots.emplace_back("urgency", Value(facts.urgency));
  roots.emplace_back("written_in", facts.written_in.empty() ? Value(Unknown{}) : Value(facts.written_in));
  roots.emplace_back("asked_before", Value(facts.asked_before));
  roots.emplace_back("tool_errors", Value(facts.tool_errors));
  roots.emplace_back("now", Value(facts.now));
  return roots;
}

Decision decide(const Program& program, const TurnFacts& facts) { return Deciding(program, facts).decide(); }

std::string queue_for(const Program& program, const TurnFacts& facts) { return Deciding(program, facts).route(); }

bool says_resolved(const Program& program, const TurnFacts& facts) { return Deciding(program, facts).says_resolved(); }

std::vector<std::string> beginnings_for(const Program& program, const TurnFacts& facts) {
  std::vector<std::string> words;
  if (program.reply.beginnings.empty()) return words;
  const dsl::Roots roots = dsl::with_manner(roots_of(program, facts), manner_for(program, facts));
  const dsl::Frame frame = dsl::bind(program.turn_scope, roots);
  for (const auto& one : program.reply.beginnings)
    if (one.when == dsl::no_expression || dsl::evaluate(program, one.when, frame) == Truth::yes) words.push_back(dsl::render(one.words, roots));
  return words;
}

std::string tone_for(const Program& program, const TurnFacts& facts) {
  if (program.reply.tones.empty()) return "";
  const dsl::Frame frame = dsl::bind(program.turn_scope, roots_of(program, facts));
  for (const auto& tone : program.reply.tones)
    if (tone.when == dsl::no_expression || dsl::evaluate(program, tone.when, frame) == Truth::yes) return tone.word;
  return "";
}

dsl::Manner manner_for(const Program& program, const TurnFacts& facts) {
  return program.wordings.empty() ? dsl::Manner{} : dsl::Manner{tone_for(program, facts), facts.written_in};
}

}  // namespace handrail
