#include "dsl/difference/message_difference.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "dsl/difference/difference.hpp"
#include "dsl/formulas/acted_out.hpp"
#include "dsl/formulas/message_decision.hpp"
#include "dsl/program/carried_by.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/text.hpp"
#endif

namespace handrail::dsl {

#ifdef HANDRAIL_PROOF

namespace {

using Clause = MessageClause::Kind;

class Desk {
 public:
  Desk(z3::context& context, Asking& asking, const Program& program, Vocabulary& shared)
      : asking_(asking), program_(program), decision_(context, asking, program, "turn", &shared) {}

  MessageDecision& decision() { return decision_; }
  const Program& program() const { return program_; }
  const MessageOutcome& outcome(bool early) const { return early ? decision_.early() : decision_.full(); }
  const MessageClause* clause(const z3::model& model, bool early) const {
    const auto index = static_cast<std::size_t>(integer_in(model, outcome(early).clause));
    return index < decision_.clauses().size() ? &decision_.clauses()[index] : nullptr;
  }

  Outcomes outcomes(DifferenceLevel level, bool early) {
    const MessageOutcome& made = outcome(early);
    Outcomes all;
    kinds(made, early, all);
    if (level == DifferenceLevel::verdict) return all;
    Outcomes finer;
    const z3::expr hands_off = decision_.is(made.kind, MessageKind::hand_off), asks = decision_.is(made.kind, MessageKind::ask) && !made.verifies;
    Formula any = asking_.truth(false);
    for (std::size_t i = 0; i < decision_.clauses().size(); ++i) {
      const z3::expr by = made.clause == decision_.facts().number(static_cast<std::int64_t>(i));
      const auto [action, urgency] = action_of(decision_.clauses()[i]);
      finer.add("hand off\x1fwith urgency " + urgency, hands_off && by);
      finer.add("ask\x1f" + asks_for(action), asks && by);
      any = any || by;
    }
    finer.add("hand off\x1fwith urgency medium", hands_off && !any);
    finer.add("ask\x1f", asks && !any);
    finer.add("\x1f", !hands_off && !asks);
    return finer;
  }

  // Nothing that both say interferes: no trigger fires, and nothing is taken for done.
  void in_order(const Program& other, std::vector<InOrder>& wishes) {
    MessageFacts& facts = decision_.facts();
    const auto said = [](const Program& program, const Trigger& trigger) {
      const Saying saying(program, program.turn_scope);
      const auto moment = [](const std::optional<Instant>& at) { return at ? std::to_string(at->ms) : std::string("-"); };
      return saying.condition(trigger.when) + "/" + saying.condition(trigger.unless) + moment(trigger.rule.from) + moment(trigger.rule.until);
    };
    for (const Trigger& trigger : program_.triggers) {
      const auto same = [&](const Trigger& one) { return said(other, one) == said(program_, trigger); };
      if (!std::ranges::any_of(other.triggers, same)) continue;
      wishes.push_back({asking_.named(!facts.active(trigger.rule) || facts.holds(trigger.when, trigger.unless).no), facts_of(trigger),
                        "the trigger \"" + trigger.name + "\" does not fire"});
    }
    if (program_.episode.resolved_when != no_expression) wishes.push_back({asking_.named(!facts.answered || !facts.condition(program_.episode.resolved_when).yes), {}});
  }

 private:
  std::vector<std::string> facts_of(const Trigger& trigger) const {
    std::vector<std::string> facts;
    for (const ExpressionId condition : {trigger.when, trigger.unless})
      if (condition != no_expression)
        for (const std::uint32_t slot : slots_of(program_, condition)) facts.push_back(join(program_.turn_scope.slots[slot].path, "."));
    return facts;
  }

