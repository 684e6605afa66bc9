// Everything that a decision about a message rests on, as a solver sees it: the facts of the turn's scope, and what the conversation brings along beside
// them (what was asked, offered, answered; how drafts were reviewed). Tied to each other as a conversation ties them: an intent has one class and one
// risk, a signal that runs over messages is in this one, nobody was asked anything before the second message.
// Two of them with one prefix over one context speak of the same conversation.
#pragma once

#ifdef HANDRAIL_PROOF
#include <map>
#include <string>
#include <vector>

#include "dsl/check/builtins.hpp"
#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/encoding.hpp"
#include "dsl/formulas/message_sample.hpp"

namespace handrail::dsl {

class MessageFacts {
 public:
  // `shared`: as for Encoding.
  MessageFacts(z3::context& context, Asking& asking, const Program& program, const std::string& prefix, Vocabulary* shared = nullptr);

  // As Encoding's, and what is asked of a text holds for the texts that the policy names.
  Tri condition(ExpressionId id);
  Tri holds(ExpressionId when, ExpressionId unless);
  z3::expr active(const Rule& rule) { return encoding_.active(rule); }

  z3::expr intent_is(std::uint32_t intent);
  z3::expr signal(const std::string& name);
  z3::expr asked(const std::string& key, const std::string& name);   // `key` as the engine keeps it; `name` says the same whatever line it stands on
  z3::expr asked_twice(const std::string& key);
  z3::expr won(const std::string& trigger);
  z3::expr workflow_is(std::uint32_t workflow);
  z3::expr word(const std::string& text) { return encoding_.constant(Value(text)).value; }
  [[nodiscard]] z3::expr number(std::int64_t value) const { return encoding_.number(value); }
  [[nodiscard]] z3::expr truth(bool yes) const { return encoding_.truth(yes); }

  z3::expr confidence, verified, offered, bare, answered, waiting;
  // What the message says of its own intent (engine/domain/decision.hpp, TurnFacts): that it is not to be done, or only asked about; that it was written before
  // our last word; that they have signed in.
  z3::expr declines, only_asks, crossed, says_signed_in;
  z3::expr reviewed, accurate, reviewed_all, accurate_all;

  Encoding& encoding() { return encoding_; }
  // What is not read by a condition: the intent, how sure it is, what was asked and offered, as far as they were asked for so far. What is so in a plain
  // conversation has no words.
  void read_into(class Axes& axes);
  void read_intents_into(Axes& axes);                  // the intent alone
  [[nodiscard]] const z3::expr& messages() const { return messages_; }
  // A message that wishes for what it is read as, and answers nothing: most do.
  z3::expr plain_wish() { return !bare && !declines && !only_asks && !crossed && !says_signed_in && !says_nothing_yet(); }
  z3::expr of_plain_wish(z3::expr claim);    // what the claim says of the same conversation, were the message such a wish
  z3::expr says_nothing_yet() { return signal(std::string(dsl::says_nothing_yet)); }
  z3::expr takes_offer() { return offered && !crossed && signal("says_yes") && !signal("says_no"); }

  // What a region of conversations is told in, each as it is said where it holds and where it does not. An empty text: taken as given; of an `exact` one
  // nothing is said where it does not hold.
  struct Statement {
    z3::expr holds;
    std::string yes, no;
    bool exact = false;
    std::vector<std::uint32_t> slots{};
  };
  [[nodiscard]] std::vector<Statement> statements();
  // The conversation of a model; what was decided in it is for the caller to add.
  [[nodiscard]] MessageSample sample(const z3::model& model);

 private:
  z3::expr own(const std::string& name) { return context_.bool_const((prefix_ + " " + name).c_str()); }
  z3::expr counted(const std::string& name, std::int64_t least);
  void tie_intents();
  void tie_signals();
  void tie_counts();
  void tie_counters();
  void tie_meter(const Slot& slot, const Term& sum);
  void tie_slot(std::uint32_t index);
  void tie_leaves();
  void tie_text_test(const Encoding::Leaf& leaf, std::uint32_t slot);
  void tie_list_test(const Encoding::Leaf& leaf, std::uint32_t slot);
  z3::expr after_the_first(const z3::expr& fact);
  [[nodiscard]] std::vector<std::uint32_t> slots_of_signal(const std::string& name, bool running) const;
  Value value_of(const z3::model& model, std::uint32_t index, Value given) const;

  z3::context& context_;
  z3::solver& solver_;
  const Program& program_;
  std::string prefix_;
  Encoding encoding_;
  z3::expr intent_, workflow_, messages_;
  std::vector<std::string> texts_;                     // those that the policy names
  std::size_t tied_ = 0;                               // leaves
  std::size_t texts_tied_ = 0;                         // texts, once for each test
  std::map<std::string, z3::expr> signals_, asked_, asked_twice_, won_;
  std::map<std::uint32_t, std::vector<std::size_t>> tests_;   // of texts: slot, leaves
};

}  // namespace handrail::dsl
#endif
