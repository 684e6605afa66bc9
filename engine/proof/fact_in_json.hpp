// A fact of a sample as the world would write it: the JSON in which the real evaluator reads exactly that value.
#pragma once

#include "dsl/program/program.hpp"
#include "engine/base/json.hpp"

namespace handrail {

// A value that nobody can read as one of the type: what is there and unknown.
[[nodiscard]] Json unreadable(const dsl::Type& type);

// Sets `slot.path` from its part `from` on, and makes the records on the way. Where leaving something out would say that it is not there, an unknown is set to
// what nobody can read; what is absent and has to be there is absent with the record around it, so nothing is set.
void set_fact(Json& record, const dsl::Slot& slot, std::size_t from, const Value& value);

}  // namespace handrail
