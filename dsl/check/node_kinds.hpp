// What kinds of questions the nodes of a condition are: the six comparisons of the language, how they turn into each other, and what looks into a text.
#pragma once

#include "dsl/check/types.hpp"

namespace handrail::dsl {

inline bool is_comparison(NodeOp op) { return op >= NodeOp::equal && op <= NodeOp::at_least; }
inline bool is_equality(NodeOp op) { return op == NodeOp::equal || op == NodeOp::not_equal; }

// A fixed part is looked for in a text. A pattern (`matches`) is tried on one as well, and has no such part.
inline bool looks_into_text(NodeOp op) { return op == NodeOp::contains || op == NodeOp::starts_with || op == NodeOp::ends_with; }
inline bool tests_text(NodeOp op) { return looks_into_text(op) || op == NodeOp::matches; }

// What holds where this one does not, of two values that are known.
inline NodeOp opposite(NodeOp op) {
  switch (op) {
    case NodeOp::equal: return NodeOp::not_equal;
    case NodeOp::not_equal: return NodeOp::equal;
    case NodeOp::less: return NodeOp::at_least;
    case NodeOp::at_least: return NodeOp::less;
    case NodeOp::more: return NodeOp::at_most;
    case NodeOp::at_most: return NodeOp::more;
    default: return op;
  }
}

// The same with its two sides in each other's place.
inline NodeOp turned(NodeOp op) {
  switch (op) {
    case NodeOp::less: return NodeOp::more;
    case NodeOp::more: return NodeOp::less;
    case NodeOp::at_most: return NodeOp::at_least;
    case NodeOp::at_least: return NodeOp::at_most;
    default: return op;
  }
}

}  // namespace handrail::dsl
