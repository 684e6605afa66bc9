#include "engine/schema/exact.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

namespace handrail::exact {
namespace {

// sign, digits without zeros at either end, and the place of the point: value = 0.DIGITS * 10^point. Zero has no digits.
struct Digits {
  bool negative = false;
  std::string digits;
  std::int64_t point = 0;
};

Digits read(std::string_view number) {
  constexpr std::int64_t far = 1'000'000'000;   // an exponent beyond it compares as this one
  Digits read;
  std::size_t i = 0;
  if (i < number.size() && number[i] == '-') read.negative = number[i++] == '-';
  std::int64_t before = 0;
  bool fraction = false;
  for (; i < number.size() && number[i] != 'e' && number[i] != 'E'; ++i) {
    if (number[i] == '.') {
      fraction = true;
      continue;
    }
    read.digits += number[i];
    before += fraction ? 0 : 1;
  }
  std::int64_t exponent = 0;
  if (i < number.size()) {
    std::string_view text = number.substr(i + 1);
    const bool negative = text.substr(0, 1) == "-";
    if (negative || text.substr(0, 1) == "+") text.remove_prefix(1);
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (parsed.ec != std::errc() || exponent > far) exponent = far;
    if (negative) exponent = -exponent;
  }
  read.point = before + exponent;
  const std::size_t first = read.digits.find_first_not_of('0');
  if (first == std::string::npos) return {};
  read.digits.erase(0, first);
  read.point -= static_cast<std::int64_t>(first);
  read.digits.erase(read.digits.find_last_not_of('0') + 1);
  return read;
}

}  // namespace

std::strong_ordering compare(std::string_view a, std::string_view b) {
  const Digits x = read(a), y = read(b);
  const int sign_x = x.digits.empty() ? 0 : x.negative ? -1 : 1, sign_y = y.digits.empty() ? 0 : y.negative ? -1 : 1;
  if (sign_x != sign_y) return sign_x <=> sign_y;
  if (sign_x == 0) return std::strong_ordering::equal;
  const auto magnitude = x.point != y.point ? x.point <=> y.point : x.digits.compare(y.digits) <=> 0;
  return sign_x > 0 ? magnitude : 0 <=> magnitude;
}

bool whole(std::string_view number) {
  const Digits read_number = read(number);
  return read_number.digits.empty() || read_number.point >= static_cast<std::int64_t>(read_number.digits.size());
}

bool multiple(std::string_view number, std::string_view step) {
  const Digits x = read(number), y = read(step);
  if (y.digits.empty()) return false;
  if (x.digits.empty()) return true;
  // Both as whole numbers of the smaller of their last places.
  const std::int64_t last_x = x.point - static_cast<std::int64_t>(x.digits.size()), last_y = y.point - static_cast<std::int64_t>(y.digits.size());
  const std::int64_t last = std::min(last_x, last_y);
  constexpr std::size_t digits_max = 38;
  if (x.point - last > static_cast<std::int64_t>(digits_max) || y.point - last > static_cast<std::int64_t>(digits_max)) return false;
  const auto value = [&](const Digits& d, std::int64_t own_last) {
    __extension__ unsigned __int128 sum = 0;
    for (const char c : d.digits) sum = sum * 10 + static_cast<unsigned>(c - '0');
    for (std::int64_t i = last; i < own_last; ++i) sum *= 10;
    return sum;
  };
  return value(x, last_x) % value(y, last_y) == 0;
}

}  // namespace handrail::exact
