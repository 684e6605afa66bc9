#include "engine/policy/opening.hpp"

#include <date/tz.h>

#include <algorithm>
#include <vector>

#include "dsl/check/own_sentences.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

using Millis = std::chrono::milliseconds;
constexpr int days_ahead_max = 370;   // a queue that does not open within a year is counted around the clock

// A queue's clock. A zone that this system does not know (the bundle was checked elsewhere) is read as universal time: hours an hour off are
// hours still, and a queue never counts as open all night because of it.
class Clock {
 public:
  explicit Clock(const dsl::OpenHours& hours) {
    try {
      zone_ = date::locate_zone(hours.zone);
    } catch (const std::runtime_error&) {
      zone_ = nullptr;
    }
    name_ = zone_ == nullptr ? "UTC" : hours.zone;
  }
  [[nodiscard]] date::local_time<Millis> local(Instant t) const {
    return zone_ == nullptr ? date::local_time<Millis>(Millis(t.ms)) : zone_->to_local(date::sys_time<Millis>(Millis(t.ms)));
  }
  [[nodiscard]] Instant instant(date::local_time<Millis> t) const {
    return {zone_ == nullptr ? t.time_since_epoch().count() : zone_->to_sys(t, date::choose::earliest).time_since_epoch().count()};
  }
  [[nodiscard]] date::local_days day(Instant t) const { return date::floor<date::days>(local(t)); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  const date::time_zone* zone_ = nullptr;
  std::string name_;
};

// The open spans of one day in universal time, earliest first; none on a closed day.
struct OpenSpan { Instant from, to; };
std::vector<OpenSpan> spans_on(const Clock& clock, const dsl::OpenHours& hours, date::local_days day) {
  std::vector<OpenSpan> spans;
  if (std::find(hours.closed_on.begin(), hours.closed_on.end(), date::format("%F", day)) != hours.closed_on.end()) return spans;
  const auto at = [&](int minute) { return clock.instant(date::local_time<Millis>(day) + std::chrono::minutes(minute)); };
  for (const dsl::OpenHours::Range& range : hours.ranges)
    if (range.days[date::weekday(day).iso_encoding() - 1]) spans.push_back({at(range.from_minute), at(range.to_minute)});
  std::ranges::sort(spans, {}, &OpenSpan::from);
  return spans;
}

}  // namespace

bool open_at(const dsl::Queue& queue, Instant now) {
  if (!queue.open) return true;
  const Clock clock(*queue.open);
  const std::vector<OpenSpan> spans = spans_on(clock, *queue.open, clock.day(now));
  return std::ranges::any_of(spans, [&](const OpenSpan& span) { return now >= span.from && now < span.to; });
}

Instant promised_at(const dsl::Queue& queue, Instant now) {
  if (!queue.open || !queue.promise_in_open_hours) return now + queue.promise;
  const Clock clock(*queue.open);
  Duration left = queue.promise;
  date::local_days day = clock.day(now);
  for (int ahead = 0; ahead < days_ahead_max; ++ahead, day += date::days(1)) {
    for (const OpenSpan& span : spans_on(clock, *queue.open, day)) {
      if (span.to <= now) continue;
      const Instant from = std::max(span.from, now);
      if (span.to - from >= left) return from + left;
      left = Duration{left.ms - (span.to - from).ms};
    }
  }
  return now + queue.promise;
}

namespace {

// "50 minutes", "2 hours 50 minutes", "1 day 4 hours": never more than there is, but for the last minute.
std::string left_words(Duration left) {
  const std::int64_t all = std::max<std::int64_t>(1, left.ms / minutes(1).ms), per_hour = 60, per_day = 24 * per_hour;
  const auto both = [](Duration whole, Duration rest) { return format_duration(whole) + (rest.ms > 0 ? " " + format_duration(rest) : ""); };
  if (all >= per_day) return both(hours(24 * (all / per_day)), hours(all % per_day / per_hour));
  return all > 90 ? both(hours(all / per_hour), minutes(all % per_hour)) : format_duration(minutes(all));
}

}  // namespace

