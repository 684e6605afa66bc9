// A customer who says that this was asked before.
#pragma once

#include <string_view>

namespace handrail::reading::lexicon {

inline constexpr std::string_view again[] = {
    "as i said", "like i said", "as i already said", "i already told you", "i told you already", "i already said", "i just said", "i just told you", "i said that already", "i already asked",
    "i have already asked", "i've already asked", "asking again", "ask again", "i repeat", "let me repeat", "repeating myself", "same question", "you didn't answer", "you did not answer", "you haven't answered",
    "you still haven't answered", "that's not what i asked", "that is not what i asked", "that's not my question", "that doesn't answer my question", "that does not answer my question", "didn't answer my question",
};

}  // namespace handrail::reading::lexicon
