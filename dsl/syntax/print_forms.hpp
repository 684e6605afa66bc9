// How the clauses of each block stand: which words are the clause's own, in which column their values begin, and in which order they come.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/syntax/print_words.hpp"

namespace handrail::dsl {

struct ClausePlace {
  std::size_t words = 0;   // how many words are the clause's own; 0: nothing is lined up
  int group = 0;           // clauses of one group have their values in one column
  int rank = 0;            // place in the canonical order; equal ranks keep their order
};
struct BlockPlaces {
  bool cells = false;            // rows of cells
  std::size_t column_min = 0;    // of the values, counted from the clause's first letter
};

[[nodiscard]] BlockPlaces places_of(std::string_view block_word);
[[nodiscard]] ClausePlace place_of(std::string_view block_word, const PrintWords& clause);

}  // namespace handrail::dsl
