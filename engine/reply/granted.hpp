// What a question or a courtesy claims, although it is one: what stands beside it ("…, since it is half price"), what it takes for granted ("the express upgrade, which
// costs $2"), and what an offer says of itself ("your 20% code", "the free kettle").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/evidence.hpp"
#include "engine/reply/phrases.hpp"

namespace handrail::reply {

// Its clauses that claim something, as sentences of their own. `met`: the phrases of the sentence.
[[nodiscard]] std::vector<Sentence> granted_in(const Sentence& sentence, std::string_view text, const std::vector<Met>& met);
// Of a question: the first thing in what is offered that no source knows; none: nothing.
[[nodiscard]] std::optional<std::string> offered_in(const Sentence& question, std::string_view text, const std::vector<Unit>& units);

}  // namespace handrail::reply
