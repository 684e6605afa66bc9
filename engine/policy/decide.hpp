// The decision rule: what to do with one customer message. A trigger beats a class, a class beats a band; with a fact unknown nothing laxer
// holds. Pure: the same facts under the same program give the same decision, byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"
#include "engine/domain/decision.hpp"

namespace handrail {

[[nodiscard]] Decision decide(const dsl::Program& program, const TurnFacts& facts);

// What a decision asks (`ask_key`) of a customer whose message crossed our last word: that word again.
inline constexpr std::string_view crossed_key = "came before";

// The queue for a hand-off that names none: the first route row whose condition holds, else the intent's queue, else the last route row.
[[nodiscard]] std::string queue_for(const dsl::Program& program, const TurnFacts& facts);

// Everything that the turn's templates and conditions may speak of.
[[nodiscard]] dsl::Roots roots_of(const dsl::Program& program, const TurnFacts& facts);

// Whether the policy takes the message as the customer's word that it is done (`resolved when …`).
[[nodiscard]] bool says_resolved(const dsl::Program& program, const TurnFacts& facts);

// The words that a reply begins with by the reply rules, of the clauses whose condition holds, in their order.
[[nodiscard]] std::vector<std::string> beginnings_for(const dsl::Program& program, const TurnFacts& facts);

// The tone that the reply rules ask for; empty: none.
[[nodiscard]] std::string tone_for(const dsl::Program& program, const TurnFacts& facts);
// In which tone and language the customer is answered: the plain one where the bundle words nothing otherwise.
[[nodiscard]] dsl::Manner manner_for(const dsl::Program& program, const TurnFacts& facts);

}  // namespace handrail
