#include "adapters/reading/day_words.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace handrail::reading {

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number_in(std::string_view word) {
  int value = 0;
  for (const char c : word.substr(0, 8))
    if (is_digit(c)) value = value * 10 + (c - '0');
  return value;
}

int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> english = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  constexpr std::array<std::string_view, 12> german = {"j\u00e4n", "feb", "m\u00e4r", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"};
  const std::string folded = fold_case(word);
  for (std::size_t i = 0; i < english.size(); ++i)
    if (folded.starts_with(english[i]) || folded.starts_with(german[i]) || (i == 2 && folded.starts_with("maer"))) return static_cast<int>(i) + 1;
  return 0;
}

int weekday_of(std::string_view word) {
  constexpr std::array<std::string_view, 7> english = {"mo", "tu", "we", "th", "fr", "sa", "su"};
  constexpr std::array<std::string_view, 7> german = {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "s", "sonntag"};   // Samstag, Sonnabend
  const std::string folded = lower_ascii(word);
  for (std::size_t i : {0u, 1u, 2u, 3u, 4u, 6u})
    if (folded.starts_with(german[i])) return static_cast<int>(i) + 1;
  if (folded.starts_with("sonnabend")) return 6;
  for (std::size_t i = 0; i < english.size(); ++i)
    if (folded.starts_with(english[i])) return static_cast<int>(i) + 1;
  return 0;
}

int count_of(std::string_view word) {
  constexpr std::array<std::string_view, 13> english = {"a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  constexpr std::array<std::string_view, 13> german = {"", "ein", "zwei", "drei", "vier", "f\u00fcnf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zw\u00f6lf"};
  if (!word.empty() && is_digit(word.front())) return number_in(word);
  const std::string folded = fold_case(word);
  for (std::size_t i = 0; i < english.size(); ++i)
    if (folded == english[i] || (i > 0 && folded == german[i])) return std::max(1, static_cast<int>(i));
  return folded.starts_with("ein") || folded == "an" ? 1 : 0;
}

}  // namespace handrail::reading
