// Money: whole minor units in an ISO 4217 currency that knows its digits (JPY 0, USD 2, KWD 3). No floating point comes near it,
// and amounts in two currencies never compare: that is an error, not a guess.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace handrail {

class Currency {
 public:
  Currency() = default;  // no currency: equal only to itself
  // "USD", "EUR": upper-case ISO 4217 code. Fails with invalid for codes that are not in the standard's list.
  static Result<Currency> parse(std::string_view code);
  [[nodiscard]] std::string_view code() const { return {code_.data(), code_[0] ? 3u : 0u}; }
  [[nodiscard]] int digits() const { return digits_; }  // decimal places of the minor unit
  bool operator==(const Currency&) const = default;

 private:
  std::array<char, 3> code_{};
  std::int8_t digits_ = 0;
};

struct Money {
  std::int64_t minor = 0;  // cents, for USD
  Currency currency;
  bool operator==(const Money&) const = default;
};

// "$100", "$1,000.50", "100 EUR", "EUR 100", "100.00" (in `assumed`), "-5.00 USD". More decimals than the currency has are refused.
Result<Money> parse_money(std::string_view text, std::optional<Currency> assumed = std::nullopt);
// "$1,000.50", "€20.00", "¥500", else "1,000.500 KWD": as a customer reads it.
std::string format_money(const Money& money);
// "1000.50": digits only, for JSON.
std::string format_amount(const Money& money);

// Fails with invalid on two currencies, with limit on overflow.
Result<Money> add(const Money& a, const Money& b);
Result<Money> subtract(const Money& a, const Money& b);

}  // namespace handrail
