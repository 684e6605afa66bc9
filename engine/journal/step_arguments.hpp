// How the journal keeps what a step was asked with: a hash that replay compares, and its first bytes, which people read in logs, packets and differences.
#pragma once

#include <cstddef>
#include <string>

#include "engine/base/json.hpp"

namespace handrail {

inline constexpr std::size_t step_arguments_bytes = 200;

// What a step is compared by on replay, and recorded with: sha256 of the canonical arguments.
[[nodiscard]] std::string step_hash(const Json& arguments);
// One printable line of at most step_arguments_bytes; empty where there are none.
[[nodiscard]] std::string step_arguments(const Json& arguments);

// Both, of one writing.
struct StepText { std::string hash, shown; };
[[nodiscard]] StepText step_text(const Json& arguments);

}  // namespace handrail
