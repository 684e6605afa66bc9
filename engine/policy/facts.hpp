// The customer and the context as policies see them, from the JSON in which they are kept: the same for a turn and for a tool call.
#pragma once

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"
#include "engine/base/json_reader.hpp"

namespace handrail {

// {"id","verified", declared fields}: fields that are not there are Unknown; without an id nobody is verified.
[[nodiscard]] Value customer_value(const dsl::Program& program, const Json& customer);
[[nodiscard]] bool verified(const Json& customer);
// One root per declared field, by its bare name; an optional one that is not there is Absent, any other Unknown.
void add_context(const dsl::Program& program, const Json& context, dsl::Roots& roots, std::vector<JsonIssue>& issues);

}  // namespace handrail
