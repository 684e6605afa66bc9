// What an edit changes at one tool's gate: the calls about which the old and the new policy judge differently. A sample is the solver's claim until the
// real gate has confirmed it (engine/proof).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/formulas/solver.hpp"

namespace handrail::dsl {

// What differs: the verdict or who approves; where the customer goes with the same "no" or while an approval is waited for; only the words of it.
enum class DifferenceLevel : std::uint8_t { verdict, way_on, words };

// What is told of a difference, whatever it is about.
struct DifferenceTold {
  DifferenceLevel level = DifferenceLevel::verdict;
  // "allow", "approve by lead", "deny", "answer"; of a way on: "hand off to billing"; of words: the words. Those of the sample first; with several on one
  // side the other has one.
  std::vector<std::string> before, after;
  std::string both;                       // the verdict or decision that both give, where it is the same
  std::string area;                       // "amount is over $50 and at most $100"; empty: everything that is otherwise in order
  std::vector<std::string> facts;         // that the area speaks of
  std::vector<std::string> beside;        // "customer is verified": needs, denials and limits of both that ask about other facts, and without which this is not so
  bool described = true;                  // false: the sample is all that can be told
};

struct GateDifference : DifferenceTold {
  Rule old_rule, new_rule;                // that decide the sample
  GateSample old_sample, new_sample;      // one call, in the words of each program
};

struct GateDifferences {
  std::vector<GateDifference> differences;
  bool comparable = true;                 // false: no call is in order for both (a parameter that only one of them demands)
  bool more = false;                      // there are others
  bool proven = true;                     // false: a question was not answered; what is not told may differ as well
};

// The same programs and options give the same differences. They are about `today` and later, where it is given.
[[nodiscard]] GateDifferences gate_differences(const Program& before, std::uint32_t old_tool, const Program& after, std::uint32_t new_tool, ProofOptions options = {});

}  // namespace handrail::dsl
