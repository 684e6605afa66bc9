// What is decided about a message, as solver terms over what could be known of it: engine/policy/decide.cpp in formulas, branch by branch.
// `early` is the decision before a model is asked (none: nothing fired), `full` the one with everything known. `full` is reached where
// `reaches_full` holds; both speak of one conversation.
#pragma once

#ifdef HANDRAIL_PROOF
#include <vector>

#include "dsl/formulas/message_facts.hpp"

namespace handrail::dsl {

struct MessageOutcome {
  Formula kind;       // a MessageKind
  Formula queue;      // the word of the queue's name (MessageFacts::word), -1: none
  Formula review;     // yes/no
  Formula clause;     // into MessageDecision::clauses(), -1 beside MessageKind::none
  Formula verifies;   // it asks the customer to sign in
};

class MessageDecision {
 public:
  // Two decisions that are to be compared take one context, one asking, one prefix and one vocabulary.
  MessageDecision(z3::context& context, Asking& asking, const Program& program, const std::string& prefix = "turn", Vocabulary* shared = nullptr);

  [[nodiscard]] const MessageOutcome& early() const { return early_; }   // a hand-off's queue is the route's, where none is named
  [[nodiscard]] const MessageOutcome& full() const { return full_; }
  [[nodiscard]] const z3::expr& reaches_full() const { return reaches_full_; }
  [[nodiscard]] const std::vector<MessageClause>& clauses() const { return clauses_; }
  MessageFacts& facts() { return facts_; }
  [[nodiscard]] z3::expr route();                      // the queue of a hand-off that names none
  [[nodiscard]] const std::vector<std::pair<const Rollout*, z3::expr>>& rollouts() const { return rollouts_; }   // each with: it has seen enough
  // What does not happen in the model: triggers that do not win, questions that nobody asks.
  struct Quiet { z3::expr holds; const Trigger* trigger; };
  [[nodiscard]] std::vector<Quiet> beside(const z3::model& model);

  [[nodiscard]] z3::expr is(const z3::expr& kind, MessageKind wanted) const { return kind == facts_.number(static_cast<std::int64_t>(wanted)); }
  [[nodiscard]] MessageSample sample(const z3::model& model, const MessageOutcome& outcome);

 private:
  // A trigger and the truth of its condition.
  struct Fired { const Trigger* trigger; Tri tri; z3::expr active; };

  z3::expr clause(MessageClause::Kind kind, const Rule* rule);
  MessageOutcome outcome(MessageKind kind, const z3::expr& clause, bool review = false);
  MessageOutcome nothing();
  MessageOutcome of_action(const Action& action, const Rule& rule, const z3::expr& clause);
  z3::expr asked(const Action& action, const Rule& rule);
  MessageOutcome with_route(MessageOutcome made);

  MessageOutcome by_trigger(const std::vector<Fired>& asked, MessageOutcome made);
  MessageOutcome by_question(const MessageOutcome& otherwise);   // what is done about the first trigger that cannot be decided
  z3::expr wins(const Fired& fired);
  std::vector<z3::expr> undecided(const Fired& fired);

  MessageOutcome in_full();
  MessageOutcome bare_words();
  MessageOutcome declined();
  MessageOutcome before_our_last_word();
  MessageOutcome not_signed_in();
  MessageOutcome told_first(const MessageOutcome& made);
  z3::expr works();                                              // the intent has a workflow
  MessageOutcome nothing_said_yet(const MessageOutcome& by_rules);
  MessageOutcome carried_on();
  MessageOutcome by_class(const MessageOutcome& plan);
  MessageOutcome by_plan();
  MessageOutcome by_band();
  MessageOutcome sure(const Band& row, const Intent& intent, bool review);
  MessageOutcome of_row(const Table::Row& row, const z3::expr& works);
  MessageOutcome with_rollout(const MessageOutcome& made);
  z3::expr concerns(const Rollout& rollout);
  z3::expr strictness(const MessageOutcome& made);
  z3::expr verify_asked();

  z3::context& context_;
  const Program& program_;
  MessageFacts facts_;
  std::vector<Fired> fired_;              // as the policy lists them
  std::vector<MessageClause> clauses_;
  std::map<std::string, std::string> keys_;            // "at shop.policy:40" and the question that stands there
  std::map<std::string, std::size_t> questions_;       // how often one stands in the policy
  std::vector<std::pair<const Rollout*, z3::expr>> rollouts_;
  MessageOutcome early_, full_;
  Formula reaches_full_;
};

}  // namespace handrail::dsl
#endif
