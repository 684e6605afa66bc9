// A situation for each thing that is to be tried of a rule: facts with which it decides, and for each leaf of its condition facts on either side of it, as near
// to the boundary as there are any, with everything else of the rule as it has to be for this leaf to matter. Where nothing else is asked for, facts are
// known, small and on a fixed day, so that people can read them. A sample is the solver's claim until the real evaluator has confirmed it.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/formulas/message_sample.hpp"
#include "dsl/formulas/solver.hpp"

namespace handrail::dsl {

struct TryPoint {
  // decides: the rule itself. leaf: one answer of a leaf. whole: of a clause without a condition: a need is met, a limit exceeded (`step` 1: with nothing left
  // of it before), a step of a band (`step`) reached, a rollout over, of a class that needs an account the customer verified, of a trigger that it decides where
  // another one (`step`) holds too.
  enum class What : std::uint8_t { decides, leaf, whole };
  const Rule* rule = nullptr;             // one of the program's own
  What what = What::decides;
  ExpressionId leaf = no_expression;
  std::size_t step = 0;
  Truth answer = Truth::yes;
};

template <class Sample>
struct Tried {
  enum class Kind : std::uint8_t { found, impossible, not_known };
  Kind kind = Kind::not_known;            // not_known: the budget did not suffice
  Sample sample;
  bool alone = true;                      // of a leaf: with another answer of it alone the clause would come out otherwise
};

inline constexpr std::size_t no_entries = static_cast<std::size_t>(-1);

// One gate, asked point by point; the same points in the same order give the same samples. Answers of one clause that are asked for one after the other differ in
// as few facts as they can. `entries_from`: the slot from which on they are fields of an entry (OneEntry), and there where they are declared to be.
class GateBoundaries {
 public:
  GateBoundaries(const Program& program, std::uint32_t tool, ProofOptions options = {}, std::size_t entries_from = no_entries);
  ~GateBoundaries();
  [[nodiscard]] Tried<GateSample> at(const TryPoint& point);

 private:
  class Asked;
  std::unique_ptr<Asked> asked_;
};

// The same of triggers, classes, bands, tables, rollouts and the route.
class MessageBoundaries {
 public:
  explicit MessageBoundaries(const Program& program, ProofOptions options = {}, std::size_t entries_from = no_entries);
  ~MessageBoundaries();
  [[nodiscard]] Tried<MessageSample> at(const TryPoint& point);

 private:
  class Asked;
  std::unique_ptr<Asked> asked_;
};

}  // namespace handrail::dsl
