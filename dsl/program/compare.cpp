#include "dsl/program/compare.hpp"

namespace handrail::dsl {

namespace {

using Kind = Quantity::Kind;
using Units = Quantity::Units;

constexpr std::int64_t one = 1'000'000;   // millionths

bool is_number(const Quantity& quantity) { return quantity.kind == Kind::whole || quantity.kind == Kind::decimal; }
bool is_known(const Quantity& quantity) { return quantity.kind != Kind::unknown && quantity.kind != Kind::absent; }
Units millionths(const Quantity& number) { return number.kind == Kind::whole ? number.units * one : number.units; }

// Equality only: these have no order.
Truth equality(NodeOp op, bool same) {
  if (op == NodeOp::equal) return same ? Truth::yes : Truth::no;
  if (op == NodeOp::not_equal) return same ? Truth::no : Truth::yes;
  return Truth::unknown;
}

Quantity made(Kind kind, NodeOp op, Units a, Units b, Currency currency = {}) {
  Quantity out{kind, 0, currency};
  const bool fits = op == NodeOp::add ? !__builtin_add_overflow(a, b, &out.units)
                    : op == NodeOp::subtract ? !__builtin_sub_overflow(a, b, &out.units) : !__builtin_mul_overflow(a, b, &out.units);
  return fits ? out : Quantity{};
}

bool scales(const Quantity& quantity) { return is_number(quantity) || quantity.kind == Kind::money || quantity.kind == Kind::duration; }

// A number, an amount or a duration, times a whole number; of two decimals one with as many decimals as there may be.
Quantity product(const Quantity& a, const Quantity& b) {
  if (b.kind == Kind::whole && scales(a)) return made(a.kind, NodeOp::multiply, a.units, b.units, a.currency);
  if (a.kind == Kind::whole && scales(b)) return product(b, a);
  if (a.kind != Kind::decimal || b.kind != Kind::decimal) return {};
  Quantity out = made(Kind::decimal, NodeOp::multiply, a.units, b.units);
  if (out.units % one != 0) return {};   // more decimals than a Decimal has: not rounded, not known
  out.units /= one;
  return out;
}

Quantity time_sum(NodeOp op, const Quantity& a, const Quantity& b) {
  const bool times = a.kind == Kind::time && b.kind == Kind::time, time = a.kind == Kind::time || b.kind == Kind::time;
  if (times && op != NodeOp::subtract) return {};
  return made(time && !times ? Kind::time : Kind::duration, op, a.units, b.units);
}

bool is_time(const Quantity& quantity) { return quantity.kind == Kind::time || quantity.kind == Kind::duration; }

}  // namespace

Quantity quantity_of(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return {Kind::whole, *whole, {}};
  if (const auto* decimal = value.as<Decimal>()) return {Kind::decimal, decimal->millionths, {}};
  if (const auto* money = value.as<Money>()) return {Kind::money, money->minor, money->currency};
  if (const auto* time = value.as<Instant>()) return {Kind::time, time->ms, {}};
  if (const auto* duration = value.as<Duration>()) return {Kind::duration, duration->ms, {}};
  return {value.absent() ? Kind::absent : Kind::unknown, 0, {}};
}

Value value_of(const Quantity& quantity) {
  const auto units = static_cast<std::int64_t>(quantity.units);
  if (quantity.kind == Kind::absent) return Absent{};
  if (units != quantity.units) return Unknown{};
  switch (quantity.kind) {
    case Kind::whole: return units;
    case Kind::decimal: return Decimal{units};
    case Kind::money: return Money{units, quantity.currency};
    case Kind::time: return Instant{units};
    case Kind::duration: return Duration{units};
    default: return Unknown{};
  }
}

Truth compare(NodeOp op, const Quantity& a, const Quantity& b) {
  if (a.kind == Kind::absent || b.kind == Kind::absent) return Truth::no;
  if (is_number(a) && is_number(b)) return a.kind == b.kind ? answer(op, order_of(a.units, b.units)) : answer(op, order_of(millionths(a), millionths(b)));
  if (!is_known(a) || a.kind != b.kind || !(a.currency == b.currency)) return Truth::unknown;
  return answer(op, order_of(a.units, b.units));
}

Truth compare_mixed(NodeOp op, const Value& a, const Value& b) {
  if (a.absent() || b.absent()) return Truth::no;
  if (const auto *x = a.as<bool>(), *y = b.as<bool>(); x != nullptr && y != nullptr) return equality(op, *x == *y);
  return compare(op, quantity_of(a), quantity_of(b));
}

Quantity calculate(NodeOp op, const Quantity& a, const Quantity& b) {
  if (a.kind == Kind::unknown || b.kind == Kind::unknown) return {};
  if (a.kind == Kind::absent || b.kind == Kind::absent) return {Kind::absent, 0, {}};
  if (op == NodeOp::multiply) return product(a, b);
  if (is_number(a) && is_number(b))
    return a.kind == b.kind ? made(a.kind, op, a.units, b.units) : made(Kind::decimal, op, millionths(a), millionths(b));
  if (a.kind == Kind::money && b.kind == Kind::money) return a.currency == b.currency ? made(Kind::money, op, a.units, b.units, a.currency) : Quantity{};
  return is_time(a) && is_time(b) ? time_sum(op, a, b) : Quantity{};
}

}  // namespace handrail::dsl
