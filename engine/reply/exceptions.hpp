// Sources that say yes and no in one sentence ("covered for a year, worn parts excepted", "free, unless …", "not in the rooms, but in the café") or up to a time
// ("holds for 30 days"): what a sentence about the one or the other has to say.
#pragma once

#include <optional>
#include <string_view>

#include "engine/reply/evidence.hpp"

namespace handrail::reply {

struct Exception {
  bool agrees = false;         // the sentence says yes or no as the source does of what it is about
  bool contradicts = false;    // it grants what the source excepts, or the other way round
};

// None: the source excepts nothing, or the sentence says itself on which condition it holds.
[[nodiscard]] std::optional<Exception> by_exception(const Sentence& sentence, std::string_view text, const Unit& source);
// "After 30 days it no longer holds", of what holds for 30 days.
[[nodiscard]] bool denies_what_is_past(const Sentence& sentence, std::string_view text, const Unit& source);

}  // namespace handrail::reply
