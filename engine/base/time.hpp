// Points in time and spans of time, in whole milliseconds, UTC. Only engine/app and adapters ask a real clock.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace handrail {

struct Duration {
  std::int64_t ms = 0;
  auto operator<=>(const Duration&) const = default;
};

struct Instant {
  std::int64_t ms = 0;  // since 1970-01-01T00:00:00Z
  auto operator<=>(const Instant&) const = default;
};

constexpr Duration milliseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000}; }
constexpr Duration days(std::int64_t n) { return {n * 86'400'000}; }

constexpr Instant operator+(Instant t, Duration d) { return {t.ms + d.ms}; }
constexpr Instant operator-(Instant t, Duration d) { return {t.ms - d.ms}; }
constexpr Duration operator-(Instant a, Instant b) { return {a.ms - b.ms}; }

// RFC 3339: "2026-11-21T09:30:00Z", "…:00.250Z", "…+01:00"; a bare date is its midnight UTC.
Result<Instant> parse_time(std::string_view text);
std::string format_time(Instant t);  // "2026-11-21T09:30:00.250Z"; the fraction only when it is not zero
// "10 minutes", "1 hour", "90 days", "500 ms": the largest unit that divides it.
std::string format_duration(Duration d);
// What format_duration writes, and also "10m", "4h", "48h", "90d", "30s".
Result<Duration> parse_duration(std::string_view text);

}  // namespace handrail
