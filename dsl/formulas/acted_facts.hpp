// What is to answer how while values are tried, and the facts that it asks about.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

struct ActedTest {
  std::ptrdiff_t part;
  ExpressionId leaf;
  Truth wanted;
  std::optional<TermAnswer::Is> is;      // of a term, and no leaf
  std::vector<std::uint32_t> slots, tools;
};

// One fact: where it stands in each part, and the tests that ask it.
struct ActedFact {
  std::string path;
  Type type;
  std::size_t part = 0;
  std::vector<std::pair<std::size_t, std::uint32_t>> places;
  std::vector<std::size_t> tests;
  bool read_apart = false;               // its entries have other types in another part: a value is then what stands in the line, and each part reads it
};

inline bool asks(const ActedTest& test, const std::pair<std::size_t, std::uint32_t>& place) {
  return static_cast<std::size_t>(test.part) == place.first && std::ranges::find(test.slots, place.second) != test.slots.end();
}

}  // namespace handrail::dsl
