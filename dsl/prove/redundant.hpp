// Parts of a condition that change nothing: the rule is yes, no and unknown for the same facts without them (P0707).
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/encoding.hpp"
#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

struct Clauses {
  ExpressionId when = no_expression, unless = no_expression;
  bool of_row = false;                    // `when` is the cells of a table's row, one beside the other
};

// Asked from the last part to the first, so that of two that say the same the later one is told. A part that makes a difference for some facts that are tried is
// needed; the solver is asked about the others, of one condition about so many (limits::proof_condition_parts). What is left then is said to be left alone.
void redundant_parts(const Program& program, Asking& asking, Encoding& encoding, const Clauses& rule, Proof& proof);

}  // namespace handrail::dsl
#endif
