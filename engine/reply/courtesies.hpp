// What is said for courtesy alone: a wish, an invitation to ask, reassurance, advice to ask somebody of the customer's own. Such words begin as one of these does, and
// what follows is of a small closed class; a figure, a thing of ours or of the customer's account makes a claim of it, however kindly it begins.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/reply/evidence.hpp"

namespace handrail::reply {

// The sentence without such parts in front and behind, and without the "no" that answers in front of its reason ("Unfortunately not: …"). Empty: nothing else is said.
[[nodiscard]] Sentence without_courtesies(const Sentence& sentence, std::string_view text, const std::vector<Unit>& units);

// "No worries, that's allowed", "this is fine": it answers what was asked, in whatever tone.
struct Verdict {
  bool reassures = false;   // behind a reassurance
  bool alone = false;       // with no word of its own: what it says is the question's, as a yes
  bool lets_off = false;    // "you need not"
};
[[nodiscard]] std::optional<Verdict> verdict_in(const Sentence& sentence, std::string_view text);

}  // namespace handrail::reply
