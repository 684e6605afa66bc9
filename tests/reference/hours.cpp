#include "tests/reference/hours.hpp"

#include <time.h>

#include <algorithm>
#include <cstdlib>

#include "tests/reference/tree_parts.hpp"

namespace handrail::reference {
namespace {

constexpr Duration one_minute = minutes(1), days_back = hours(26);   // no day is longer, with an hour that comes twice

// Calls `visit(the minute's beginning, whether it is open)` from the minute of `at` on, until it says that this was enough. An hour that comes twice, where the clock is set
// back, has passed the first time: what counts is the latest that the clock has shown on that day. One that never comes is over at once.
template <class Visit>
void each_minute(const dsl::OpeningHours& hours, const Days& closed, Instant at, Visit visit) {
  std::string day;
  int shown = 0;
  for (Instant t{(at - days_back).ms / one_minute.ms * one_minute.ms};; t = t + one_minute) {
    const WallClock wall = on_the_wall(hours.zone.text, t);
    shown = wall.date == day ? std::max(shown, wall.minute) : wall.minute;
    day = wall.date;
    const auto in = [&](const dsl::OpeningHours::Range& range) {
      const auto of_day = [&](const auto& days) { return days.first <= wall.weekday && wall.weekday <= days.second; };
      return std::ranges::any_of(range.days, of_day) && range.from_minute <= shown && shown < range.to_minute;
    };
    if (t + one_minute > at && visit(t, !closed.contains(day) && std::ranges::any_of(hours.ranges, in))) return;
  }
}

}  // namespace

WallClock on_the_wall(const std::string& zone, Instant at) {
  static std::string set;
  if (set != zone) {
    setenv("TZ", zone.c_str(), 1);
    tzset();
    set = zone;
  }
  const time_t seconds = static_cast<time_t>(at.ms / 1000);
  struct tm wall{};
  localtime_r(&seconds, &wall);
  char date[16];
  strftime(date, sizeof date, "%F", &wall);
  return {date, (wall.tm_wday + 6) % 7, wall.tm_hour * 60 + wall.tm_min};
}

bool open_at(const dsl::QueueBlock& queue, const Days& closed, Instant at) {
  bool is_open = !queue.open;
  if (queue.open) each_minute(*queue.open, closed, at, [&](Instant, bool now) { return is_open = now, true; });
  return is_open;
}

// The promise is used up in the minutes that are open, where it says open hours; else at once.
Instant promised_at(const dsl::QueueBlock& queue, const Days& closed, Instant now) {
  Duration left = *literal(*queue.promise).as<Duration>();
  if (!queue.open || !queue.promise_in_open_hours) return now + left;
  Instant answered = now;
  each_minute(*queue.open, closed, now, [&](Instant minute, bool is_open) {
    const Instant from = std::max(minute, now);
    const Duration used = is_open ? std::min(left, minute + one_minute - from) : Duration{};
    left = Duration{left.ms - used.ms};
    answered = from + used;
    return left.ms == 0;
  });
  return answered;
}

}  // namespace handrail::reference
