// The amounts of money that a call names: wherever they stand among its arguments, in lists, records and maps as well.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"
#include "engine/base/json_reader.hpp"

namespace handrail {

struct NamedAmount { std::string place; Money amount; };   // "amount", "items/0/price": the end of its JSON pointer in the arguments

// `arguments` are the roots of a call of the tool, the parameters first and in their order (roots_of).
[[nodiscard]] std::vector<NamedAmount> amounts_named(const dsl::Tool& tool, const dsl::Roots& arguments);

// Whether a value of the type may hold an amount.
[[nodiscard]] bool holds_amounts(const dsl::Program& program, const dsl::Type& type);

// Why a call that moves money would move none: each amount that it names is zero, or a list of amounts is empty while no amount is left open. Empty: it moves
// some, or nobody knows.
[[nodiscard]] std::vector<JsonIssue> nothing_moved(const dsl::Program& program, const dsl::Tool& tool, const dsl::Roots& arguments);

}  // namespace handrail
