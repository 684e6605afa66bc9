// What writers tell of themselves in their own words, before any record says who they are: names behind "my name is" and below "Kind regards", and addresses with their
// town. Read off the form alone, so that a first message reaches no model with them; what nobody introduces stays, and a capital letter is no name by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/masking/personal_data.hpp"

namespace handrail {

// Each word of each name that is introduced, as a span of kind "name", from left to right. English, with the commonest forms of German, French, Spanish, Italian and
// Dutch. In small letters as well behind words that only a name follows. `language`: as in named_others.hpp.
[[nodiscard]] std::vector<PersonalData> names_told_in(const std::string& text, std::string_view language = {});

// Street addresses with the flat, the town and the postcode behind them, and those in small letters whose street word can be nothing else. Of kind "address".
[[nodiscard]] std::vector<PersonalData> addresses_told_in(const std::string& text);

// Names that are words as well ("Will", "Grace"): where one was introduced, the same word elsewhere says nothing of its bearer.
[[nodiscard]] bool name_and_word(std::string_view name);

}  // namespace handrail
