// A message and the run that waits for one: what its words are to that run, and which things it names. What that makes of the message is customer_answers.hpp's.
#pragma once

#include <string>
#include <vector>

#include "engine/sentences/clauses.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

class InRun {
 public:
  // Needs a run. Refers to what it is given, which must outlive it.
  InRun(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading);
  InRun(const InRun&) = delete;
  InRun& operator=(const InRun&) = delete;

  // An order's number and the like: not an amount, a day or a reason.
  [[nodiscard]] bool is_object(const EntityClaim& claim) const;
  // What the call under way is made with, or else what the run has used. Null: nothing.
  [[nodiscard]] const Json* own_value(const std::string& fact) const;
  [[nodiscard]] bool names_own_object() const;
  [[nodiscard]] bool names_another_object(const std::vector<EntityClaim>& named) const;
  [[nodiscard]] bool names_another_object() const;   // and not its own: of two, nobody knows which is meant
  [[nodiscard]] bool asked_which() const;            // the last question was which of several things is to be different
  // "W1002 too", "and what about W1002": it comes to what is under way, and takes no place.
  [[nodiscard]] bool adds() const;
  [[nodiscard]] bool says_signal(std::string_view signal) const;
  // "Yes, but leave W1002 alone": another thing is left out of it, and no clause is a no to what waits.
  [[nodiscard]] bool only_excludes() const;
  // The text without the clauses that leave another thing or choice out. An amount stays: what is left out of a sum may change it.
  [[nodiscard]] std::string without_what_is_excluded() const;
  [[nodiscard]] bool only_leaves_out() const;        // "not W1002": it begins nothing and asks nothing
  [[nodiscard]] bool claims_another_value() const;   // than the run has used
  // "Yes, 2 more days", where the call is for 2 days: the words of a value that the call has already stand as "that".
  [[nodiscard]] std::string with_its_values_as_that(std::string said) const;
  // "Please cancel it", asked whether to cancel it: nothing else is waited for that it could be said of, and it is not their last message sent again. Where
  // they wrote of a part, another amount or a condition that the call has not, it takes a yes.
  [[nodiscard]] bool orders_what_waits() const;
  // An amount, an order or a day: a word that only says what was the matter is none.
  [[nodiscard]] bool names_what_the_call_has_not() const;

  const LiveBundle& live;
  const ConversationState& state;
  const Run& run;
  const event::MessageRead& reading;
  const std::string text;                  // of the open turn, without the wishes that were taken out of it; a plain yes or no of another language is in English
  const Matter matter;
  const std::vector<SaidClause> clauses;   // of `text`
};

// The first clause that is neither an answer nor harmless, as it was written: "the burger too". Empty: there is none, or it is none to be repeated.
[[nodiscard]] std::string unclear_clause(const InRun& in);

// The message without its further wishes and the question beside it, each with the joining word before it: "yes" of "yes, and cancel W1003".
[[nodiscard]] std::string without_further_wishes(const OpenTurn& turn, const event::MessageRead& reading);

// "W1002", whole or with another's sign before it: "#W1001" and "W1001" are one order.
[[nodiscard]] bool same_value(const Json& known, const Json& said);

// As people read it: "W1001", "48.00 USD".
[[nodiscard]] std::string shown_value(const Json& value);

}  // namespace handrail
