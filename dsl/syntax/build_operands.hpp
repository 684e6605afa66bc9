// Making one expression of others: what the files that build expressions have in common.
#pragma once

#include <algorithm>

#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

inline Span over(Span a, Span b) { return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

inline Operands operands_of(Expression a) {
  Operands out;
  out.push_back(std::move(a));
  return out;
}
inline Operands operands_of(Expression a, Expression b) {
  Operands out = operands_of(std::move(a));
  out.push_back(std::move(b));
  return out;
}

inline Expression negated(Expression inner) {
  const Span span = inner.span;
  return {span, NotNode{operands_of(std::move(inner))}};
}

}  // namespace handrail::dsl
