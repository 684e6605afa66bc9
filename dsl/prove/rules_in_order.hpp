// Rules of which the first that holds decides: those that can never hold (P0702), and those whose every case an earlier one decides (P0703, with the fewest
// that do so together).
#pragma once

#ifdef HANDRAIL_PROOF
#include <string>

#include "dsl/prove/asking.hpp"
#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

// `span` is where the rule stands; `surely`: it holds on known facts; `guard`: it decides. One that is not `asked` about is there to hide others.
struct Ordered { Span span; z3::expr surely, guard; bool hides = true, asked = true; };

void rules_in_order(Asking& asking, const std::vector<Ordered>& rules, const std::string& owner, Diagnostics& findings);

}  // namespace handrail::dsl
#endif
