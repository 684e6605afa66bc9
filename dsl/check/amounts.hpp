// An amount as the language writes it: "$300", "$1,000.50", "300 EUR". What an author is told to write must read back.
#pragma once

#include <string>

#include "engine/base/money.hpp"

namespace handrail::dsl {

[[nodiscard]] inline std::string amount_in_words(const Money& amount) {
  constexpr std::string_view digits = "0123456789";
  std::string words = format_money(amount);
  const std::size_t first = words.find_first_of(digits);
  const bool dollars = first > 0 && words[first - 1] == '$';
  const std::size_t end = words.find_last_of(digits) + 1, point = words.find('.', first);
  std::string number = words.substr(first, end - first);
  if (point != std::string::npos && words.find_first_not_of('0', point + 1) >= end) number.resize(point - first);
  return (amount.minor < 0 ? "-" : "") + (dollars ? "$" + number : amount.currency.code().empty() ? number : number + " " + std::string(amount.currency.code()));
}

}  // namespace handrail::dsl
