// Clauses that take a fixed value ("within 4 hours", "send at 75%"): what the tree's expression holds.
#pragma once

#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

// The value, when the expression is a literal of that type.
template <class T>
[[nodiscard]] const T* literal_as(const Expression& expression) {
  const auto* node = std::get_if<LiteralNode>(&expression.node);
  return node == nullptr ? nullptr : node->value.as<T>();
}

}  // namespace handrail::dsl
