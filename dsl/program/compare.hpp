// Two values side by side. Known absence compares as no, whatever it is asked; two currencies, or two types that the checker could not have
// let through, compare as unknown: never a guess.
#pragma once

#include <cstdint>
#include <string>

#include "dsl/check/types.hpp"
#include "engine/base/money.hpp"
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

// A number in a calculation, which is exact: the checker lets none through whose result could be larger than this holds (P0314).
struct Quantity {
  enum class Kind : std::uint8_t { unknown, absent, whole, decimal, money, time, duration };   // unknown: also whatever is no number
  __extension__ using Units = __int128;
  Kind kind = Kind::unknown;
  Units units = 0;                        // whole numbers, millionths, minor units, milliseconds
  Currency currency;
};
[[nodiscard]] Quantity quantity_of(const Value& value);
[[nodiscard]] Value value_of(const Quantity& quantity);   // Unknown where it is larger than a value may be
[[nodiscard]] Truth compare(NodeOp op, const Quantity& a, const Quantity& b);
// add, subtract, multiply; Absent where a side is.
[[nodiscard]] Quantity calculate(NodeOp op, const Quantity& a, const Quantity& b);
[[nodiscard]] inline Value calculate(NodeOp op, const Value& a, const Value& b) { return value_of(calculate(op, quantity_of(a), quantity_of(b))); }

}  // namespace handrail::dsl
