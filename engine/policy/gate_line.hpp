// A line of `handrail gate`: the same for the command, for /v1/gate and for the tests (engine/policy/gate.schema.json).
#pragma once

#include "engine/policy/bundle.hpp"
#include "engine/base/json.hpp"
#include "engine/base/json_reader.hpp"

namespace handrail {

// What a pipeline answers to a line that it cannot use: {"error": "…", "issues": [{"pointer","message"}]}.
[[nodiscard]] Json error_line(const std::string& error, const std::vector<JsonIssue>& issues = {});

// The verdict, or an error line for a line that cannot be judged. Calls nothing.
[[nodiscard]] Json gate_line(const Bundle& bundle, const Json& line);

}  // namespace handrail
