// Numbers, amounts, times and durations: how they compare and add up. Exactly, however large.
#pragma once

#include <array>

#include "dsl/syntax/tree.hpp"
#include "engine/base/value.hpp"

namespace handrail::reference {

// A value as so many of the smallest units of its kind: cents of a currency, milliseconds, millionths of a number. Kind "": it is no quantity.
__extension__ using Wide = __int128;
struct Quantity {
  std::string kind;
  Wide units = 0;
  Value like;                              // of which type it is; of what is no quantity, the value
};
inline Quantity quantity(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return {"number", Wide{*whole} * 1'000'000, value};
  if (const auto* decimal = value.as<Decimal>()) return {"number", decimal->millionths, value};
  if (const auto* money = value.as<Money>()) return {std::string(money->currency.code()), money->minor, value};
  if (const auto* time = value.as<Instant>()) return {"time", time->ms, value};
  if (const auto* duration = value.as<Duration>()) return {"duration", duration->ms, value};
  return {"", 0, value};
}
inline bool whole(const Quantity& quantity) { return quantity.like.as<std::int64_t>() != nullptr; }
inline bool nothing(const Quantity& quantity) { return quantity.like == Value(0); }   // a sum of no terms is of every kind
// As a value; Unknown where it is larger than one may be.
inline Value value_of(const Quantity& quantity) {
  const Wide units = whole(quantity) ? quantity.units / 1'000'000 : quantity.units;
  const auto n = static_cast<std::int64_t>(units);
  if (quantity.kind.empty()) return quantity.like;
  if (n != units) return {};
  if (const auto* money = quantity.like.as<Money>()) return Money{n, money->currency};
  if (quantity.like.as<Instant>() != nullptr) return Instant{n};
  if (quantity.like.as<Duration>() != nullptr) return Duration{n};
  return whole(quantity) ? Value(n) : Value(Decimal{n});
}

inline Quantity calculate(dsl::Arithmetic op, const Quantity& a, const Quantity& b) {
  if (a.like.unknown() || b.like.unknown()) return {};
  if (a.like.absent() || b.like.absent()) return quantity(Absent{});
  const Quantity& finer = whole(a) ? b : a;   // 3 times $5 is money, 1 more than 2.5 is a decimal
  if (op == dsl::Arithmetic::multiply) {      // never rounded
    if (whole(a) || whole(b)) return {finer.kind, (whole(a) ? a : b).units / 1'000'000 * finer.units, finer.like};
    const Wide product = a.units * b.units;
    return product % 1'000'000 != 0 ? Quantity{} : Quantity{"number", product / 1'000'000, a.like};
  }
  const Wide units = op == dsl::Arithmetic::add ? a.units + b.units : a.units - b.units;
  if (a.kind == "time" && b.kind == "time") return {"duration", units, Duration{}};
  if (a.kind == "time" || b.kind == "time") return {"time", units, a.kind == "time" ? a.like : b.like};
  return a.kind == b.kind || nothing(a) ? Quantity{finer.kind, units, finer.like} : Quantity{};   // two currencies do not add up
}
inline Value calculate(dsl::Arithmetic op, const Value& left, const Value& right) { return value_of(calculate(op, quantity(left), quantity(right))); }

// What is known not to be there compares with nothing; amounts in two currencies cannot be compared.
inline Value compare(dsl::Comparison op, const Quantity& a, const Quantity& b) {
  if (a.like.absent() || b.like.absent()) return false;
  if (a.like.unknown() || b.like.unknown() || (a.kind != b.kind && !nothing(a) && !nothing(b))) return {};
  const int order = a.kind.empty() ? int{a.like != b.like} : (a.units > b.units) - (a.units < b.units);
  return std::array{order == 0, order != 0, order < 0, order <= 0, order > 0, order >= 0}.at(static_cast<std::size_t>(op));   // is, is not, under, …
}
inline Value compare(dsl::Comparison op, const Value& left, const Value& right) { return compare(op, quantity(left), quantity(right)); }

}  // namespace handrail::reference
