// What a line of a *.case file says of before: what earlier calls used, which look-up was made, and when.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"

namespace handrail::case_words {

// `at 2026-01-05T09:49:00Z`, or `11 minutes ago`: before the `now` of the case, which a later line may say.
struct SaidWhen {
  std::optional<Instant> at;
  std::optional<Duration> ago;            // neither: just now
  [[nodiscard]] Instant before(Instant now) const { return ago ? now - *ago : at.value_or(now); }
};

// `$250 of "per customer in 90 days", at 2026-01-01T10:00:00Z, by others`
struct SaidUse {
  Json amount;
  std::string words;                      // empty: of the only one
  SaidWhen when;
  bool by_others = false;
};
[[nodiscard]] std::optional<SaidUse> use(std::string_view text);

// `order, 11 minutes ago`: the `let`, and when. It may not be left out.
struct SaidLookUp {
  std::string_view let;
  SaidWhen when;
};
[[nodiscard]] std::optional<SaidLookUp> look_up(std::string_view text);

}  // namespace handrail::case_words
