// What an action and its words say, in one line each: two that read alike do alike.
#pragma once

#include <string>

#include "dsl/program/leaf_words.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

// "ask for order_id, then hand off to billing"; empty where nothing is said.
[[nodiscard]] std::string way_on(const Program& program, const Action& action);
[[nodiscard]] std::string on_one_line(const Program& program, ExpressionId condition);   // as it is written; no_expression: ""
// "amount comes to ", "it is ", before "over …"; and what: "$300 per customer in 90 days", "2 calls".
[[nodiscard]] std::string counted_in_words(const Tool& tool, const Limit& limit);
[[nodiscard]] std::string ceiling_in_words(const Program& program, const Limit& limit);
// Who has approved the call: "after an approval by lead".
[[nodiscard]] std::string after_approval(const std::string& role);
[[nodiscard]] std::string text_of(const Template& words);   // holes as they are written: "Your {amount}"

}  // namespace handrail::dsl
