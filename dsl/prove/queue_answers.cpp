#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "dsl/prove/message_guarantees.hpp"

namespace handrail::dsl {

namespace {

// As far as the engine looks ahead for a queue's next opening.
constexpr int days_ahead = 370;

std::optional<std::chrono::sys_days> day_of(const std::string& text) {
  const auto midnight = parse_time(text + "T00:00:00Z");
  if (!midnight) return std::nullopt;
  return std::chrono::sys_days(std::chrono::days(midnight->ms / days(1).ms));
}

// It has an open day within the reach of every day, holidays included.
bool opens(const OpenHours& open) {
  std::array<bool, 7> days{};
  for (const OpenHours::Range& range : open.ranges)
    for (std::size_t day = 0; day < days.size(); ++day) days[day] = days[day] || (range.days[day] && range.from_minute < range.to_minute);
  if (std::ranges::none_of(days, [](bool day) { return day; })) return false;
  std::set<std::chrono::sys_days> closed;
  for (const std::string& text : open.closed_on)
    if (const auto day = day_of(text)) closed.insert(*day);
  const auto works = [&](std::chrono::sys_days day) {
    return days[std::chrono::weekday(day).iso_encoding() - 1] && !closed.contains(day);
  };
  return std::ranges::all_of(closed, [&](std::chrono::sys_days from) {
    for (int ahead = 0; ahead < days_ahead; ++ahead)
      if (works(from + std::chrono::days(ahead))) return true;
    return false;
  });
}

bool answers_in(const Program& program, std::uint32_t queue, std::size_t steps) {
  const Queue& asked = program.queues[queue];
  if (asked.promise.ms > 0 && (!asked.open || opens(*asked.open))) return true;
  const Action& next = asked.if_nobody_comes;
  return next.kind == ActionKind::hand_off && next.queue && steps < program.queues.size() && answers_in(program, *next.queue, steps + 1);
}

}  // namespace

bool answers(const Program& program, std::uint32_t queue) { return answers_in(program, queue, 0); }

}  // namespace handrail::dsl
