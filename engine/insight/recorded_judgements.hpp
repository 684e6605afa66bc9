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
};
struct RecordedCall {
  CallId id;
  GateCall call;
  std::string verdict, role, rule, at;   // as recorded
  bool imported = false;          // done by somebody before this desk was there, and judged without what earlier calls used
};
struct RecordedPoint {
  std::uint64_t seq = 0;
  Instant at;
  BundleHash bundle;              // of its episode
  std::string words;              // the customer's last message
  std::variant<RecordedMessage, RecordedCall> what;
};
// When it was sent, and as which event. An imported call was done when it was judged.
struct CompletedCall { GateCall call; Instant at; std::uint64_t seq = 0; };

struct RecordedJudgements {
  std::vector<RecordedPoint> points;
  std::vector<CompletedCall> completed;
  std::size_t messages = 0;
  std::size_t unreadable = 0;     // events that this program cannot read
};

[[nodiscard]] RecordedJudgements recorded_judgements(const std::vector<StoredEvent>& events);

}  // namespace handrail
