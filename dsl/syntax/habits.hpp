// What people write by habit and the language says otherwise: dates and amounts as other countries write them, signs of programming languages, words of other tools.
// The grammar only knows what would have fitted; this knows what was meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::dsl {

struct Habit {
  std::size_t begin = 0, end = 0;   // of the statement: what to point at
  std::string message;              // what is wrong with it; empty where what was expected says it better
  std::string help;                 // how the language says it
};

// `at`: where reading came to in the statement, at most its size; `expected`: what would have fitted there, in words.
[[nodiscard]] std::optional<Habit> habit_at(std::string_view statement, std::size_t at, std::string_view expected);

// The word of the language for one that people write in its place, when it is one of `words`: `otherwise` for "else", `queue` for "team".
[[nodiscard]] std::optional<std::string> meant_by(std::string_view word, const std::vector<std::string>& words);

// A word that begins a clause of some block, and never a block.
[[nodiscard]] bool begins_only_clauses(std::string_view word);

}  // namespace handrail::dsl
