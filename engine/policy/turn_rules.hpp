// What the clauses about messages mean, one by one: decide() asks them until one decides, explain() and coverage ask the rest in the same words.
#pragma once

#include "dsl/program/program.hpp"
#include "engine/domain/decision.hpp"

namespace handrail {

// Whether the rule's `from … until …` holds at that time.
[[nodiscard]] bool active(const dsl::Rule& rule, Instant now);
// A trigger's `when` in the light of its `unless`: one that lifts it leaves no, one that nobody knows leaves unknown.
[[nodiscard]] Truth lifted_by(Truth when, Truth unless);
[[nodiscard]] const dsl::Intent& intent_of(const dsl::Program& program, const TurnFacts& facts);   // an unknown word is `other`
// The row under `confidence` that counts: the intent's own, else the first of its risk.
[[nodiscard]] const dsl::Band& band_of(const dsl::Program& program, const dsl::Intent& intent);
// Whether a row of a table is taken: one that cannot be decided only if it leads to a person.
[[nodiscard]] bool takes(const dsl::Table::Row& row, Truth truth);
[[nodiscard]] bool concerns(const dsl::Program& program, const dsl::Rollout& rollout, const dsl::Intent& intent);
// Whether enough replies were reviewed, and enough of them were accurate.
[[nodiscard]] bool good_enough(const dsl::Rollout& rollout, const TurnFacts& facts);

}  // namespace handrail
