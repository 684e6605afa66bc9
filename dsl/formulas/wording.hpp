// What an action and its words say, in one line each: two that read alike do alike.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

// "ask for order_id, then hand off to billing"; empty where nothing is said.
[[nodiscard]] std::string way_on(const Program& program, const Action& action);
[[nodiscard]] std::string text_of(const Template& words);   // holes as they are written: "Your {amount}"

}  // namespace handrail::dsl
