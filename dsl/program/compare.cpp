#include "dsl/program/compare.hpp"

#include <optional>


namespace handrail::dsl {

namespace {

constexpr std::int64_t one = 1'000'000;   // millionths

__extension__ using Wide = __int128;       // no whole number of millionths overflows it

std::optional<Wide> millionths(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return static_cast<Wide>(*whole) * one;
  if (const auto* decimal = value.as<Decimal>()) return decimal->millionths;
  return std::nullopt;
}

// Equality only: these have no order.
Truth equality(NodeOp op, bool same) {
  if (op == NodeOp::equal) return same ? Truth::yes : Truth::no;
  if (op == NodeOp::not_equal) return same ? Truth::no : Truth::yes;
  return Truth::unknown;
}

template <class T>
bool apply(NodeOp op, T a, T b, T* out) {
  if (op == NodeOp::add) return !__builtin_add_overflow(a, b, out);
  if (op == NodeOp::subtract) return !__builtin_sub_overflow(a, b, out);
  return !__builtin_mul_overflow(a, b, out);
}

Value number(NodeOp op, const Value& a, const Value& b) {
  const auto *x = a.as<std::int64_t>(), *y = b.as<std::int64_t>();
  if (x != nullptr && y != nullptr) {
    std::int64_t out = 0;
    return apply(op, *x, *y, &out) ? Value(out) : Value();
  }
  Wide out = 0;
  if (!apply(op, *millionths(a), *millionths(b), &out)) return {};
  if (op == NodeOp::multiply) {
    if (out % one != 0) return {};   // more decimals than a Decimal has: not rounded, not known
    out /= one;
  }
  if (out > INT64_MAX || out < INT64_MIN) return {};
  return Decimal{static_cast<std::int64_t>(out)};
}

// An amount or a duration, times a whole number.
Value scaled(const Value& quantity, std::int64_t factor) {
  std::int64_t out = 0;
  if (const auto* money = quantity.as<Money>())
    return __builtin_mul_overflow(money->minor, factor, &out) ? Value() : Value(Money{out, money->currency});
  if (const auto* duration = quantity.as<Duration>())
    return __builtin_mul_overflow(duration->ms, factor, &out) ? Value() : Value(Duration{out});
  return {};
}

Value time_sum(NodeOp op, const Value& a, const Value& b) {
  const auto ms = [](const Value& value) {
    if (const auto* instant = value.as<Instant>()) return std::optional(instant->ms);
    if (const auto* duration = value.as<Duration>()) return std::optional(duration->ms);
    return std::optional<std::int64_t>();
  };
  const auto x = ms(a), y = ms(b);
  std::int64_t out = 0;
  if (!x || !y || !apply(op, *x, *y, &out)) return {};
  const bool instants = a.as<Instant>() != nullptr, instant = instants || b.as<Instant>() != nullptr;
  if (instants && b.as<Instant>() != nullptr) return op == NodeOp::subtract ? Value(Duration{out}) : Value();
  return instant ? Value(Instant{out}) : Value(Duration{out});
}

}  // namespace

Truth compare_mixed(NodeOp op, const Value& a, const Value& b) {
  if (a.absent() || b.absent()) return Truth::no;
  if (a.unknown() || b.unknown()) return Truth::unknown;
  if (const auto *x = a.as<bool>(), *y = b.as<bool>(); x != nullptr && y != nullptr) return equality(op, *x == *y);
  if (const auto *x = a.as<Instant>(), *y = b.as<Instant>(); x != nullptr && y != nullptr) return answer(op, order_of(*x, *y));
  if (const auto *x = a.as<Duration>(), *y = b.as<Duration>(); x != nullptr && y != nullptr) return answer(op, order_of(*x, *y));
  const auto x = millionths(a), y = millionths(b);
  return x && y ? answer(op, order_of(*x, *y)) : Truth::unknown;
}

Value calculate(NodeOp op, const Value& a, const Value& b) {
  if (a.unknown() || b.unknown()) return Unknown{};
  if (a.absent() || b.absent()) return Absent{};
  if (millionths(a) && millionths(b)) return number(op, a, b);
  if (op == NodeOp::multiply) {
    const auto *x = a.as<std::int64_t>(), *y = b.as<std::int64_t>();
    return x != nullptr ? scaled(b, *x) : y != nullptr ? scaled(a, *y) : Value();
  }
  const auto *x = a.as<Money>(), *y = b.as<Money>();
  if (x == nullptr || y == nullptr) return time_sum(op, a, b);
  std::int64_t out = 0;
  if (!(x->currency == y->currency) || !apply(op, x->minor, y->minor, &out)) return {};
  return Money{out, x->currency};
}

}  // namespace handrail::dsl
