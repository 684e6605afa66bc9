// The things that a desk knows by a number: `order_id` is an order's, `appointment_id` an appointment's.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail {

// Of an entity's name: "order"; empty where it is no thing's number.
[[nodiscard]] std::string numbered_thing(const std::string& entity);
// ", with an order number if there is one": behind "one sentence is enough". Empty where the desk has no such things.
[[nodiscard]] std::string with_numbers(const dsl::Program& program);

}  // namespace handrail
