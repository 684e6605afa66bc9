// A call of one tool and everything that its gate asks for, as the solver thinks of it. Rebuilt and judged for real by engine/proof.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

using LeafAnswer = std::pair<ExpressionId, Truth>;   // a comparison or test, and what it is taken to answer

// What the solver takes an amount, a count, a sum or what stands under a key to be, where it does not follow how it comes about.
struct TermAnswer {
  enum class Is : std::uint8_t { known, absent, unknown, in_another_currency };
  ExpressionId node;
  Is is;
};

// What a look-up inside a condition gives: Absent for "no such record".
struct LookUpGiven {
  std::string tool;
  ValueList arguments;                    // in the order of the tool's parameters
  Value result;
};

struct GateSample {
  std::uint32_t tool = 0;
  std::vector<Value> slots;               // as many as the tool's scope has
  Instant now;
  std::vector<bool> needs;                // per need: a fresh look-up, the customer's yes; true for conditions
  std::vector<Value> used;                // per limit: what was used before, Money or whole number
  std::vector<Duration> ages;             // per let: how long ago it was looked up
  std::vector<bool> failed;               // per let: its look-up gave nothing, not even that there is no such record
  bool anonymous = false;                 // nobody knows whose calls the limits count
  std::vector<std::pair<std::uint32_t, Value>> unread;   // limited amounts that no condition reads, by parameter; absent: it is left out
  std::vector<LookUpGiven> look_ups;      // inside conditions
  std::vector<std::uint32_t> approved;    // roles that have approved the call, in the order in which the gate asks for them
  std::vector<LeafAnswer> leaves;         // what the solver takes each to answer
  std::vector<TermAnswer> terms;          // and what else it does not follow
  std::vector<ExpressionId> unmet;        // amounts, counts, sums and what stands under keys that are known, absent or unknown otherwise than the solver takes them
  std::vector<ExpressionId> open;         // leaves for which no list, text or look-up was found that makes them answer so
};

}  // namespace handrail::dsl