  void kinds(const MessageOutcome& made, bool early, Outcomes& all) {
    MessageFacts& facts = decision_.facts();
    const auto is = [&](MessageKind kind) { return decision_.is(made.kind, kind); };
    all.add("go on to read the message", is(MessageKind::none));
    all.add("answer", is(MessageKind::answer));
    all.add("ask the customer to sign in", is(MessageKind::ask) && made.verifies);
    all.add("ask", is(MessageKind::ask) && !made.verifies);
    for (std::uint32_t i = 0; i < program_.workflows.size(); ++i) {
      if (by_model(program_.workflows[i])) continue;   // begun where the policy lets the assistant answer
      Formula its = asking_.truth(false);
      for (std::uint32_t intent = 0; intent < program_.intents.size(); ++intent)
        if (program_.intents[intent].workflow == i) its = its || facts.intent_is(intent);
      all.add("start " + program_.workflows[i].name, is(MessageKind::act) && !made.review && its);
      all.add("start " + program_.workflows[i].name + ", checked by a person", is(MessageKind::act) && made.review && its);
    }
    all.add("carry on", is(MessageKind::carry_on));
    all.add("draft", is(MessageKind::draft));
    all.add("offer a person", is(MessageKind::offer_person));
    all.add("refuse", is(MessageKind::refuse));
    if (early) return early_hand_offs(made, all);
    Formula named = asking_.truth(false);
    for (const Queue& queue : program_.queues) {
      const z3::expr its = made.queue == facts.word(queue.name);
      all.add("hand off to " + queue.name, is(MessageKind::hand_off) && its);
      named = named || its;
    }
    all.add("hand off", is(MessageKind::hand_off) && !named);
  }

  // The route is asked later, with what is known then.
  void early_hand_offs(const MessageOutcome& made, Outcomes& all) {
    Formula named = asking_.truth(false);
    for (std::size_t i = 0; i < decision_.clauses().size(); ++i)
      for (const Trigger& trigger : program_.triggers) {
        if (&trigger.rule != decision_.clauses()[i].rule || !trigger.then.queue) continue;
        const z3::expr its = made.clause == decision_.facts().number(static_cast<std::int64_t>(i));
        all.add("hand off to " + program_.queues[*trigger.then.queue].name, decision_.is(made.kind, MessageKind::hand_off) && its);
        named = named || its;
      }
    all.add("hand off", decision_.is(made.kind, MessageKind::hand_off) && !named);
  }

  // What a clause does, and how urgent the hand-off is that it ends in.
  std::pair<const Action*, std::string> action_of(const MessageClause& clause) const {
    const auto made = [](const Action& action, const std::string& otherwise) {
      const Action* last = &action;
      while (last->kind != ActionKind::hand_off && !last->afterwards.empty()) last = &last->afterwards.front();
      return std::pair{&action, last->urgency ? std::string(to_text(*last->urgency)) : otherwise};
    };
    for (const Trigger& trigger : program_.triggers) {
      if (clause.kind == Clause::trigger && &trigger.rule == clause.rule) return made(trigger.then, std::string(to_text(trigger.urgency)));
      for (const auto& one : trigger.if_unknown)
        if (clause.kind == Clause::if_unknown && &one.rule == clause.rule) return made(one.action, "medium");
    }
    for (const Table& table : program_.tables)
      for (const Table::Row& row : table.rows)
        if (clause.kind == Clause::row && &row.rule == clause.rule) return made(row.then.action, "medium");
    for (const Band& band : program_.bands)
      if (clause.kind == Clause::band && &band.rule == clause.rule) return made(band.below, "medium");
    return {nullptr, "medium"};
  }

  static std::string asks_for(const Action* action) {
    for (; action; action = action->afterwards.empty() ? nullptr : &action->afterwards.front())
      if (action->kind == ActionKind::ask_for) return "for " + action->ask_for;
    return "";
  }

  Asking& asking_;
  const Program& program_;
  MessageDecision decision_;
};

class Comparing {
 public:
  Comparing(const Program& before, const Program& after, ProofOptions options)
      : shared_(naming(before, after)), asking_(context_, options.budget), today_(options.today), old_(context_, asking_, before, shared_), new_(context_, asking_, after, shared_),
        axes_(context_, asking_, before) {}

