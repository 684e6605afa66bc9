// What a customer's message is to the workflow that waits: the answer, a yes or a no to exactly the listed call, a correction of what they said before, the
// wish to leave it, or none of these (a digression, or unclear words). In doubt it is none: the customer is asked again, and nothing moves.
#pragma once

#include <optional>
#include <string>

#include "engine/turn/seams.hpp"

namespace handrail {

struct CustomersAnswer {
  enum class Kind { none, fact, yes, no, correction, leave } kind = Kind::none;
  std::string fact;   // correction: what was corrected
  std::string why;    // correction: "order id is W1002, not W1001", for the record
};

// `by_intent`: what would be decided about the message if no workflow waited; null where that is decided already (the workflow carries on).
[[nodiscard]] CustomersAnswer customers_answer(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading, const Decision* by_intent);

// Whether what the run waits for was asked with words that went out: a draft that waits for its review asks nobody, and nothing that the customer writes
// meanwhile answers it.
[[nodiscard]] bool was_asked(const ConversationState& state);
[[nodiscard]] bool was_asked(const ConversationState& state, const Run& run);

// Whether the words name the call: every amount, number and id among its arguments.
[[nodiscard]] bool names_call(const std::string& text, const Json& arguments);

// Whether the words ask something: a question mark, or a word that begins a question.
[[nodiscard]] bool is_question(const std::string& text);

// Whether the words, said after "please sign in", may mean no more than that it is done: "ok, done", "I am signed in now".
[[nodiscard]] bool may_say_signed_in(const std::string& text);

// Whether the words, said while no workflow waits, leave the wish before them: "never mind", "forget it", "I don't want it any more".
[[nodiscard]] bool takes_wish_back(const std::string& text);

// The value of a fact that the run under way has used: one of its inputs, or what the customer answered. Null: none.
[[nodiscard]] const Json* used_by_run(const ConversationState& state, const std::string& fact);

}  // namespace handrail
