// What a customer's message means to the workflow that waits for one. One table decides; its rows are asked from top to bottom, and the first that holds is the
// meaning. In doubt it is `none`: the customer is asked again, and nothing moves.
//
//   the message                                     | at a question             | at a yes or no            | while a colleague looks   | while time passes
//   "both", to the question which run               | leaves all                | leaves all                | leaves all                | leaves all
//   names a run that was set aside, and leaves it   | leaves other              | leaves other              | leaves other              | leaves other
//   an answer, and a wish beside it                 | fact, leave               | no, another wish          | leave, another wish       | leave, another wish
//   gives what was asked for, and says no more      | fact                      | .                         | .                         | .
//   yes, and not a word more; "no wait, yes"        | .                         | yes                       | .                         | .
//   asks about another matter                       | digression                | digression                | digression                | digression
//   names a wish that waits, and leaves it          | drops that wish           | drops that wish           | drops that wish           | drops that wish
//   wants another thing done to another object      | another wish              | another wish              | beside                    | beside
//     the same, and says that it was meant instead  | new matter                | new matter                | beside                    | beside
//   wants the same for another object as well       | another wish              | another wish              | beside                    | beside
//   gives another value for what was said           | correction                | correction                | correction, if said so    | correction, if said so
//   gives what was asked for                        | fact                      | .                         | .                         | .
//   at a question: leaves it, and does not say why  | leave                     | .                         | .                         | .
//   at a question for any words: says another wish  | another wish              | .                         | .                         | .
//   one more of what a question for words named     | .                         | correction                | .                         | .
//   yes, and nothing but yes and why                | .                         | yes                       | .                         | .
//     or it orders the very deed, and no more       | .                         | yes                       | .                         | .
//   another value of words that were asked freely   | .                         | correction                | correction, if said so    | .
//     and nobody can tell what it is to be          | .                         | asked anew                | asked anew, if said so    | .
//   no, or leaves it, or takes it back              | leave                     | no                        | leave                     | leave
//     and another matter was spoken of last         | .                         | .                         | which run                 | which run
//   wants another thing done                        | new matter                | new matter                | beside                    | beside
//     and has to sign in for it, or only asks       | another wish              | another wish              | another wish              | another wish
//   more, fewer or another of what the call has     | .                         | correction                | correction                | .
//   anything else, and a mark alone ("?")            | none                      | none                      | none                      | none
//
// digression: it is answered, and what was asked comes again.      another wish: it is noted, and goes on by itself after this one, or while this one waits for others.
// beside: this run is set aside, and a run for the wish begins. Where as many runs are open as may be (limits::runs_at_once), or the customer has to sign in first,
// it is another wish. What is done already by a run that was set aside is told to be, and not begun twice.      leaves other: that run ends, and this one goes on.
// which run: they are asked which of them is to be left; a mere no to what was asked of another matter leaves none.      leaves all: "both", to that question.
// whether: in doubt they are asked whether another one is meant, and nothing is taken for the answer until they have said.
// asked anew: what was said before does not hold any more, and the question for it comes again; where it may be one of several, they are asked which.
// new matter: the run ends, the customer hears so, and the wish begins.      leave: the run ends, and an approval that waits is withdrawn.
// none, while a colleague looks, of a message that speaks of the call: the colleague reads it before they decide (before_colleague.hpp).
// A message that came in before the question was sent (crossed() in asked.hpp) is no yes, no bare no and no free words for it.
// A value that a clause leaves out, asks about or only tells of (said_of.hpp) is no new value of anything, and in doubt what a colleague looks at stands.
// An object is what an entity names: "W1003" is another order where the run is about W1002. A wish is one where the message by itself is surely read as an
// intent with another workflow. Everything is read off the record (event::MessageRead): nothing reads the words a second time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/meaning/asked.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

struct CustomersAnswer {
  enum class Kind {
    none, digression, drops_wish, another_wish, beside, new_matter, correction, which, whether_another, moment, fact, yes, no, leave, leaves_other, leaves_all, which_run
  };
  Kind kind = Kind::none;
  std::string fact;   // correction: what was corrected; which, whether_another: what it may be, in words; drops_wish: the intent of the wish; leaves_other: the run
  std::string why;    // correction: "order id is W1002, not W1001", for the record
  std::optional<Json> value = {};   // correction of free words: what holds now, and null where it is asked anew; nothing: it was read as an entity, and is on the record
  std::vector<std::string> no_longer = {};   // correction: other facts that do not hold any more
  bool says_more = false;   // no, leave: the message says something beside it that was not taken up
  bool is_part = false;     // "not to my card": the message means nothing apart from what was asked
};

// What a reply "asks" that wants to know which of several things is to be different.
inline constexpr std::string_view asks_which = "what is different";

// `by_itself`: what would be decided about the message if no workflow waited. Kind `none` where no run waits.
[[nodiscard]] CustomersAnswer customers_answer(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading, const Decision& by_itself);

}  // namespace handrail