std::string promise_words(const dsl::Queue& queue, Instant promised, Instant now) {
  if (promised - now == queue.promise && (!queue.open || !queue.promise_in_open_hours || open_at(queue, now))) return "within " + format_duration(queue.promise);
  if (!queue.open || !queue.promise_in_open_hours) return "within " + (queue.promise < minutes(1) ? format_duration(queue.promise) : left_words(promised - now));
  const Clock clock(*queue.open);
  const auto then = date::floor<std::chrono::minutes>(clock.local(promised));
  const std::string at = date::format("%H:%M", then) + " (" + clock.name() + ")";
  const date::year_month_day there{clock.day(promised)};
  if (clock.day(promised) == clock.day(now)) return "today by " + at;
  return "by " + date::format("%A ", then) + std::to_string(static_cast<unsigned>(there.day())) + date::format(" %B, ", then) + at;
}

// "2 hours 50 minutes" in the customer's language: a number and its unit, once or twice.
static std::string worded_span(const dsl::Program& program, const dsl::Manner& manner, std::string_view plain) {
  const std::vector<std::string_view> words = split(plain, ' ');
  std::string length;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const std::string count(words[i]), unit(words[i + 1]);
    std::string part = program.worded((count == "1" ? count : "{count}") + " " + unit, manner);
    if (const std::size_t at = part.find("{count}"); at != std::string::npos) part.replace(at, 7, count);
    length += (length.empty() ? "" : " ") + part;
  }
  return length;
}

std::string span_words(const dsl::Program& program, const dsl::Manner& manner, Duration span) { return worded_span(program, manner, format_duration(span)); }

std::string promise_words(const dsl::Program& program, const dsl::Manner& manner, const dsl::Queue& queue, Instant promised, Instant now) {
  const std::string plain = promise_words(queue, promised, now);
  const auto filled = [&](std::string_view own, const std::vector<std::pair<std::string, std::string>>& holes) {
    std::string text = program.worded(own, manner);
    if (text == own) return plain;
    for (const auto& [hole, value] : holes)
      if (const std::size_t at = text.find(hole); at != std::string::npos) text.replace(at, hole.size(), value);
    return text;
  };
  if (plain.starts_with("within ")) return filled(dsl::own::within, {{"{time}", worded_span(program, manner, std::string_view(plain).substr(7))}});
  const Clock clock(*queue.open);
  const std::string at = date::format("%H:%M", date::floor<std::chrono::minutes>(clock.local(promised))) + " (" + clock.name() + ")";
  if (plain.starts_with("today ")) return filled(dsl::own::today_by, {{"{time}", at}});
  return filled(dsl::own::by_day, {{"{day}", date::format("%F", clock.day(promised))}, {"{time}", at}});
}

static std::string time_words(const dsl::Program& program, Instant at, const char* day_format) {
  constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
  const auto with_hours = std::ranges::find_if(program.queues, [](const dsl::Queue& queue) { return queue.open.has_value(); });
  const Clock clock(with_hours == program.queues.end() ? dsl::OpenHours{} : *with_hours->open);
  const bool date_alone = at.ms % day_ms == 0;
  const auto then = date_alone ? date::local_time<Millis>(Millis(at.ms)) : clock.local(at);
  const date::year_month_day day{date::floor<date::days>(then)};
  const std::string words = date::format(day_format, then) + std::to_string(static_cast<unsigned>(day.day())) + date::format(" %B %Y", then);
  return date_alone ? words : words + date::format(", %H:%M", date::floor<std::chrono::minutes>(then)) + " (" + clock.name() + ")";
}

std::string time_words(const dsl::Program& program, Instant at) { return time_words(program, at, ""); }
std::string weekday_and_time_words(const dsl::Program& program, Instant at) { return time_words(program, at, "%A, "); }

std::size_t hour_of_week(const dsl::Queue& queue, Instant now) {
  const date::local_time<Millis> here = queue.open ? Clock(*queue.open).local(now) : date::local_time<Millis>(Millis(now.ms));
  const auto day = date::floor<date::days>(here);
  const unsigned from_monday = date::weekday(day).iso_encoding() - 1;
  return from_monday * 24u + static_cast<unsigned>(std::chrono::duration_cast<std::chrono::hours>(here - day).count());
}

}  // namespace handrail
