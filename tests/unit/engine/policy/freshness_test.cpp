#include "engine/policy/freshness.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("an article is due past the days of the rule or its own cadence, and stale past those of the other") {
  const Instant now = *parse_time("2026-11-21");
  dsl::ReplyRules rules;
  rules.warn_after = days(60);
  rules.refuse_after = days(180);
  struct Row { std::optional<Instant> reviewed; std::optional<Duration> every; Freshness expected; };
  const Row rows[] = {
      {now - days(60), {}, Freshness::fresh},         {now - days(61), {}, Freshness::due},          {now - days(61), days(90), Freshness::fresh},
      {now - days(31), days(30), Freshness::due},     {now - days(180), {}, Freshness::due},         {now - days(181), {}, Freshness::stale},
      {now - days(181), days(365), Freshness::stale}, {std::nullopt, {}, Freshness::stale},          {now + days(1), {}, Freshness::fresh},
  };
  for (const Row& row : rows) CHECK(freshness(rules, row.reviewed, row.every, now) == row.expected);
  CHECK(quotable_since(rules, now) == now - days(180));
}

TEST_CASE("without rules only an article's own cadence makes it due") {
  const Instant now = *parse_time("2026-11-21");
  CHECK(freshness({}, std::nullopt, std::nullopt, now) == Freshness::fresh);
  CHECK(freshness({}, std::nullopt, days(30), now) == Freshness::due);
  CHECK(freshness({}, now - days(31), days(30), now) == Freshness::due);
  CHECK_FALSE(quotable_since({}, now));
}
