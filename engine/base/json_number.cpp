#include "engine/base/json_number.hpp"

namespace handrail {

namespace {

constexpr std::size_t exponent_digits_max = 5;

std::string_view take_digits(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
  const std::string_view taken = text.substr(0, length);
  text.remove_prefix(length);
  return taken;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// "e+05" at the front of the text; nothing is an exponent of 0.
std::optional<std::int64_t> take_exponent(std::string_view& text) {
  if (!take(text, 'e') && !take(text, 'E')) return 0;
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const std::string_view digits = take_digits(text);
  if (digits.empty() || digits.size() > exponent_digits_max) return std::nullopt;
  const std::int64_t value = std::stoll(std::string(digits));
  return negative ? -value : value;
}

}  // namespace

std::optional<ExactNumber> exact_number(std::string_view literal) {
  ExactNumber number;
  number.negative = take(literal, '-');
  const std::string_view whole = take_digits(literal);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
  std::string_view decimals;
  if (take(literal, '.')) {
    decimals = take_digits(literal);
    if (decimals.empty()) return std::nullopt;
  }
  const std::optional<std::int64_t> exponent = take_exponent(literal);
  if (!exponent || !literal.empty()) return std::nullopt;

  number.digits.append(whole).append(decimals);
  number.exponent = *exponent - static_cast<std::int64_t>(decimals.size());
  const std::size_t last = number.digits.find_last_not_of('0');
  if (last == std::string::npos) return ExactNumber{};
  number.exponent += static_cast<std::int64_t>(number.digits.size() - last - 1);
  number.digits.erase(last + 1);
  number.digits.erase(0, number.digits.find_first_not_of('0'));
  return number;
}

std::optional<std::int64_t> whole_number(const ExactNumber& number) {
  constexpr std::int64_t digits_max = 19;  // of a 64-bit integer
  const auto size = static_cast<std::int64_t>(number.digits.size());
  if (number.exponent < 0 || size + number.exponent > digits_max) return std::nullopt;
  std::int64_t value = 0;
  for (std::int64_t i = 0; i < size + number.exponent; ++i) {
    const int digit = i < size ? number.digits[static_cast<std::size_t>(i)] - '0' : 0;
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return std::nullopt;
    if (__builtin_add_overflow(value, std::int64_t{number.negative ? -digit : digit}, &value)) return std::nullopt;
  }
  return value;
}

std::string shortest_form(const ExactNumber& number) {
  constexpr std::int64_t plain_digits_max = 21;
  constexpr std::int64_t plain_zeros_max = 6;  // after the point, before the first digit
  if (number.digits.empty()) return "0";
  const std::string sign = number.negative ? "-" : "";
  const auto size = static_cast<std::int64_t>(number.digits.size());
  const std::int64_t point = size + number.exponent;  // where the decimal point stands, counted from the first digit
  if (size <= point && point <= plain_digits_max) return sign + number.digits + std::string(static_cast<std::size_t>(point - size), '0');
  if (point > 0 && point <= plain_digits_max) {
    return sign + number.digits.substr(0, static_cast<std::size_t>(point)) + "." + number.digits.substr(static_cast<std::size_t>(point));
  }
  if (point <= 0 && point > -plain_zeros_max) return sign + "0." + std::string(static_cast<std::size_t>(-point), '0') + number.digits;
  const std::string fraction = size > 1 ? "." + number.digits.substr(1) : "";
  return sign + number.digits.front() + fraction + "e" + (point > 0 ? "+" : "-") + std::to_string(point > 0 ? point - 1 : 1 - point);
}

}  // namespace handrail
