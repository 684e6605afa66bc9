// A JSON number taken apart, exactly: digits times a power of ten, so that 1.0, 1 and 10e-1 are seen to be one number without a double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handrail {

struct ExactNumber {
  bool negative = false;
  std::string digits;         // without zeros at either end; empty for zero
  std::int64_t exponent = 0;  // of the last digit: 12.5 is {"125", -1}
};

// nullopt where the literal is no number of RFC 8259, or has an exponent of more than five digits.
[[nodiscard]] std::optional<ExactNumber> exact_number(std::string_view literal);
// The number where it is whole and fits.
[[nodiscard]] std::optional<std::int64_t> whole_number(const ExactNumber& number);
// One spelling per number, laid out as ECMAScript (and so RFC 8785) does: "1000.5", "0.00001", "1e+30"; zero has no sign.
[[nodiscard]] std::string shortest_form(const ExactNumber& number);

}  // namespace handrail
