#include "dsl/formulas/message_decision.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "dsl/formulas/wording.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

using Clause = MessageClause::Kind;
using Kind = MessageKind;

// The first of the two conditions decides: where it does not hold, the other outcome stands.
MessageOutcome choose(const z3::expr& when, const MessageOutcome& yes, const MessageOutcome& no) {
  return {z3::ite(when, yes.kind, no.kind), z3::ite(when, yes.queue, no.queue), z3::ite(when, yes.review, no.review), z3::ite(when, yes.clause, no.clause),
          z3::ite(when, yes.verifies, no.verifies)};
}

// A condition on one of a policy's early triggers that may be known later and not now: facts of the customer are fetched in between.
bool reads_fetched(const Program& program, const Trigger& trigger) {
  for (const ExpressionId condition : {trigger.when, trigger.unless}) {
    if (condition == no_expression) continue;
    for (const std::uint32_t slot : slots_of(program, condition)) {
      const auto& path = program.turn_scope.slots[slot].path;
      if (path.front() == "customer" && (path.size() < 2 || (path[1] != "id" && path[1] != "verified"))) return true;
    }
  }
  return false;
}

}  // namespace

MessageDecision::MessageDecision(z3::context& context, Asking& asking, const Program& program, const std::string& prefix, Vocabulary* shared)
    : context_(context), program_(program), facts_(context, asking, program, prefix, shared), early_(nothing()), full_(nothing()),
      reaches_full_(facts_.truth(true)) {
  for (const Trigger& trigger : program_.triggers) fired_.push_back({&trigger, facts_.holds(trigger.when, trigger.unless), facts_.active(trigger.rule)});
  std::vector<Fired> at_once;
  for (const Fired& fired : fired_)
    if (fired.trigger->before_model && fired.trigger->urgency == Urgency::immediate) at_once.push_back(fired);
  for (const Fired& fired : at_once) {
    if (reads_fetched(program_, *fired.trigger)) continue;
    reaches_full_ = reaches_full_ && !wins(fired);
  }
  full_ = with_route(by_trigger(fired_, by_question(in_full())));
  early_ = with_route(by_trigger(at_once, nothing()));
  if (shared == nullptr) facts_.encoding().tie_lists();
}

// --- outcomes -------------------------------------------------------------------------------------------------------------------------

z3::expr MessageDecision::clause(Clause kind, const Rule* rule) {
  const auto known = std::ranges::find_if(clauses_, [&](const MessageClause& one) { return one.kind == kind && one.rule == rule; });
  const auto index = known - clauses_.begin();
  if (known == clauses_.end()) clauses_.push_back({kind, rule});
  return facts_.number(index);
}

MessageOutcome MessageDecision::outcome(Kind kind, const z3::expr& clause, bool review) {
  return {facts_.number(static_cast<std::int64_t>(kind)), facts_.number(-1), facts_.truth(review), clause, facts_.truth(false)};
}

MessageOutcome MessageDecision::nothing() { return outcome(Kind::none, facts_.number(-1)); }

// The engine remembers a question by where it stands; here it is remembered by what it says, so that a line further down it is the same.
z3::expr MessageDecision::asked(const Action& action, const Rule& rule) {
  if (action.kind == ActionKind::ask_for) return facts_.asked(action.ask_for, action.ask_for);
  const std::string key = "at " + program_.where(rule);
  std::string said = text_of(action.question);
  if (said.empty()) said = rule.text.substr(0, rule.text.find('|'));   // of a row that only says to ask: which row it is
  auto [found, added] = keys_.emplace(key, said);
  if (added)
    if (const std::size_t before = questions_[said]++; before > 0) found->second += " #" + std::to_string(before);
  return facts_.asked(key, "at " + found->second);
}

z3::expr MessageDecision::verify_asked() { return facts_.asked("verify", "verify"); }

