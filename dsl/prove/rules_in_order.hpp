// Rules of which the first that holds decides: those that can never hold (P0702), and those whose every case an earlier one decides (P0703, with the fewest
// that do so together). One that decides while a fact is unknown all the same says so, and which fact: taking it out would change
// something. Only earlier rules that hold where this one does are shown to the solver, so a rule among thousands costs about what it costs among ten.
#pragma once

#ifdef HANDRAIL_PROOF
#include <optional>
#include <string>

#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/boxes.hpp"
#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

// `span` is where the rule stands; `surely`: it holds on known facts; `guard`: it decides. One that is not `asked` about is there to hide others; one that is
// asked `early`, before the others, is hidden by its like alone.
struct Ordered {
  Span span;
  z3::expr surely, guard;
  bool hides = true, asked = true;
  Box box{{}, false};                     // where it holds, on known facts; without sides nothing is known of it
  bool open_too = false;                  // the guard may hold with an unknown fact
  ExpressionId when = no_expression, unless = no_expression;
  bool early = false;
  std::optional<z3::expr> asks_too{};     // beside the guard it does something that hides no other
};

// `boxes` made those of the rules.
void rules_in_order(Asking& asking, Boxes& boxes, const std::vector<Ordered>& rules, const std::string& owner, Diagnostics& findings);

}  // namespace handrail::dsl
#endif
