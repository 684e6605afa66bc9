// An expression whose names and types are settled: what the checker makes of a tree's Expression and lowering writes down as nodes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/check/types.hpp"
#include "dsl/source/source.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

struct Resolved {
  NodeOp op = NodeOp::constant;
  Type type;
  Span span;
  bool valid = true;                    // false: already reported; whatever contains it stays silent
  std::vector<Resolved> operands;       // in the order that NodeOp says; for quantifiers: list, condition
  Value constant;                       // constant
  std::uint32_t index = 0;              // slot: of the scope; local: depth, 0 innermost
  std::string field;                    // field
  std::optional<Span> declared;         // where the fact that it reads is declared
};

}  // namespace handrail::dsl
