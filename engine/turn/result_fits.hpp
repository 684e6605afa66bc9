// What a call that acts says it did, held against what the tool declares it gives and against what was asked for. An answer that does not fit is no evidence
// that the call did what it was for: it makes the outcome unknown, and a person looks.
#pragma once

#include "dsl/program/program.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/value.hpp"
#include "engine/seams/tool_provider.hpp"

namespace handrail {

// The answer of a call that acts, as it came, or unknown with the wrong places by JSON Pointer in `error`: what is there must have the declared types and
// words; where no receipt vouches for the call, every member that is not optional must be there; and of a tool that moves money, a member called like an
// argument is an amount above zero in the argument's currency and not more than it.
[[nodiscard]] ToolResponse fitting(const dsl::Program& program, const dsl::Tool& tool, const Json& arguments, ToolResponse response);

// What a script gets of a result: the values that the gate reads, by the declared type. Money however it was written is {"amount","currency"}, "75%" is 0.75,
// a word of an enumeration is spelled as declared; times keep their zone; what is null or missing, and members that the type does not declare, stay as they
// are. What breaks its type is null, and an issue.
[[nodiscard]] Json as_declared(const dsl::Program& program, const dsl::Type& type, const Json& json, const std::string& pointer, std::vector<JsonIssue>& issues);
// The same of an object with these members: what breaks its type is left out.
[[nodiscard]] Json as_declared(const dsl::Program& program, const std::vector<dsl::Field>& fields, const Json& object);
// The issues as one sentence of bounded length.
[[nodiscard]] std::string issues_in_words(const std::vector<JsonIssue>& issues);

// The arguments of a call that moved money with the amounts that its result says were moved, for words to the customer.
[[nodiscard]] std::vector<std::pair<std::string, Value>> moved_amounts(const dsl::Program& program, const dsl::Tool& tool, const Json& result);

}  // namespace handrail
