// Whether words tell that an AI speaks, in whichever of the languages of a wording: by its common name there, and without a no before it.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text.hpp"

namespace handrail::dsl {

// Short names, as whole words in capitals: in small letters they are other words ("j'ai", "ia").
inline constexpr std::array<std::string_view, 13> ai_short{"AI", "A.I", "KI", "K.I", "IA", "I.A", "UI", "SI", "MI", "YZ", "ИИ", "ШІ", "ΤΝ"};
// Parts of words, in small letters.
inline constexpr std::array<std::string_view, 53> ai_parts{
    "artific", "künstlich", "kunstmatig", "kunstig", "konstgjord", "uměl", "umel", "sztuczn", "mesterséges", "yapay", "tekoäly", "buatan",
    "nhân", "искусствен", "штучн", "изкуств", "τεχνητ", "robot", "robô", "bot", "virtu", "automat", "automá",
    "automà", "sprachmodell", "чатбот", "робот", "виртуал", "віртуал", "автомат", "ρομπότ",
    "εικονικ", "αυτόματ", "人工", "机器", "機器", "ボット", "인공", "로봇", "챗봇", "اصطناع", "روبوت",
    "مصنوعی", "ربات", "מלאכותית", "בוט", "कृत्रिम", "एआई", "কৃত্রিম", "এআই",
    "ปัญญาประดิษฐ์", "արհեստական", "ხელოვნურ"};
inline constexpr std::array<std::string_view, 19> ai_denials{
    "not", "no", "never", "isn", "kein", "keine", "keiner", "nicht", "pas", "sin", "non", "nie", "niet", "geen", "не", "inte", "ikke", "não",
    "nessuna"};
inline constexpr std::size_t ai_denied_words = 3;   // "I am not an AI": as far before it

// Where no blanks stand between words: AI between signs that are no Latin letters.
[[nodiscard]] inline bool ai_between_signs(std::string_view word) {
  const auto letter = [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; };
  const std::size_t at = word.find("AI");
  return at != std::string_view::npos && (at == 0 || !letter(word[at - 1])) && (at + 2 >= word.size() || !letter(word[at + 2]));
}

[[nodiscard]] inline bool names_an_ai(std::string_view words) {
  constexpr std::string_view parting = " \t\n,;:!?\"()'";
  std::vector<std::string> before;   // words of the clause, in small letters
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find_first_of(parting, at), words.size());
    std::string_view word = words.substr(at, end - at);
    const bool closes = (end < words.size() && words[end] != ' ' && words[end] != '\'') || word.ends_with('.');
    at = end + 1;
    while (word.ends_with('.')) word.remove_suffix(1);
    const std::string small = fold_case(word);
    const bool named = std::ranges::find(ai_short, word) != ai_short.end() ||
                       std::ranges::any_of(ai_parts, [&](std::string_view part) {
                         return part != "bot" ? small.find(part) != std::string::npos : small.ends_with("bot") || small.starts_with("bot-"); }) ||
                       std::ranges::any_of(ai_short, [&](std::string_view part) {
                         return word.starts_with(part) && word.substr(part.size()).starts_with('-'); }) || ai_between_signs(word);
    const std::size_t from = before.size() - std::min(before.size(), ai_denied_words);
    if (named && std::none_of(before.begin() + static_cast<std::ptrdiff_t>(from), before.end(), [](const std::string& one) {
          return std::ranges::find(ai_denials, one) != ai_denials.end(); })) return true;
    if (!small.empty()) before.push_back(small);
    if (closes) before.clear();
  }
  return false;
}

}  // namespace handrail::dsl
