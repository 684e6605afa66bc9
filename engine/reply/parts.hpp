// A sentence cut into clauses, and what each of its words does there: whether it is denied, and between which bounds a figure stands. A source says "standard
// delivery takes 3 to 5 days, express delivery 1 to 2": which figure belongs to which words is what the clauses tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/figures.hpp"
#include "engine/reply/reading.hpp"

namespace handrail::reply {

struct Part {
  std::string text;
  std::uint64_t meaning = 0;
  std::size_t clause = 0;      // clauses without a figure belong to the one with a figure before them, else to the one behind
  bool content = false;        // says something by itself, and is neither a figure nor its unit
  bool capital = false;
  bool denied = false;         // the word that a "not" or "no" is about
  bool hyphened = false;       // joined with its neighbour by a hyphen
  bool in_wording = false;     // of several words that say one thing together
  bool parted = false;         // a comma, a semicolon or a bracket stands in front of it
};

// One for each word of the sentence, in order.
[[nodiscard]] std::vector<Part> parts_of(const Sentence& sentence, std::string_view text, const std::vector<Figure>& figures);

// A word of denying that denies, and does not bound a figure ("no more than 40").
[[nodiscard]] bool negates_at(const std::vector<Part>& parts, std::size_t i);

enum class Bound { none, least, most };   // "from $50", "over $50": least; "within 30 days", "before 2 pm": most

[[nodiscard]] Bound bound_of(const std::vector<Part>& parts, const Figure& figure);

}  // namespace handrail::reply