MessageOutcome MessageDecision::of_action(const Action& action, const Rule& rule, const z3::expr& clause) {
  MessageOutcome handed = outcome(Kind::hand_off, clause);
  switch (action.kind) {
    case ActionKind::ask: case ActionKind::ask_for: {
      const MessageOutcome after = action.afterwards.empty() ? handed : of_action(action.afterwards.front(), rule, clause);
      MessageOutcome question = outcome(Kind::ask, clause);
      question.verifies = facts_.truth(action.kind == ActionKind::ask_for && action.ask_for == "verify");
      return choose(asked(action, rule), after, question);
    }
    case ActionKind::verify: {
      MessageOutcome question = outcome(Kind::ask, clause);
      question.verifies = facts_.truth(true);
      handed.verifies = facts_.truth(true);
      return choose(verify_asked(), handed, question);
    }
    case ActionKind::offer_person: return outcome(Kind::offer_person, clause);
    case ActionKind::refuse: return outcome(Kind::refuse, clause);
    case ActionKind::answer: return outcome(Kind::answer, clause);
    case ActionKind::draft: return outcome(Kind::draft, clause);
    case ActionKind::hand_off:
      if (action.queue) handed.queue = facts_.word(program_.queues[*action.queue].name);
      return handed;
    case ActionKind::none: break;
  }
  return handed;
}

// The first row that matches, else the intent's queue, else the last row's.
z3::expr MessageDecision::route() {
  if (program_.queues.empty()) return facts_.number(-1);
  const auto named = [&](std::uint32_t queue) { return facts_.word(program_.queues[queue].name); };
  Formula queue = named(program_.routes.empty() ? 0 : program_.routes.back().queue);
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
    if (program_.intents[i].queue) queue = z3::ite(facts_.intent_is(i), named(*program_.intents[i].queue), queue);
  for (std::size_t i = program_.routes.size(); i-- > 0;) {
    const Route& row = program_.routes[i];
    if (row.when == no_expression) continue;
    queue = z3::ite(facts_.active(row.rule) && facts_.condition(row.when).yes, named(row.queue), queue);
  }
  return queue;
}

MessageOutcome MessageDecision::with_route(MessageOutcome made) {
  made.queue = z3::ite(is(made.kind, Kind::hand_off) && made.queue == facts_.number(-1), route(), made.queue);
  return made;
}

// --- triggers -------------------------------------------------------------------------------------------------------------------------

z3::expr MessageDecision::wins(const Fired& fired) {
  const z3::expr holds = fired.active && fired.tri.yes;
  return fired.trigger->then.kind == ActionKind::hand_off ? holds : holds && !facts_.won(fired.trigger->name);
}

// Per `if X is unknown`: whether it is this one that is asked, once no trigger wins and none before asks.
std::vector<z3::expr> MessageDecision::undecided(const Fired& fired) {
  std::vector<z3::expr> asks;
  const z3::expr open = fired.active && !fired.tri.yes && !fired.tri.no;
  for (const Trigger::IfUnknown& clause : fired.trigger->if_unknown) {
    const Term& fact = facts_.encoding().slot(clause.slot);
    asks.push_back(open && !fact.known && !fact.absent);
  }
  return asks;
}

std::vector<MessageDecision::Quiet> MessageDecision::beside(const z3::model& model) {
  std::vector<Quiet> quiet;
  for (const Fired& fired : fired_) {
    if (const z3::expr won = wins(fired); !true_in(model, won)) quiet.push_back({!won, fired.trigger});
    for (const z3::expr& open : undecided(fired))
      if (!true_in(model, open)) quiet.push_back({!open, fired.trigger});
  }
  return quiet;
}

// Only with everything known: before a model is asked nobody is asked about what is not decided yet.
MessageOutcome MessageDecision::by_question(const MessageOutcome& otherwise) {
  MessageOutcome made = otherwise;
  for (std::size_t i = fired_.size(); i-- > 0;) {
    const std::vector<z3::expr> open = undecided(fired_[i]);
    for (std::size_t j = open.size(); j-- > 0;) {
      const Trigger::IfUnknown& question = fired_[i].trigger->if_unknown[j];
      made = choose(open[j], of_action(question.action, question.rule, clause(Clause::if_unknown, &question.rule)), made);
    }
  }
  return made;
}

