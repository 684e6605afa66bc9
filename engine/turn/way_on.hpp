// Where a customer goes after a "no" of the gate: what the verdict's remedies mean in a conversation, in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/turn/hand_off.hpp"

namespace handrail {

struct WayOn {
  std::optional<HandOff> handoff;   // a person takes over; none: `text` alone
  std::string text, asked;          // words, and the key of the question in them
  std::string fact;                 // what the question asks for: with the answer the matter begins again
};

// How the sentence begins that offers a person behind a denial.
inline constexpr std::string_view offer_begins = " If you like, ";

// "Final sale items are not refunded." is written for whoever reads it; "Refund policy 2.4" and "No rule allows it" are notes for the record.
[[nodiscard]] bool is_sentence(std::string_view because);

// What the policy asks for it with: in the words of the intent that the run carries out, else of the one that was read last, else of another with a workflow. Empty: none has.
[[nodiscard]] std::string question_for(const LiveBundle& live, const ConversationState& state, const std::string& name);

// None: the verdict has no remedy of that kind.
[[nodiscard]] const Remedy* remedy_of(const Verdict& verdict, RemedyKind kind);

// Whether an argument does not fit, or is none of the tool's, that the run's script has put there itself, and neither the customer nor an approver who edited the
// call: nobody is asked for it, since the script would not read what they say.
[[nodiscard]] bool wrong_by_script(const dsl::Program& program, const ConversationState& state, const GateCall& call, const Verdict& verdict);

// Of a denial whose remedy is not the customer's yes. A look-up that failed is said to have failed, whatever else the policy says of the facts that it would
// have found; then the policy's own way: a person, the question, signing in, a later time, an offer. A question that was asked before goes to a person.
[[nodiscard]] WayOn way_on(const LiveBundle& live, const ConversationState& state, const Verdict& verdict, Instant now);

}  // namespace handrail
