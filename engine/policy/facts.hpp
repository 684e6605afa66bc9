// The customer and the context as policies see them, from the JSON in which they are kept: the same for a turn and for a tool call.
#pragma once

#include <string_view>

#include "dsl/program/bind.hpp"
#include "dsl/program/facts_reader.hpp"
#include "dsl/program/program.hpp"
#include "engine/base/json_reader.hpp"

namespace handrail {

// {"id","verified", declared fields}: fields that are not there are Unknown; without an id nobody is verified.
[[nodiscard]] Value customer_value(const dsl::Program& program, const Json& customer);
[[nodiscard]] bool verified(const Json& customer);
// One root per declared field, by its bare name; an optional one that is not there is Absent, any other Unknown.
void add_context(const dsl::Program& program, const Json& context, dsl::Roots& roots, std::vector<JsonIssue>& issues);
// The same from JSON text into a frame of the reader's scope, for what is asked again and again: the slots of the context are set, the others left alone. A
// text in the plain form costs a quarter of what parse_json, add_context and bind cost together; any other is read by these. Fails as parse_json does.
[[nodiscard]] Result<void> read_context(const dsl::Program& program, const dsl::Scope& scope, dsl::FactsReader& reader, std::string_view text, dsl::Frame& frame,
                                        std::vector<JsonIssue>& issues);

}  // namespace handrail
