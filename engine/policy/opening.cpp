#include "engine/policy/opening.hpp"

#include <date/tz.h>

#include <algorithm>
#include <optional>

namespace handrail {
namespace {

using Millis = std::chrono::milliseconds;
constexpr int days_ahead_max = 370;   // a queue that does not open within a year is counted around the clock

const date::time_zone* zone_of(const dsl::OpenHours& hours) {
  try {
    return date::locate_zone(hours.zone);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

date::local_time<Millis> local(const date::time_zone& zone, Instant t) { return zone.to_local(date::sys_time<Millis>(Millis(t.ms))); }

bool works_on(const dsl::OpenHours& hours, date::local_days day) {
  const unsigned from_monday = date::weekday(day).iso_encoding() - 1;
  if (!hours.days[from_monday]) return false;
  return std::find(hours.closed_on.begin(), hours.closed_on.end(), date::format("%F", day)) == hours.closed_on.end();
}

// The open span of one day in universal time; none on a closed day.
struct OpenSpan { Instant from, to; };
std::optional<OpenSpan> span_on(const date::time_zone& zone, const dsl::OpenHours& hours, date::local_days day) {
  if (!works_on(hours, day)) return std::nullopt;
  const auto at = [&](int minute) {
    const auto local_time = date::local_time<Millis>(day) + std::chrono::minutes(minute);
    return Instant{zone.to_sys(local_time, date::choose::earliest).time_since_epoch().count()};
  };
  return OpenSpan{at(hours.from_minute), at(hours.to_minute)};
}

}  // namespace

bool open_at(const dsl::Queue& queue, Instant now) {
  if (!queue.open) return true;
  const auto* zone = zone_of(*queue.open);
  if (!zone) return true;
  const auto span = span_on(*zone, *queue.open, date::floor<date::days>(local(*zone, now)));
  return span && now >= span->from && now < span->to;
}

Instant promised_at(const dsl::Queue& queue, Instant now) {
  if (!queue.open || !queue.promise_in_open_hours) return now + queue.promise;
  const auto* zone = zone_of(*queue.open);
  if (!zone) return now + queue.promise;
  Duration left = queue.promise;
  date::local_days day = date::floor<date::days>(local(*zone, now));
  for (int ahead = 0; ahead < days_ahead_max; ++ahead, day += date::days(1)) {
    const auto span = span_on(*zone, *queue.open, day);
    if (!span || span->to <= now) continue;
    const Instant from = std::max(span->from, now);
    if (span->to - from >= left) return from + left;
    left = Duration{left.ms - (span->to - from).ms};
  }
  return now + queue.promise;
}

std::string promise_words(const dsl::Queue& queue, Instant promised, Instant now) {
  const auto* zone = queue.open ? zone_of(*queue.open) : nullptr;
  if (!zone || (!queue.promise_in_open_hours)) return "within " + format_duration(queue.promise);
  if (open_at(queue, now) && promised - now == queue.promise) return "within " + format_duration(queue.promise);
  const auto then = date::floor<std::chrono::minutes>(local(*zone, promised));
  const auto same_day = date::floor<date::days>(then) == date::floor<date::days>(local(*zone, now));
  const std::string at = date::format("%H:%M", then) + " (" + queue.open->zone + ")";
  return same_day ? "today by " + at : "by " + date::format("%A %e %B, ", then) + at;
}

std::size_t hour_of_week(const dsl::Queue& queue, Instant now) {
  const auto* zone = queue.open ? zone_of(*queue.open) : nullptr;
  const date::local_time<Millis> here = zone ? local(*zone, now) : date::local_time<Millis>(Millis(now.ms));
  const auto day = date::floor<date::days>(here);
  const unsigned from_monday = date::weekday(day).iso_encoding() - 1;
  return from_monday * 24u + static_cast<unsigned>(std::chrono::duration_cast<std::chrono::hours>(here - day).count());
}

}  // namespace handrail
