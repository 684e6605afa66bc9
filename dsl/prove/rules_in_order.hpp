// Rules of which the first that holds decides: those that can never hold (P0702), and those whose every case an earlier one decides (P0703, with the fewest
// that do so together). Only earlier rules that hold where this one does are shown to the solver, so a rule among thousands costs about what it costs among ten.
#pragma once

#ifdef HANDRAIL_PROOF
#include <string>

#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/boxes.hpp"
#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

// `span` is where the rule stands; `surely`: it holds on known facts; `guard`: it decides. One that is not `asked` about is there to hide others.
struct Ordered {
  Span span;
  z3::expr surely, guard;
  bool hides = true, asked = true;
  Box box{{}, false};                     // where it holds, on known facts; without sides nothing is known of it
  bool open_too = false;                  // the guard may hold with an unknown fact
};

// `boxes` made those of the rules.
void rules_in_order(Asking& asking, const Boxes& boxes, const std::vector<Ordered>& rules, const std::string& owner, Diagnostics& findings);

}  // namespace handrail::dsl
#endif
