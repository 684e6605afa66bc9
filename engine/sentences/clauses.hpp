// A message that comes while something waits, clause by clause: what each clause does to the thing that waits. Negation is understood here, for whatever waits: "do
// not refund it" declines a refund, and "do not cancel" declines nothing of one. The words of the thing that waits are told apart from all others by where they
// come from (its tool, its workflow, its question), and not by lists of phrases. English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// What waits, in words.
struct Matter {
  std::vector<std::string> deeds;    // what would be done: "process", "refund"
  std::vector<std::string> words;    // what else is said of it: the words of its question, of what its intent means
  std::vector<std::string> things;   // what it is done to, whatever is done: "order"; of "I do not want the order" nobody knows what is to become of it
  std::vector<std::string> values;   // with what it would be done, in lower case: "w1002", "240.00"
  bool takes_away = false;           // it cancels, ends, pays back: who keeps what they have declines it
};

enum class ClauseAct {
  no,              // nothing but a no: "no", "absolutely not"
  refuses,         // it is not to be done: "please do not refund it", "I have changed my mind", "leave everything as it is"
  denies,          // it is not as it stands: "that is wrong", "not what I asked for"
  unwanted,        // the thing is not wanted: "I don't need it any more"
  restricts,       // something beside it is not to be done, or a way of doing it: "do not send it to my old address"
  excludes,        // another thing or value is left out of it: "leave W1002 alone"; what waits stands as it is
  keeps_going,     // sounds like taking it back, and is none: "don't stop", "no hurry"
  does_not_know,   // "no idea", "I can't find the number"
  agrees,          // begins with a yes
  reason,          // "because it is broken"
  condition,       // "if it is not too late"
  asks,            // a question
  courtesy,        // "thanks", and whatever says nothing
  says,            // anything else
};

struct SaidClause {
  std::string_view text;   // a piece of the message, with the mark that ends it
  ClauseAct act = ClauseAct::says;
  bool names_deed = false;   // "stop the refund", and not only "stop it"
};

// The pieces between marks and joining words; no figure is cut ("1,000.50"). They point into `text`, of which the first page is read.
[[nodiscard]] std::vector<SaidClause> clauses_of(std::string_view text, const Matter& waits);

[[nodiscard]] bool has_clause(const std::vector<SaidClause>& clauses, ClauseAct act);

// Whether the message as a whole declines what waits: a clause refuses it or is a no, none after that agrees, and none makes it depend on anything.
// In a longer tale "never mind that" is said of something in it: there the deed itself must be named.
[[nodiscard]] bool refuses(const std::vector<SaidClause>& clauses);

// Whether two words are one but for their endings: "refund" and "refunded", "cancel" and "cancellation"; "w1001" and "w1003" are two.
[[nodiscard]] bool same_stem(std::string_view a, std::string_view b);

}  // namespace handrail
