// Entities that are one of a list (`one of "red", "dark blue"`, `one of colours`) or one of the choices that a field declares (`one of order.status`): their type is the
// enumeration of these choices, settled after the lists are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

struct Checking;

inline constexpr std::size_t choices_max = 200;   // of one entity, what `also` adds included: a longer catalogue is a look-up

// Fills Symbols::entity_types of these entities.
void collect_choices(Symbols& symbols, Report& report);
// What one entity reads off a message, and another one too.
void lint_choices(Checking& checking);

// What is said, and of which word of the enumeration: each word itself, and what `also` adds. Nothing of an entity without choices.
struct SaidOfChoice { std::string words; std::uint32_t choice = 0; Span span; };
[[nodiscard]] std::vector<SaidOfChoice> said_of_choices(const EntityBlock& block, const Type& type, const std::vector<Enumeration>& enumerations);
// As messages are searched for it: in small letters, with one blank where there are blanks, hyphens or `_`.
[[nodiscard]] std::string as_said(std::string_view words);

}  // namespace handrail::dsl
