// Commands that are told to be typed.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace handrail {

// A word of a command as a shell takes it: in quotes where it has more than letters, digits and what stands in plain paths.
[[nodiscard]] inline std::string typed_word(std::string_view word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("_-./:@%+=,").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// " --data FOLDER", where the command that tells of another one was given it.
[[nodiscard]] inline std::string data_option(const std::optional<std::string>& data) { return data ? " --data " + typed_word(*data) : ""; }

}  // namespace handrail
