// Parts of a condition that change nothing: the rule is yes, no and unknown for the same facts without them (P0707).
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/encoding.hpp"
#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

struct Clauses {
  ExpressionId when = no_expression, unless = no_expression;
  bool of_row = false;                    // `when` is the cells of a table's row, one beside the other
};

// Asked from the last part to the first, so that of two that say the same the later one is told.
void redundant_parts(const Program& program, Asking& asking, Encoding& encoding, const Clauses& rule, Diagnostics& findings);

}  // namespace handrail::dsl
#endif
