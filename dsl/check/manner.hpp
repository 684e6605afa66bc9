// The tones and languages in which a bundle may word its texts: the tones that `reply rules` name, the languages that a message is recognised in.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/types.hpp"
#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

[[nodiscard]] inline const std::vector<std::string>& tone_words() {
  static const std::vector<std::string> words{"formal", "friendly", "plain", "warm"};
  return words;
}
// ISO 639-1, as `written_in` may have them. A test holds the reader of messages to the same list.
[[nodiscard]] inline const std::vector<std::string>& language_codes() {
  static const std::vector<std::string> codes{"ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "hy", "id",
                                              "it", "ja", "ka", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "th", "tr", "uk", "ur", "vi", "zh"};
  return codes;
}
[[nodiscard]] inline bool is_tone(std::string_view word) { return std::ranges::find(tone_words(), word) != tone_words().end(); }

// `de`, `formal`, `de formal`.
[[nodiscard]] inline Manner manner_of(const WordingBlock::Variant& variant) {
  Manner manner;
  for (const Name& word : variant.manner) (is_tone(word.text) ? manner.tone : manner.language) = word.text;
  return manner;
}
[[nodiscard]] inline std::string in_words(const Manner& manner) { return manner.language + (manner.language.empty() || manner.tone.empty() ? "" : " ") + manner.tone; }

}  // namespace handrail::dsl
