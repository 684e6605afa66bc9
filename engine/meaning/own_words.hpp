// Whether a message says something of an intent in words, and does not only resemble its examples. What refuses a customer rests on words.
#pragma once

#include <string>

#include "dsl/program/program.hpp"
#include "engine/base/value.hpp"

namespace handrail {

// Of a text that was read as this intent: whether it is not all but sure, and has no word that is far likelier in the examples of this intent than in those of the
// others and in what people also say.
[[nodiscard]] bool only_resembles(const dsl::Program& program, const dsl::Intent& intent, Decimal confidence, const std::string& text);

}  // namespace handrail
