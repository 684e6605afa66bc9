// A fact of a sample as the world would write it: the JSON in which the real evaluator reads exactly that value.
#pragma once

#include "dsl/program/program.hpp"
#include "engine/base/json.hpp"
#include "engine/policy/situation.hpp"

namespace handrail {

// Sets `slot.path` from its part `from` on, and makes the records on the way. What is not there is left out, as is the record around it; where leaving something
// out would say that, an unknown is set to what nobody can read.
void set_fact(const dsl::Program& program, Json& record, const dsl::Slot& slot, std::size_t from, const Value& value);

}  // namespace handrail
