// How sums and counts over earlier calls stand to each other: what one of them counts is often part of what another counts, so that it is never more. A
// limit of $300 in 90 days bounds `sum of refund.amount per customer in 30 days` too.
#pragma once

#ifdef HANDRAIL_PROOF
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/formulas/formula.hpp"
#include "dsl/formulas/vocabulary.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

// Which calls are counted, and what of them.
struct Counted {
  std::vector<std::pair<std::string, std::optional<std::string>>> of;   // in order: tools, each with the amount that is added up; none: its calls are counted
  std::vector<std::string> per;           // in order; with more of them fewer calls are counted
  std::optional<Duration> window;         // none: for ever
  Currency currency;                      // of a sum
  bool verified_calls = false;            // nobody else ever calls these tools
  bool verified_alone = false;            // calls of others are not counted
};

[[nodiscard]] Counted counted_of(const Program& program, const Meter& meter);
[[nodiscard]] Counted counted_of(const Program& program, const Tool& tool, const Limit& limit, const Saying& saying);

struct Counter {
  Counted counted;
  z3::expr value, known;
};

// Of every two of them what is certain.
void tie_counters(z3::solver& solver, const std::vector<Counter>& counters);

}  // namespace handrail::dsl
#endif
