// One wish for several things in a row: "refund W1001 and W1002", "book yoga and pilates", "N100200 by 20 EUR and N100300 by 15 EUR", "two seats for Hamlet and three for Carmen".
// What stands with one of them alone, its amount or its day, is its own; what is said once is said of each.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/domain/message.hpp"

namespace handrail {

struct ThingInRow {
  EntityClaim thing;
  std::vector<EntityClaim> own;   // what is said of this one alone
};

// Whether it is what the workflow is done to, one at a time: what has a number; where the workflow takes nothing that has one, the words that a tool that writes is given by that
// name. What says why something is wished, or how much of it, is done to nothing.
[[nodiscard]] bool is_thing_of(const dsl::Program& program, const dsl::Workflow& workflow, const dsl::Entity& entity);

// An order's number and the like, by its declaration: a pattern with figures in it.
[[nodiscard]] bool is_number(const dsl::Entity& entity);

// In the order of the text; none where fewer than two stand in a row, or two kinds of things do. `asks`: "where are W1003 and W1006?".
[[nodiscard]] std::vector<ThingInRow> things_in_a_row(const dsl::Program& program, const dsl::Workflow& workflow, std::string_view text, const std::vector<EntityClaim>& named,
                                                      bool asks = false);

}  // namespace handrail