  MessageDifferences compare() {
    Encoding& turn = new_.decision().facts().encoding();
    turn.tie_readings(old_.decision().facts().encoding());
    if (today_) asking_.solver().add(turn.now() >= turn.number(today_->ms));
    const Satisfiable any = asking_.ask({});
    made_.comparable = any != Satisfiable::no;
    made_.proven = any != Satisfiable::not_known;
    if (any != Satisfiable::yes) return std::move(made_);
    std::vector<InOrder> in_order;
    std::vector<z3::expr> plain;
    for (Desk* desk : {&old_, &new_}) {
      MessageFacts& facts = desk->decision().facts();
      axes_.read(facts.encoding());
      facts.read_into(axes_);
      for (const Trigger& trigger : desk->program().triggers) axes_.read_dates(facts.encoding(), trigger.rule);
      for (const Table& table : desk->program().tables)
        for (const Table::Row& row : table.rows) axes_.read_dates(facts.encoding(), row.rule);
      for (const Route& route : desk->program().routes) axes_.read_dates(facts.encoding(), route.rule);
      desk->in_order(desk == &old_ ? new_.program() : old_.program(), in_order);
      plain.push_back(asking_.named(everything_known(facts.encoding())));
    }
    MessageFacts& facts = new_.decision().facts();
    in_order.push_back({asking_.named(!facts.waiting), {}});
    in_order.push_back({asking_.named(facts.plain_wish() || facts.waiting), {}});
    in_order.push_back({asking_.named(!facts.takes_offer()), {}});
    plain.push_back(asking_.named(facts.messages() == 1));
    // No signal that makes no difference.
    for (const std::string& signal : built_in_signals()) plain.push_back(asking_.named(!facts.signal(signal)));
    for (const Signal& signal : new_.program().signals) plain.push_back(asking_.named(!facts.signal(signal.name)));
    plain.push_back(asking_.named(facts.verified));
    plain.push_back(asking_.named(facts.confidence == facts.number(1'000'000)));
    plain.push_back(asking_.named(facts.encoding().now() == facts.number(std::max(limits::sample_moment, today_.value_or(Instant{}).ms))));
    Differences differences(asking_, axes_, std::move(in_order), std::move(plain), Sweep::yes);
    search(differences, false, asking_.truth(true));
    differences.forget();
    search(differences, true, !differ(asking_, old_.outcomes(DifferenceLevel::verdict, false), new_.outcomes(DifferenceLevel::verdict, false)));
    return std::move(made_);
  }

 private:
  static Vocabulary naming(const Program& before, const Program& after) {
    Vocabulary shared;
    shared.name_texts(before);
    shared.name_texts(after);
    return shared;
  }

  // What is decided with everything known comes first; what is decided before that is told where it is all that differs. What a plain wish shows as well is not
  // told again of a message that only asks, declines, or says a mere yes.
  void search(Differences& differences, bool early, Formula same) {
    MessageFacts& facts = new_.decision().facts();
    Formula shown = asking_.truth(false);
    for (const DifferenceLevel level : {DifferenceLevel::verdict, DifferenceLevel::way_on}) {
      const Outcomes before = old_.outcomes(level, early), after = new_.outcomes(level, early);
      const bool first = level == DifferenceLevel::verdict;
      const z3::expr differs = differ(asking_, before, after);
      shown = shown || facts.of_plain_wish(differs);
      const Search found = differences.search(before, after, asking_.named(same && (facts.plain_wish() || !shown)), first ? limits::diff_areas : limits::diff_lesser_areas, first,
                                              [&](const FoundDifference& one) { add(level, early, before, after, one); });
      made_.more = made_.more || found == Search::more;
      made_.proven = made_.proven && found != Search::not_proven;
      same = same && !differs;
    }
  }

  void add(DifferenceLevel level, bool early, const Outcomes& before, const Outcomes& after, const FoundDifference& found) {
    MessageDifference made;
    static_cast<DifferenceTold&>(made) = told(level, before, after, found);
    made.early = early;
    if (const auto* clause = old_.clause(found.model, early)) made.old_clause = *clause;
    if (const auto* clause = new_.clause(found.model, early)) made.new_clause = *clause;
    made.old_sample = old_.decision().sample(found.model, old_.outcome(early));
    made.new_sample = new_.decision().sample(found.model, new_.outcome(early));
    const auto open = act_out({{old_.program(), old_.program().turn_scope, made.old_sample.slots, made.old_sample.leaves},
                               {new_.program(), new_.program().turn_scope, made.new_sample.slots, made.new_sample.leaves}});
    made.old_sample.open = open.front();
    made.new_sample.open = open.back();
    made_.differences.push_back(std::move(made));
  }

  z3::context context_;
  Vocabulary shared_;
  Asking asking_;
  std::optional<Instant> today_;
  Desk old_, new_;
  Axes axes_;
  MessageDifferences made_;
};

}  // namespace

MessageDifferences message_differences(const Program& before, const Program& after, ProofOptions options) {
  try {
    return Comparing(before, after, options).compare();
  } catch (const z3::exception&) {
    MessageDifferences none;
    none.proven = false;
    return none;
  }
}

#else

MessageDifferences message_differences(const Program&, const Program&, ProofOptions) {
  MessageDifferences none;
  none.proven = false;
  return none;
}

#endif

}  // namespace handrail::dsl
