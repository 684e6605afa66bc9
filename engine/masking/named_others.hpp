// Names of people of whom a writer speaks, whom nobody introduces and no record has ("it is for Jonas"): behind words that only a person's name follows, and given names
// of a lexicon with what stands behind them as a surname. By capital letters alone, so that what a model is kept from is a name, and not each thing with a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/masking/personal_data.hpp"

namespace handrail {

// Each word of each name, as a span of kind "name", from left to right. Cues and lexicon are English, with those of German, where a capital letter alone says nothing; a text
// in capital letters throughout tells none. `language`: of what the text belongs to (ISO 639-1), where it is too short to tell by itself.
[[nodiscard]] std::vector<PersonalData> names_of_others_in(const std::string& text, std::string_view language = {});

}  // namespace handrail
