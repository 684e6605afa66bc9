// A share of a sum in words: "half of it", "a third", "two thirds", "30 percent". What it comes to is worked out, and is agreed to as any other amount.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/money.hpp"

namespace handrail {

struct Share {
  std::int64_t parts = 1, of = 2;       // "two thirds": 2 of 3; "12.5 %": 125 of 1000
  std::size_t begin = 0, end = 0;       // of the text: its words
};

// The one share that the text names, less than the whole. Nothing where it names none or several. English words only; case does not count.
[[nodiscard]] std::optional<Share> share_said(std::string_view text);

// To the minor unit next to it.
[[nodiscard]] std::optional<Money> share_of(const Money& whole, const Share& share);

// "Part of it", "partly", "not all of it": less, and nobody says how much.
[[nodiscard]] bool says_some_of_it(std::string_view text);

// "$5 less", "minus the $5", "deduct $10", "keep $10 of it": what stands there is taken off the sum, and is not the sum. `begin` and `end`: where the amount stands in the text.
[[nodiscard]] bool is_taken_off(std::string_view text, std::size_t begin, std::size_t end);
// The same of any figure of the text.
[[nodiscard]] bool takes_some_off(std::string_view text);

// "All of it", "the whole amount".
[[nodiscard]] bool says_all_of_it(std::string_view text);

}  // namespace handrail
