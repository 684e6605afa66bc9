#include "dsl/formulas/solver.hpp"

namespace handrail::dsl {

bool solver_built_in() {
#ifdef HANDRAIL_PROOF
  return true;
#else
  return false;
#endif
}

}  // namespace handrail::dsl
