// The decisions of one conversation as its events hold them: each message and each call with everything that its decision rested on.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/domain/decision.hpp"
#include "engine/domain/gate.hpp"
#include "engine/seams/store.hpp"

namespace handrail {

struct RecordedMessage {
  TurnFacts facts;
  std::string read_intent;        // what was read when the decision fell on signals alone
  Decimal read_confidence;
  Decision decision;
  bool imported = false;          // decided when it was imported, without what earlier calls add up to
};
struct RecordedCall {
  CallId id;
  GateCall call;
  std::string verdict, role, rule, at;      // as recorded, what the turn went by: of a call that the yes would not have helped, the denial
  std::string remedy, remedy_for;        // its first remedy: "confirm"; "hand_off" and the queue
  // Waiting for the customer's yes, it is judged as if the yes were there, as the turn did; not where nobody asked for that when it was recorded, nor where the
  // yes came and the call was judged again with it: what it comes to is told there, once.
  bool assume_yes = true;
  std::string became;                    // with the yes: the verdict that was recorded then; empty: it never came
  bool never_asked = false;              // approve, and nobody was asked: the customer said no first, or nothing
  bool imported = false;          // done by somebody before this desk was there, and judged without what earlier calls used
  std::optional<RecordedMessage> begun_by;   // what its run was begun on, where that says whether a person checks as the call was judged; none in older journals that do not
};
struct RecordedPoint {
  std::uint64_t seq = 0;
  Instant at;
  BundleHash bundle;              // of its episode
  std::string conversation;
  std::string words;              // the customer's last message
  std::variant<RecordedMessage, RecordedCall> what;
};
// When it was sent, and as which event. An imported call was done when it was judged.
struct InRecord { std::string conversation; std::uint64_t seq = 0; };   // where something stands: the event of the conversation
struct CompletedCall { GateCall call; Instant at; InRecord in; };

// What really went to a person, whatever led there: a decision, a refused approval, a question asked in vain, a call whose outcome nobody knows.
struct RecordedHandoff { std::uint64_t seq = 0; Instant at; std::string queue; };

struct RecordedJudgements {
  std::string conversation;
  std::vector<RecordedPoint> points;
  std::vector<RecordedHandoff> handoffs;            // none of an import, which was decided afterwards
  std::vector<std::uint64_t> approvals_decided;     // when: the same call judged again asks anew
  std::vector<CompletedCall> completed;
  std::optional<std::size_t> place;                 // in the record, as its import says; none: as it was opened
  std::size_t messages = 0;
  std::size_t unreadable = 0;     // events that this program cannot read
};

[[nodiscard]] RecordedJudgements recorded_judgements(const std::string& conversation, const std::vector<StoredEvent>& events);

}  // namespace handrail
