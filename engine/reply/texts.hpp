// The texts that the check before sending reads its English from, and the prompts; each is a file below lexicon/ or prompts/, and says in its first lines how
// it is read. The build embeds them.
#pragma once

#include <string_view>

namespace handrail::texts {

extern const std::string_view deeds, claims, states, neutral, synonyms, opposites, wordings, german;
extern const std::string_view draft_prompt, repair_prompt, calls_prompt, reading_prompt;
extern const std::string_view courtesies, courtesy_words, private_details;

}  // namespace handrail::texts
