// One conversation as the solver thinks of it, with what it takes the policy to decide. Rebuilt and decided for real by engine/proof.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

// In the order of the engine's decisions.
enum class MessageKind : std::uint8_t { none, answer, ask, act, carry_on, draft, offer_person, hand_off, refuse };

// What decides. Without a rule: what the conversation decides (an offer that is taken, a mere yes or no, `resolved when`, what is
// declined, what was written before our last word, a sign-in that nobody has seen).
struct MessageClause {
  enum class Kind : std::uint8_t {
    trigger, if_unknown, request_class, band, row, rollout, offer_taken, bare_words, resolved, workflow, declined, crossed, offered_again, not_signed_in, says_nothing_yet
  };
  Kind kind = Kind::trigger;
  const Rule* rule = nullptr;
};

struct MessageSample {
  std::vector<Value> slots;               // as many as the turn's scope has
  Instant now;
  std::uint32_t intent = 0;
  Decimal confidence;
  bool verified = false;
  std::vector<std::string> signals, asked, triggers_won;
  bool offered = false;                   // a person, with the last word
  bool bare = false, answered = false;
  bool declines = false, only_asks = false, crossed = false, says_signed_in = false;   // as TurnFacts has them
  std::optional<std::uint32_t> workflow;  // that waits
  std::int64_t reviewed = 0, accurate = 0, reviewed_all = 0, accurate_all = 0;
  std::int64_t messages = 1;
  std::vector<LeafAnswer> leaves;         // as in GateSample
  std::vector<ExpressionId> open;

  MessageKind kind = MessageKind::none;
  std::optional<std::uint32_t> queue;     // of a hand-off, after the routes
  bool review = false;                    // act: a person checks what is said
  bool verifies = false;                  // ask: the customer is to sign in
  std::uint32_t clause = 0;               // into MessageDecision::clauses()
};

}  // namespace handrail::dsl
