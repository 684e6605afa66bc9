// The JSON Schema that a tool publishes, asked of a call's arguments before any rule is.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/domain/gate.hpp"
#include "engine/seams/tool_provider.hpp"

namespace handrail {

// What is wrong with the arguments (in one spelling) by the tool's own schema. A schema that cannot be used is wrong with every call: nothing passes it unasked.
[[nodiscard]] std::vector<SchemaIssue> schema_issues(const ToolProvider& tools, const std::string& tool, const Json& arguments);

// The same, and what the policy declares and the schema rules out: that is wrong with the whole call, and no answer of the customer mends it.
[[nodiscard]] std::vector<SchemaIssue> argument_issues(const ToolProvider& tools, const dsl::Tool& tool, const Json& arguments);

// The parameters that the policy declares and the tool's own schema rules out (`additionalProperties: false` without them).
[[nodiscard]] std::vector<std::string> refused_parameters(const ToolProvider& tools, const dsl::Tool& tool);

// Why the schema that the tool publishes cannot be used; empty: it can, or there is none.
[[nodiscard]] std::string unusable_schema(const ToolProvider& tools, const std::string& tool);

}  // namespace handrail
