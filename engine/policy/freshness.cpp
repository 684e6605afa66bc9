#include "engine/policy/freshness.hpp"

namespace handrail {

std::optional<Instant> quotable_since(const dsl::ReplyRules& rules, Instant now) {
  if (!rules.refuse_after) return std::nullopt;
  return now - *rules.refuse_after;
}

Freshness freshness(const dsl::ReplyRules& rules, std::optional<Instant> reviewed_at, std::optional<Duration> review_every, Instant now) {
  if (const auto since = quotable_since(rules, now); since && (!reviewed_at || *reviewed_at < *since)) return Freshness::stale;
  const std::optional<Duration> due_after = review_every ? review_every : rules.warn_after;
  if (due_after && (!reviewed_at || *reviewed_at < now - *due_after)) return Freshness::due;
  return Freshness::fresh;
}

}  // namespace handrail
