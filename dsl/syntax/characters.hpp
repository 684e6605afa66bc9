// Which characters a policy text may hold. Text that does not read as it looks is refused: control characters, invisible ones, those that turn
// the direction of writing, and letters that pass for others (Unicode TR 36 and TR 39, cut down to what a policy needs).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handrail::dsl {

enum class Surroundings { words, quotes, comment };  // where a character stands

struct CharacterFault {
  std::string_view code;
  std::string message, note, help;
};

// What is wrong with the character there; nothing for one that may stand.
[[nodiscard]] std::optional<CharacterFault> fault_of(char32_t character, Surroundings surroundings);

// Follows a quoted text letter by letter, and says which letter is the stranger when a word has letters of two alphabets: the one that is not Latin.
class AlphabetWatch {
 public:
  enum class Stranger { none, this_one, the_one_before };
  [[nodiscard]] Stranger next(char32_t character);
  void reset() { alphabet_ = 0; }

 private:
  int alphabet_ = 0;  // of the letter before: 0 none, 1 Latin, 2 Greek, 3 Cyrillic
};
[[nodiscard]] CharacterFault mixed_alphabets(char32_t character);

}  // namespace handrail::dsl
