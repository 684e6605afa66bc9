// What a tool asks for and can never have: a look-up whose own gate denies it, a look-up that asks for this tool in turn, a customer's yes to what is never
// done.
#pragma once

#include <vector>

#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

// `opens`: per tool, whether its gate lets anything through.
void forbidden_prerequisites(const Program& program, const std::vector<bool>& opens, ProofOptions options, Proof& proof);

}  // namespace handrail::dsl
