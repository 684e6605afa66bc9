// Two values side by side. Known absence compares as no, whatever it is asked; two currencies, or two types that the checker could not have
// let through, compare as unknown: never a guess.
#pragma once

#include <cstdint>
#include <string>

#include "dsl/check/types.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

// Values of two types, or of a type that is only compared with others of its kind: whole numbers with decimals, say.
[[nodiscard]] Truth compare_mixed(NodeOp op, const Value& a, const Value& b);

static_assert(static_cast<int>(NodeOp::at_least) - static_cast<int>(NodeOp::equal) == 5, "the comparisons stand together, in this order");

// -1, 0 or 1 as an answer to `op`.
[[nodiscard]] inline Truth answer(NodeOp op, int order) {
  constexpr std::uint8_t holds[] = {0b010, 0b101, 0b001, 0b011, 0b100, 0b110};   // by op; bits: less, equal, more
  return (holds[static_cast<int>(op) - static_cast<int>(NodeOp::equal)] >> (order + 1)) & 1 ? Truth::yes : Truth::no;
}
template <class T>
[[nodiscard]] int order_of(const T& a, const T& b) { return static_cast<int>(b < a) - static_cast<int>(a < b); }

// `op` is one of equal, not_equal, less, at_most, more, at_least. Inline: this is what a decision spends its time on.
[[nodiscard, gnu::always_inline]] inline Truth compare(NodeOp op, const Value& a, const Value& b) {
  if (const auto* x = a.as<std::string>())
    if (const auto* y = b.as<std::string>(); y != nullptr && op <= NodeOp::not_equal) return (*x == *y) == (op == NodeOp::equal) ? Truth::yes : Truth::no;
  if (const auto* x = a.as<Money>())
    if (const auto* y = b.as<Money>()) return x->currency == y->currency ? answer(op, order_of(x->minor, y->minor)) : Truth::unknown;
  if (const auto* x = a.as<std::int64_t>())
    if (const auto* y = b.as<std::int64_t>()) return answer(op, order_of(*x, *y));
  return compare_mixed(op, a, b);
}
// add, subtract, multiply; Unknown where the result would not fit, Absent where a side is.
[[nodiscard]] Value calculate(NodeOp op, const Value& a, const Value& b);

}  // namespace handrail::dsl
