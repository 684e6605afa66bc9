// A queue keeps what it promises: it opens again, it has hours where its promise counts them, and it is never closed for longer than a promise that counts around
// the clock.
#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "dsl/check/checking.hpp"
#include "dsl/check/days.hpp"
#include "dsl/check/files.hpp"

namespace handrail::dsl {

namespace {

using Day = std::chrono::sys_days;
constexpr int year_of_days = 370;        // as far as the engine looks ahead for a queue's next opening
constexpr int minutes_of_a_day = 24 * 60;

// Open and closed minutes, day after day, holidays included.
class Calendar {
 public:
  Calendar(const OpeningHours& open, std::set<Day> closed) : open_(open), closed_(std::move(closed)) {}

  [[nodiscard]] bool ever_closes_for_good() const {
    if (std::ranges::none_of(open_.ranges, [](const OpeningHours::Range& range) { return range.from_minute < range.to_minute; })) return true;
    return std::ranges::any_of(closed_, [&](Day from) {
      for (int ahead = 0; ahead < year_of_days; ++ahead)
        if (!spans(from + std::chrono::days(ahead)).empty()) return false;
      return true;
    });
  }

  // The longest time without an open minute that begins on one of the days.
  struct Gap { std::int64_t minutes = 0; Day from{}; int minute = 0; };
  [[nodiscard]] Gap longest(Day first, int days) const {
    Gap longest;
    std::optional<std::pair<Day, int>> closed_since;
    for (int ahead = 0; ahead < days; ++ahead) {
      const Day day = first + std::chrono::days(ahead);
      for (const auto& [from, to] : spans(day)) {
        const std::int64_t minutes = closed_since ? (day - closed_since->first).count() * minutes_of_a_day + from - closed_since->second : 0;
        if (minutes > longest.minutes) longest = {minutes, closed_since->first, closed_since->second};
        closed_since = {day, to};
      }
    }
    return longest;
  }

  // An ordinary fortnight, and then the days around each holiday.
  [[nodiscard]] Gap longest() const {
    constexpr Day any_monday{std::chrono::days(4)};
    Gap longest = Calendar(open_, {}).longest(any_monday, 15);
    for (const Day day : closed_)
      if (const Gap gap = this->longest(day - std::chrono::days(8), 30); gap.minutes > longest.minutes) longest = gap;
    return longest;
  }

 private:
  [[nodiscard]] std::vector<std::pair<int, int>> spans(Day day) const {
    std::vector<std::pair<int, int>> made;
    if (closed_.contains(day)) return made;
    for (const OpeningHours::Range& range : open_.ranges)
      if (days_of(range)[std::chrono::weekday(day).iso_encoding() - 1] && range.from_minute < range.to_minute) made.emplace_back(range.from_minute, range.to_minute);
    std::ranges::sort(made);
    return made;
  }

  const OpeningHours& open_;
  std::set<Day> closed_;
};

std::set<Day> closed_days(const Checking& checking, const OpeningHours& open) {
  std::set<Day> days;
  if (!open.closed_on) return days;
  const auto file = find_file(checking.sources, open.closed_on->text, open.closed_on->span.file);
  if (!file) return days;
  for (const Item& item : items_of(*file, checking.sources.file(*file).text)) {
    const std::string date(trim(std::string_view(item.text).substr(0, item.text.find('#'))));
    const auto midnight = parse_time(date);
    if (date.size() == 10 && midnight) days.insert(Day(std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(midnight->ms))));
  }
  return days;
}

std::string hours_in_words(std::int64_t minutes) { return format_duration(Duration{(minutes / 60) * 3'600'000}); }

// "Friday 18:00", and of a holiday's week "Thursday 2026-12-24 18:00".
std::string moment_in_words(const Calendar::Gap& gap) {
  constexpr std::array<std::string_view, 7> names{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  std::string text(names[std::chrono::weekday(gap.from).iso_encoding() - 1]);
  const bool dated = gap.from > Day(std::chrono::days(30));
  if (dated) text += " " + format_time(Instant{std::chrono::duration_cast<std::chrono::milliseconds>(gap.from.time_since_epoch()).count()}).substr(0, 10);
  return text + " " + two(gap.minute / 60) + ":" + two(gap.minute % 60);
}

void never_opens(Checking& checking, const QueueBlock& queue) {
  const Text* dates = queue.open->closed_on ? &*queue.open->closed_on : nullptr;
  auto found = checking.report.warning("P0443", dates ? dates->span : queue.name.span, "queue " + backticked(queue.name.text) + " is closed on all its days for more than a year")
                    .note("whoever is handed off there waits for nobody");
  for (const OpeningHours::Range& range : queue.open->ranges) found.label(range.span, "these are all its hours");
  found.help(dates ? "take days out of " + backticked(printable(dates->text)) + ", or give the queue hours on other days" : "give the queue hours on some day");
}

// A day of the desk has some eight hours.
std::string in_open_hours(Duration promise) {
  constexpr std::int64_t hour = 3'600'000, day = 24 * hour;
  if (promise.ms % hour != 0) return std::to_string(promise.ms / 60'000) + " open minutes";
  const std::int64_t hours = promise.ms % day == 0 ? promise.ms / day * 8 : promise.ms / hour;
  return std::to_string(hours) + (hours == 1 ? " open hour" : " open hours");
}

void promised(Checking& checking, const QueueBlock& queue, Duration promise) {
  if (queue.promise_in_open_hours) return;
  const Calendar::Gap gap = Calendar(*queue.open, closed_days(checking, *queue.open)).longest();
  if (gap.minutes * 60'000 <= promise.ms) return;
  checking.report.warning("P0442", queue.promise->span,
                          "queue " + backticked(queue.name.text) + " promises an answer within " + format_duration(promise) + ", and is closed for longer")
      .note("counted around the clock, while nobody is there").label(queue.open->ranges.front().span, "closed for " + hours_in_words(gap.minutes) + " from " + moment_in_words(gap))
      .help("write " + backticked("promise within " + in_open_hours(promise)) + ", which counts open hours alone and names the day");
}

}  // namespace

void lint_opening(Checking& checking) {
  for (const QueueBlock* queue : checking.symbols.queues) {
    const Duration* promise = queue->promise ? literal_as<Duration>(*queue->promise) : nullptr;
    if (!queue->open) {
      if (promise && queue->promise_in_open_hours)
        checking.report.warning("P0444", queue->promise->span, "queue " + backticked(queue->name.text) + " promises open hours and has none")
            .note("without hours it counts as open day and night").help("add `open mon to fri 09:00 to 18:00 \"Europe/Berlin\"` to the queue, or leave `open` out of the promise");
      continue;
    }
    if (Calendar(*queue->open, closed_days(checking, *queue->open)).ever_closes_for_good()) never_opens(checking, *queue);
    else if (promise) promised(checking, *queue, *promise);
  }
}

}  // namespace handrail::dsl
