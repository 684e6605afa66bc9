// What a message does with the deed of the intent that it is read as (engine/sentences/deed_mood.hpp), told by the verbs and words that the policy's own examples wish for it
// with. What one of those examples does itself ("stop sending me letters", of an intent for that) is the wish.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/sentences/deed_mood.hpp"

namespace handrail {

// Not spoken of, where the intent neither does anything nor goes to people.
[[nodiscard]] DeedMood wish_mood(const dsl::Program& program, const dsl::Intent& intent, std::string_view text);

// The pieces of a message in which the deed is not to be done, or to be undone.
[[nodiscard]] std::vector<std::string_view> pieces_that_decline(const dsl::Program& program, const dsl::Intent& intent, std::string_view text, bool undone_too = true);

// Whether it wishes for nothing of the kind, whatever it is like.
[[nodiscard]] inline bool wishes_for_none(DeedMood mood) { return mood != DeedMood::not_spoken_of && mood != DeedMood::wished; }

}  // namespace handrail
