// The few values that an asked fact can have, where the tools of the run say so: an enumeration of a parameter of that name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/journal/state.hpp"

namespace handrail {

// In words ("too late"), as they are declared; of what the run waits for. Empty: it may be anything.
[[nodiscard]] std::vector<std::string> choices_of(const dsl::Program& program, const Run& run);

// The one choice that the text speaks of, word for word but for endings. Nothing where it speaks of none, of several, or turns one down.
[[nodiscard]] std::optional<std::string> choice_said(const dsl::Program& program, const Run& run, std::string_view text);

}  // namespace handrail
