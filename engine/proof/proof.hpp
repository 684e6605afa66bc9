// What the proof of a bundle tells its author. The solver finds, the real evaluator confirms: a sample that judge() does not answer as the solver said is
// not told as one.
#pragma once

#include <optional>

#include "dsl/prove/prove.hpp"
#include "engine/domain/gate.hpp"

namespace handrail {

struct BundleProof {
  dsl::Diagnostics diagnostics;
  std::size_t guarantees_proved = 0;
  std::size_t not_proven = 0;             // guarantees, and questions for which the budget did not suffice
  std::size_t beyond_budget = 0;          // of these: the questions
  std::vector<std::string> left_alone;    // "p.policy:12: a condition of 5,000 parts: …": of these it was not asked whether they change anything
  std::size_t unconfirmed = 0;            // samples that the real evaluator answered otherwise
  bool solver = true;                     // false: this build has none, and nothing was asked
};

[[nodiscard]] BundleProof prove_bundle(const dsl::Program& program, dsl::ProofOptions options = {});

// The proof's findings beside the others; a place that has one already keeps it alone.
void add_findings(const BundleProof& proof, dsl::Diagnostics& diagnostics);

}  // namespace handrail
