// JSON to typed values and back, by the declared type: money from a number's text ("120.50" in the bundle's currency), "$120.50", "100 EUR" or
// {"amount":"100.00","currency":"EUR"}; times as RFC 3339; durations as "10 minutes"; percent as 0.75 or "75%"; null is Absent where the type is optional,
// and Unknown elsewhere. A look-up that answers null as a whole found no such record, which its reader knows before it asks here.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/base/json.hpp"
#include "engine/base/json_reader.hpp"

namespace handrail::dsl {

// Appends an issue per wrong place ("/items/0/price", "expected an amount of money, got an array"); what could not be read is Unknown.
// Records: members that the type does not have are passed over (other people's data may grow), missing optional ones are Absent, other missing ones Unknown.
[[nodiscard]] Value decode(const Program& program, const Type& type, const Json& json, const std::string& pointer, std::vector<JsonIssue>& issues);
// Arguments of a tool: as `decode`, but unknown and missing parameters are issues, so are such members of a record at any depth, and an amount below zero. A
// record of the parameters, in declared order.
[[nodiscard]] ValueRecord decode_arguments(const Program& program, const Tool& tool, const Json& arguments, const std::string& pointer,
                                           std::vector<JsonIssue>& issues);
// One argument by itself.
[[nodiscard]] Value decode_argument(const Program& program, const Field& parameter, const Json& given, const std::string& pointer, std::vector<JsonIssue>& issues);
// The canonical JSON of a value: money as {"amount","currency"}, Unknown and Absent as null.
[[nodiscard]] Json encode(const Value& value);
// "money", "list of order_item", "optional text": as the language writes it.
[[nodiscard]] std::string describe(const Program& program, const Type& type);

}  // namespace handrail::dsl
