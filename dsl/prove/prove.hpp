// What can be said of a policy without any conversation: rules that can never decide, rules that others hide, and guarantees. Asked of an SMT
// solver over everything that the facts could be; a sample is a claim of the solver's until the real evaluator has confirmed it (engine/proof).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/formulas/solver.hpp"
#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

struct GuaranteeAnswer {
  enum class Kind : std::uint8_t { proved, broken, not_proven, of_nothing };   // of_nothing: no facts make its condition true
  Kind kind = Kind::not_proven;
  std::uint32_t guarantee = 0;            // into Program::guarantees
  std::optional<Rule> lets_it_happen;     // broken: the clause that lets it through, once those of the sample have approved it
  std::string region;                     // broken: "amount is over $100 and amount is at most $300": only what is needed; may be empty
  GateSample sample;                      // broken
  std::vector<ExpressionId> contradicting;   // of_nothing: the fewest parts of its condition that cannot be together
};

// What the solver says of one situation, for the real evaluator to confirm.
struct CallClaim {
  enum class Says : std::uint8_t { allow, approve, deny };
  GateSample sample;
  Rule decides;
  Says says = Says::deny;
  std::vector<std::uint32_t> facts;       // the slots that are worth telling; none: nothing is told
};
struct HoldsClaim {
  std::vector<Value> slots;               // of Program::turn_scope
  Instant now;
  std::vector<std::uint32_t> triggers;    // all of them fire
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;   // table and row: each is the one that its table comes to
  std::vector<std::uint32_t> facts;       // the slots that they read
};
// Told only when every claim is confirmed.
struct SampledFinding {
  Diagnostic found;
  std::vector<CallClaim> calls;
  std::vector<HoldsClaim> holds;
};

// A condition of so many parts that it was not asked of all of them whether they change anything.
struct LeftAlone {
  Span span;
  std::size_t parts = 0, not_asked = 0;
};

struct Proof {
  Diagnostics findings;                   // rules that never hold, rules that are hidden, parts that change nothing
  std::vector<SampledFinding> sampled;
  std::vector<GuaranteeAnswer> guarantees;   // those about calls
  std::size_t undecided = 0;              // questions that the budget did not suffice for
  std::vector<LeftAlone> left_alone;
};

// The same program and budget give the same proof.
[[nodiscard]] Proof prove(const Program& program, ProofOptions options = {});

// One situation for each clause of a tool's gate that decides in some: what the solver takes to be judged by it.
struct StepSample {
  GateSample sample;
  Rule decides;
  bool allows = false, approves = false;   // neither: denies
};
[[nodiscard]] std::vector<StepSample> step_samples(const Program& program, std::uint32_t tool, ProofOptions options = {});

}  // namespace handrail::dsl
