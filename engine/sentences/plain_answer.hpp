// A plain yes or no in German, French, Spanish, Italian or Dutch: "ja bitte", "lieber nicht", "oui, merci", "mejor no". What other forms are ("bitte" alone, "danke" alone) may
// mean
// either, and is none. Case does not count.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

enum class PlainAnswer { none, yes, no };

// Of a message that says nothing else, in this language (ISO 639-1).
[[nodiscard]] PlainAnswer plain_answer(std::string_view text, std::string_view language);

// The text with "yes" or "no" where it says so: in the place of all of it, or of the word that it begins with, where a mark or a joining word follows ("nein, am Samstag"). What
// stands behind keeps its place; as it is, where it says neither.
[[nodiscard]] std::string with_plain_answer_in_english(std::string_view text, std::string_view language);

}  // namespace handrail
