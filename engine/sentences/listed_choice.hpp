// What a question lists, "- value: what it is" in a line for each, may be chosen by what its line says: by the name of it, by a part of that, by its place.
// "- W1006: Trail backpack 28 l" is chosen by "the backpack" and by "the second one". English words for places; a name is whatever the line says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"

namespace handrail {

struct Listed {
  Json value;
  std::vector<std::string> words;   // what the line says beside it, without the small ones
  std::string name;                 // the same as it is written
};

// Fewer than two are no list.
[[nodiscard]] std::vector<Listed> listed_in(std::string_view question);

// The one that the words choose; null: none, or more than one. `seen`: the customer has the list before them, and a place in it says which.
[[nodiscard]] const Listed* chosen(const std::vector<Listed>& list, std::string_view text, bool seen);

// "Wave headphones, Pebble earbuds": whoever names one of them may not mean the whole.
[[nodiscard]] bool holds_several(const Listed& one);

// "The lamp order", "my headphones parcel": who calls it that means the whole. `things`: what the desk calls it.
[[nodiscard]] bool is_called_whole(const Listed& one, std::string_view text, const std::vector<std::string>& things);

// "Both", "all of them", whatever the list is.
[[nodiscard]] bool says_each(std::string_view text);

// "Both" of two, "all of them", "the first one and the lamp": each one that is meant, and nothing else is said; fewer than two: none.
[[nodiscard]] std::vector<const Listed*> all_chosen(const std::vector<Listed>& list, std::string_view text);

// "Neither of them", "none of these": nothing else is said.
[[nodiscard]] bool means_none(std::string_view text);

// "My latest order": it says which, though nobody may be able to tell.
[[nodiscard]] bool calls_a_thing(std::string_view text);

// The question with those lines of its list alone that have one of these values; as it is where that leaves fewer than two.
[[nodiscard]] std::string only_listed(const std::string& question, const std::vector<std::string>& values);

}  // namespace handrail
