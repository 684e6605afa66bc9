// A sample of the solver's as a case that people read: one line for each fact, in the language's literals.
#pragma once

#include <string>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/formulas/message_sample.hpp"

namespace handrail {

// The lines of a case between its name and `gives`. Facts are written as far as a clause reads them and they are not what a case takes for granted.
[[nodiscard]] std::vector<std::string> case_lines(const dsl::Program& program, const dsl::GateSample& sample);
[[nodiscard]] std::vector<std::string> case_lines(const dsl::Program& program, const dsl::MessageSample& sample);

// "looked up  order, 601 seconds ago"
[[nodiscard]] std::string looked_up_line(const std::string& let, Duration age);

// The whole case: its name, its lines in one column, and what comes out.
[[nodiscard]] std::string case_text(const std::string& name, const std::vector<std::string>& lines, const std::string& gives, const std::string& at);

}  // namespace handrail
