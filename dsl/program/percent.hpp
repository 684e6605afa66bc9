// A share as the language writes it: "62.5%".
#pragma once

#include <string>

#include "engine/base/value.hpp"

namespace handrail::dsl {

// One that is too large for it is written as a number, which is a share as well.
[[nodiscard]] inline std::string format_percent(Decimal share) {
  std::int64_t hundredths = 0;
  if (__builtin_mul_overflow(share.millionths, std::int64_t{100}, &hundredths)) return format_decimal(share);
  return format_decimal(Decimal{hundredths}) + "%";
}

}  // namespace handrail::dsl