MessageOutcome MessageDecision::by_trigger(const std::vector<Fired>& asked, MessageOutcome made) {
  std::vector<const Fired*> order;
  for (const Fired& fired : asked) order.push_back(&fired);
  std::ranges::stable_sort(order, std::greater(), [](const Fired* fired) { return fired->trigger->urgency; });
  for (std::size_t i = order.size(); i-- > 0;) {
    const Trigger& trigger = *order[i]->trigger;
    made = choose(wins(*order[i]), of_action(trigger.then, trigger.rule, clause(Clause::trigger, &trigger.rule)), made);
  }
  return made;
}

// --- without a trigger ----------------------------------------------------------------------------------------------------------------

MessageOutcome MessageDecision::in_full() {
  const MessageOutcome by_rules = with_rollout(told_first(by_class(by_plan())));
  MessageOutcome made = choose(facts_.declines && works(), declined(), choose(facts_.says_nothing_yet(), nothing_said_yet(by_rules), by_rules));
  made = choose(facts_.waiting, carried_on(), made);
  made = choose(facts_.bare && !facts_.waiting, bare_words(), made);
  made = choose(facts_.declines && !works() && !facts_.waiting, declined(), made);
  Formula resolved = facts_.truth(false);
  if (program_.episode.resolved_when != no_expression) resolved = facts_.answered && facts_.condition(program_.episode.resolved_when).yes;
  made = choose(resolved, outcome(Kind::answer, clause(Clause::resolved, nullptr)), made);
  made = choose(facts_.says_signed_in, not_signed_in(), made);
  made = choose(facts_.takes_offer(), outcome(Kind::hand_off, clause(Clause::offer_taken, nullptr)), made);
  return choose(facts_.crossed && !facts_.says_signed_in && !facts_.waiting && (facts_.bare || resolved), before_our_last_word(), made);
}

// Without a workflow nothing is needed, and who was answered is left in peace.
MessageOutcome MessageDecision::declined() {
  const z3::expr by = clause(Clause::declined, nullptr);
  return choose(facts_.answered && !works(), outcome(Kind::answer, by), outcome(Kind::ask, by));
}

MessageOutcome MessageDecision::before_our_last_word() {
  return choose(facts_.offered, outcome(Kind::offer_person, clause(Clause::offered_again, nullptr)), outcome(Kind::ask, clause(Clause::crossed, nullptr)));
}

// Asked for the sign-in twice more; then a person is offered, and then one comes.
MessageOutcome MessageDecision::not_signed_in() {
  const z3::expr by = clause(Clause::not_signed_in, nullptr), offered_before = facts_.asked("offer a person", "offer a person");
  return choose(!facts_.asked_twice("sign in again"), outcome(Kind::ask, by), choose(offered_before, outcome(Kind::hand_off, by), outcome(Kind::offer_person, by)));
}

// What would be begun, or waits for the sign-in, is told about.
MessageOutcome MessageDecision::told_first(const MessageOutcome& made) {
  MessageOutcome told = made;
  const z3::expr begins = facts_.only_asks && works() && (is(made.kind, Kind::act) || (is(made.kind, Kind::ask) && made.verifies));
  const auto number = [&](Kind kind) { return facts_.number(static_cast<std::int64_t>(kind)); };
  told.kind = z3::ite(begins, z3::ite(made.review, number(Kind::draft), number(Kind::answer)), made.kind);
  told.review = made.review && !begins;
  told.verifies = made.verifies && !begins;
  return told;
}

z3::expr MessageDecision::works() {
  Formula any = facts_.truth(false);
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
    if (program_.intents[i].workflow) any = any || facts_.intent_is(i);
  return any;
}

