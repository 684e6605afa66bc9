// How an article's last review stands against the desk's rules: `warn about articles not reviewed for 60 days`, `do not quote articles not reviewed for 180 days`.
#pragma once

#include <optional>

#include "dsl/program/program.hpp"
#include "engine/base/time.hpp"

namespace handrail {

enum class Freshness {
  fresh,
  due,     // to be reviewed; quoted meanwhile
  stale,   // not quoted until it is
};

// An article that was never reviewed is as old as can be. `review_every`: its own cadence, which counts instead of the `warn` rule.
[[nodiscard]] Freshness freshness(const dsl::ReplyRules& rules, std::optional<Instant> reviewed_at, std::optional<Duration> review_every, Instant now);

// What was last reviewed before is not quoted, nor is what never was; none: whatever there is may be.
[[nodiscard]] std::optional<Instant> quotable_since(const dsl::ReplyRules& rules, Instant now);

}  // namespace handrail
