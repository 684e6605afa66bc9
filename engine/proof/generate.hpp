// Cases made from the rules themselves: for each one that fires it, and for each clause and boundary the near misses on both sides. The solver finds the
// facts, the real evaluator says what comes out, and what is written has been read back and judged.
#pragma once

#include <string>
#include <vector>

#include "dsl/formulas/solver.hpp"
#include "engine/base/id.hpp"
#include "engine/base/limits.hpp"
#include "engine/cases/coverage.hpp"

namespace handrail {

struct GeneratedFile {
  std::string name;                       // "process_refund.case"
  std::string text;
  std::size_t cases = 0;
};
struct Ungenerated { Untried point; std::string reason; };
// One clause or boundary of one rule: two cases of which the rule decides by one and not by the other, because of it alone.
struct NearMiss {
  std::string part, rule, at, clause;     // "tool process_refund", the rule's words, where the clause stands, "`item.price is over $20` within `any item …`"
  std::size_t moved = 0;                  // lines in which the two differ; 0: there is no such pair
  std::string reason;                     // why there is none
};
struct Generated {
  std::vector<GeneratedFile> files;       // one for each tool and part of the policy that has rules, by name
  Coverage coverage;                      // of these cases alone
  std::vector<Ungenerated> left;          // what they do not try, each with the reason
  std::vector<NearMiss> near;             // every clause and boundary, in the order of the policy
};

// The same program gives the same files. Without a solver (dsl::solver_built_in) there are none.
[[nodiscard]] Generated generate_cases(const dsl::Program& program, const BundleHash& bundle, dsl::ProofOptions options = {},
                                       std::size_t cases_max = limits::generated_cases);

inline constexpr std::string_view proved_impossible = "no facts make it so: proved";
// Points tried, of those that are not proved to be impossible: from 0 to 100, rounded down.
[[nodiscard]] std::size_t percent_of_possible(const Generated& generated);

}  // namespace handrail
