// The house's own words, kept as texts in adapters/reading/lexicon: one phrase a line, in lower case; a line that begins with # says what the file is for.
#pragma once

#include <string_view>
#include <vector>

namespace handrail::reading::lexicon {

extern const std::string_view again, angry, angry_examples, background, before_a_machine, bots, calm_examples, everyday_words, feelings, frustrated,
    frustrated_examples, hedges, injection_patterns,
    injection_phrases, intensifiers, machines, negations, no, not_a_no, not_a_yes,
    openers, pleased, small_talk, stop_words, talks_to, thanks, urgency_high, urgency_immediate,
    urgency_medium, urgency_none, urgency_when, urgent_examples, yes;

// The phrases of one of them, in the order of the file.
[[nodiscard]] std::vector<std::string_view> lines(std::string_view text);

}  // namespace handrail::reading::lexicon
