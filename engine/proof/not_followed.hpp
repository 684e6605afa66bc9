// What the solver takes as free in a condition, so that a case of its own need not come about: what stands in lists, what texts match, what look-ups inside a
// condition give, products of two facts. It says why a guarantee was neither shown nor refuted.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail {

struct NotFollowed {
  std::string part;                       // "any t in tags has t is \"gold\"", as it is written
  std::string what;                       // "what stands in `tags`"
  dsl::Span span;
  bool operator==(const NotFollowed& other) const { return part == other.part; }
};

// With leaves for which nothing was found (`open`) those, and the guarantee's own before them; else those that the solver's case names (`region`: its words);
// else those of the guarantee itself; else all that the rules ask about. Each once.
[[nodiscard]] std::vector<NotFollowed> not_followed(const dsl::Program& program, const dsl::Guarantee& guarantee, const std::string& region,
                                                    const std::vector<dsl::ExpressionId>& open = {});

}  // namespace handrail
