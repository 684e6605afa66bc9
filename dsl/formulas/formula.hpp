// A formula that is assigned to. The solver's own type forgets, when it is assigned a temporary, to release what it held (z3++ of Z3 4.8.12, `ast::operator=(ast&&)`);
// thousands of such formulas, each within the next, take minutes to clear away. This one always copies.
#pragma once

#ifdef HANDRAIL_PROOF
#include <z3++.h>

namespace handrail::dsl {

class Formula : public z3::expr {
 public:
  Formula(const z3::expr& formula) : z3::expr(formula) {}   // NOLINT: it is one
  Formula(const Formula& other) = default;
  ~Formula() = default;
  Formula& operator=(const Formula& other) { return *this = static_cast<const z3::expr&>(other); }
  Formula& operator=(const z3::expr& formula) {
    z3::expr::operator=(formula);
    return *this;
  }
};

}  // namespace handrail::dsl
#endif