MessageOutcome MessageDecision::bare_words() {
  const z3::expr by = clause(Clause::bare_words, nullptr);
  const z3::expr asked = facts_.asked("what is missing", "what is missing"), says_no = facts_.signal("says_no");
  const MessageOutcome question = choose(asked && (facts_.answered || !says_no), outcome(Kind::hand_off, by), outcome(Kind::ask, by));   // "no" to "What can I do for you?"
  return choose(facts_.answered && !says_no, outcome(Kind::answer, by), question);
}

// Asked twice; at the third time a person is offered.
MessageOutcome MessageDecision::nothing_said_yet(const MessageOutcome& by_rules) {
  const z3::expr by = clause(Clause::says_nothing_yet, nullptr), enough = facts_.asked_twice(std::string(dsl::says_nothing_yet));
  return choose(is(by_rules.kind, Kind::offer_person), by_rules, choose(enough, outcome(Kind::offer_person, by), outcome(Kind::ask, by)));
}

MessageOutcome MessageDecision::carried_on() {
  MessageOutcome made = outcome(Kind::carry_on, facts_.number(-1));
  for (std::uint32_t i = 0; i < program_.workflows.size(); ++i)
    made.clause = z3::ite(facts_.workflow_is(i), clause(Clause::workflow, &program_.workflows[i].rule), made.clause);
  return made;
}

MessageOutcome MessageDecision::by_class(const MessageOutcome& plan) {
  // Whoever is not verified is asked to sign in, unless the plan is stricter than that or has a question of its own.
  const z3::expr stands = strictness(plan) > 2 || (is(plan.kind, Kind::ask) && !plan.verifies);
  MessageOutcome made = plan;
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i) {
    const Intent& intent = program_.intents[i];
    if (intent.request_class == RequestClass::answerable) continue;
    const z3::expr by = clause(Clause::request_class, &intent.rule);
    MessageOutcome own = plan;
    if (intent.request_class == RequestClass::unsafe) own = outcome(Kind::refuse, by);
    else if (intent.request_class == RequestClass::needs_human) {
      own = outcome(Kind::hand_off, by);
      if (intent.queue) own.queue = facts_.word(program_.queues[*intent.queue].name);
    } else {
      Action verify;
      verify.kind = ActionKind::verify;
      own = choose(!facts_.verified && !stands, of_action(verify, intent.rule, by), plan);
    }
    made = choose(facts_.intent_is(i), own, made);
  }
  return made;
}

z3::expr MessageDecision::strictness(const MessageOutcome& made) {
  const auto so = [&](Kind kind, int strict, const z3::expr& otherwise) { return z3::ite(is(made.kind, kind), facts_.number(strict), otherwise); };
  const z3::expr lax = so(Kind::draft, 1, z3::ite(is(made.kind, Kind::act) && made.review, facts_.number(1), facts_.number(0)));
  return so(Kind::ask, 2, so(Kind::offer_person, 3, so(Kind::hand_off, 4, so(Kind::refuse, 5, lax))));
}

// The strictest of the band and the tables stands, the first of equals.
MessageOutcome MessageDecision::by_plan() {
  const z3::expr works = this->works();
  MessageOutcome strictest = by_band();
  for (const Table& table : program_.tables) {
    MessageOutcome of_table = nothing();
    for (std::size_t i = table.rows.size(); i-- > 0;) {
      const Table::Row& row = table.rows[i];
      const ActionKind kind = row.then.action.kind;
      const Tri tri = row.when == no_expression ? Tri{facts_.truth(true), facts_.truth(false)} : facts_.condition(row.when);
      const z3::expr matches = kind == ActionKind::hand_off || kind == ActionKind::offer_person ? !tri.no : tri.yes;
      of_table = choose(facts_.active(row.rule) && matches, of_row(row, works), of_table);
    }
    strictest = choose(strictness(of_table) > strictness(strictest), of_table, strictest);
  }
  return strictest;
}

MessageOutcome MessageDecision::of_row(const Table::Row& row, const z3::expr& works) {
  const z3::expr by = clause(Clause::row, &row.rule);
  const MessageOutcome plain = of_action(row.then.action, row.rule, by);
  const bool answers = row.then.action.kind == ActionKind::answer, drafts = row.then.action.kind == ActionKind::draft;
  return answers || drafts ? choose(works, outcome(Kind::act, by, drafts), plain) : plain;
}

