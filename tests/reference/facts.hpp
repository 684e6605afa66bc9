// What is known when something is asked, as plain values by name, and what is answered.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/source/source.hpp"
#include "engine/base/value.hpp"

namespace handrail::reference {

struct LookUp {                            // what a reading tool gave
  std::string tool;
  ValueList arguments;
  Value result;                            // Unknown: it failed; Absent: there is no such record
  Instant at;
};
struct Used {                              // what an earlier call took of a limit
  std::size_t limit = 0;                   // which one of the tool, from 0
  ValueList key;                           // the values that it counts per, in their order
  Value amount;                            // of money; of a count, a whole number
  Instant at;
};
struct Approval { std::string by, role; Instant at; };   // each given to exactly this call
struct Reviews { std::int64_t drafts = 0, accurate = 0; };

// What came before a message in its episode, and what the message is beside that.
struct Past {
  std::vector<std::string> asked;          // questions, as often as they were asked: "verify", "amount", "sign in again", "at …" (Decision::asks)
  std::vector<std::string> triggers;       // that decided before
  bool offered = false;                    // our last word offered a person
  bool answered = false;                   // something was, and nothing of ours is open
  bool workflow_waits = false;             // for this message
  bool merely = false;                     // it is nothing but a yes, a no or thanks
  bool declines = false;                   // it says of what it is read as that it is not to be done
  bool only_asks = false;                  // it only asks about that
  bool crossed = false;                    // it was written before our last word was sent, and answers nothing of it
  bool says_signed_in = false;             // asked to sign in, they say that they have, and have not
};

// All that is known when something is asked. A name that is not here is a word of an enumeration.
struct Facts {
  // What a path begins with (amount, customer, page, wants_person, now, conversation), what earlier calls add up to ("count refund per customer",
  // "sum refund.amount per conversation in 60000"), and in how many of the latest messages in a row a signal was ("angry running").
  std::map<std::string, Value> names;
  Instant now;
  std::vector<LookUp> lookups;
  std::vector<Used> used;
  std::vector<Instant> yes;                // the customer's, to exactly this call
  std::vector<Approval> approvals;
  Reviews of_intent, of_all;               // of what was drafted for people to check
  Past past;
};

// The ways on that a "no" offers: "ask order_id", "look_up find_order", "verify customer", "confirm refund", "wait 2026-11-25T…", "hand_off billing",
// "offer person". False: where the look-up was asked for at all, which it is not where the rest of the condition has decided.
using Ways = std::map<std::string, bool>;
struct Verdict {
  std::string kind, clause;                // "allow", "approve", "deny"; "arguments", "needs", …
  dsl::Span rule;                          // the clause that decided; the tool where it is the arguments, or nothing else decided
  std::string because = {};                // the author's words with a "no"
  Ways ways = {};                          // with a "no": never none
};
struct Decision {
  std::string kind;                        // "answer", "ask", "verify", "act", "draft", "act, reviewed", "carry on", "offer a person", "hand off", "refuse"
  std::string queue;                       // of a hand-off
  std::vector<std::pair<std::string, bool>> triggers = {};   // all that fired, in the order of the text; true: undecided
  std::string by_trigger = {};             // that won; none: no trigger decided
  std::string asks = {};                   // of a question, which one: a fact's name, or where the clause stands that asks it
  bool closes = false;                     // of an answer: that was it, the episode ends
  bool offers = false;                     // of an answer: the intent's workflow is told about and offered, and not begun
  bool by_wish = false;                    // of a hand-off: the customer wants a person
};
// A record's field or a map's entry: of what is unknown unknown, of what is not there not there.
inline Value field_of(const Value& owner, const std::string& name) {
  const auto* record = owner.as<ValueRecord>();
  const Value* found = record != nullptr ? record->find(name) : nullptr;
  return found != nullptr ? *found : record != nullptr || owner.absent() ? Value(Absent{}) : Value();
}
// The items of a list, the entries of a map or its keys. Of nothing, nothing.
inline ValueList items_of(const Value& value, bool keys = false) {
  ValueList items;
  if (const auto* list = value.as<ValueList>()) return *list;
  if (const auto* map = value.as<ValueRecord>())
    for (const ValueField& entry : map->fields) items.push_back(keys ? Value(entry.name) : entry.value);
  return items;
}

// The latest look-up with these arguments, of those that were made by now.
inline std::optional<LookUp> latest(const Facts& facts, const std::string& tool, const ValueList& arguments) {
  std::optional<LookUp> found;
  for (const LookUp& one : facts.lookups)
    if (one.tool == tool && one.arguments == arguments && one.at <= facts.now && (!found || one.at >= found->at)) found = one;
  return found;
}

}  // namespace handrail::reference
