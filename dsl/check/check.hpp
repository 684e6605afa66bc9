// A tree in; names and types settled, or what is wrong with them, out. The second thing to read after dsl/program/compile.cpp.
#pragma once

#include <unordered_map>
#include <vector>

#include "dsl/check/names.hpp"
#include "dsl/check/resolved.hpp"
#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

// Points into the tree, which must outlive it.
struct Checked {
  Symbols symbols;
  Names turn;                                                  // with the slots that the turn's conditions read
  std::vector<Names> tools;                                    // as symbols.tools
  std::unordered_map<const Expression*, Resolved> expressions; // conditions and terms by their place in the tree; none for fixed values
  [[nodiscard]] const Resolved* find(const Expression& expression) const {
    const auto it = expressions.find(&expression);
    return it == expressions.end() ? nullptr : &it->second;
  }
};

// `today`: when rules that are over are to be told. Appends every finding to `diagnostics`. What came back may be lowered when none of them is an error.
[[nodiscard]] Checked check(const Tree& tree, const Sources& sources, Diagnostics& diagnostics, std::optional<Instant> today = {});

}  // namespace handrail::dsl