MessageOutcome MessageDecision::by_band() {
  MessageOutcome made = nothing();
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i) {
    const Intent& intent = program_.intents[i];
    const auto own = std::ranges::find_if(program_.bands, [&](const Band& row) { return row.intent == i; });
    const auto row = own != program_.bands.end() ? own : std::ranges::find_if(program_.bands, [&](const Band& one) { return !one.intent && one.risk == intent.risk; });
    if (row == program_.bands.end()) continue;
    MessageOutcome of_intent = of_action(row->below, row->rule, clause(Clause::band, &row->rule));
    const bool may_be_answered = answers_only(intent);
    const auto answered = [&] { return facts_.signal(std::string(articles_answer)); };
    if (row->check_answered && may_be_answered) of_intent = choose(answered(), sure(*row, intent, true), of_intent);
    if (row->check_at) of_intent = choose(facts_.confidence >= facts_.number(row->check_at->millionths), sure(*row, intent, true), of_intent);
    if (row->send_answered && may_be_answered) of_intent = choose(answered(), sure(*row, intent, false), of_intent);
    if (row->send_at) of_intent = choose(facts_.confidence >= facts_.number(row->send_at->millionths), sure(*row, intent, false), of_intent);
    made = choose(facts_.intent_is(i), of_intent, made);
  }
  return made;
}

MessageOutcome MessageDecision::sure(const Band& row, const Intent& intent, bool review) {
  const z3::expr by = clause(Clause::band, &row.rule);
  if (intent.workflow) return outcome(Kind::act, by, review);
  return outcome(review ? Kind::draft : Kind::answer, by);
}

// --- rollouts -------------------------------------------------------------------------------------------------------------------------

z3::expr MessageDecision::concerns(const Rollout& rollout) {
  Formula any = facts_.truth(rollout.intents.empty());
  for (const std::uint32_t intent : rollout.intents) any = any || facts_.intent_is(intent);
  return any;
}

MessageOutcome MessageDecision::with_rollout(const MessageOutcome& made) {
  MessageOutcome checked = made;
  const z3::expr goes_out = is(made.kind, Kind::answer) || (is(made.kind, Kind::act) && !made.review);
  for (std::size_t i = program_.rollouts.size(); i-- > 0;) {
    const Rollout& rollout = program_.rollouts[i];
    const z3::expr& reviewed = rollout.per_intent ? facts_.reviewed : facts_.reviewed_all;
    const z3::expr& accurate = rollout.per_intent ? facts_.accurate : facts_.accurate_all;
    const z3::expr good = reviewed >= facts_.number(rollout.reviewed) && accurate * facts_.number(1'000'000) >= facts_.number(rollout.accurate.millionths) * reviewed;
    rollouts_.emplace_back(&rollout, good);
    const z3::expr by = clause(Clause::rollout, &rollout.rule);
    const MessageOutcome draft = choose(is(made.kind, Kind::answer), outcome(Kind::draft, by), outcome(Kind::act, by, true));
    checked = choose(goes_out && facts_.active(rollout.rule) && concerns(rollout) && !good, draft, checked);
  }
  return checked;
}

// --- one conversation -----------------------------------------------------------------------------------------------------------------

MessageSample MessageDecision::sample(const z3::model& model, const MessageOutcome& made) {
  MessageSample sample = facts_.sample(model);
  sample.kind = static_cast<MessageKind>(integer_in(model, made.kind));
  for (std::uint32_t i = 0; i < program_.queues.size(); ++i)
    if (true_in(model, made.queue == facts_.word(program_.queues[i].name))) sample.queue = i;
  sample.review = true_in(model, made.review);
  sample.verifies = true_in(model, made.verifies);
  sample.clause = static_cast<std::uint32_t>(integer_in(model, made.clause));
  return sample;
}

}  // namespace handrail::dsl
#endif
