// The lexicon of given names (given_names.txt), and which of them are words as well.
#pragma once

#include <string_view>

namespace handrail {

enum class GivenName { no, name, name_and_word };

// `folded`: in small letters. `language`: of the text it stands in, ISO 639-1; anything but German is read as English.
[[nodiscard]] GivenName given_name(std::string_view folded, std::string_view language);

// In German every noun has a capital letter, so that one says nothing of a name.
[[nodiscard]] inline bool nouns_in_capitals(std::string_view language) { return language == "de"; }

}  // namespace handrail
