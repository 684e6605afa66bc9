#include "engine/policy/said_days.hpp"

#include <date/tz.h>

#include <algorithm>
#include <optional>

#include "engine/policy/opening.hpp"

namespace handrail {
namespace {

using Day = date::sys_days;
constexpr std::int64_t far_max = 3'660;   // days: nobody means one that is further away
constexpr int months_searched = 8 * 12;   // the 29th of February comes within eight years
constexpr int years_ahead_max = 10;       // a year in two figures that would be further ahead is one of the last century

std::optional<Day> day_of(std::string_view text) {
  const auto at = parse_time(text);
  if (!at || text.size() != 10) return std::nullopt;
  return date::floor<date::days>(date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at->ms)));
}

int weekday_of(Day day) { return static_cast<int>(date::weekday(day).iso_encoding()); }
Day plus(Day day, std::int64_t days) { return day + date::days(static_cast<int>(days)); }

// How many days until the next such weekday; today's is in a week.
int until(Day today, int weekday) {
  const int days = (weekday - weekday_of(today) + 7) % 7;
  return days == 0 ? 7 : days;
}

// The next day that has this number, and this month where one is said; today included.
std::optional<Day> next_one(Day today, std::optional<std::int64_t> month, std::int64_t number) {
  date::year_month_day from{today};
  date::year_month in{from.year(), from.month()};
  for (int i = 0; i <= months_searched; ++i, in += date::months(1)) {
    if (month && static_cast<unsigned>(*month) != static_cast<unsigned>(in.month())) continue;
    const date::year_month_day found{in.year(), in.month(), date::day(static_cast<unsigned>(number))};
    if (found.ok() && Day(found) >= today) return Day(found);
  }
  return std::nullopt;
}

// The last day that had this number; today included.
std::optional<Day> last_one(Day today, std::optional<std::int64_t> month, std::int64_t number) {
  const date::year_month_day from{today};
  date::year_month in{from.year(), from.month()};
  for (int i = 0; i <= months_searched; ++i, in -= date::months(1)) {
    if (month && static_cast<unsigned>(*month) != static_cast<unsigned>(in.month())) continue;
    const date::year_month_day found{in.year(), in.month(), date::day(static_cast<unsigned>(number))};
    if (found.ok() && Day(found) <= today) return Day(found);
  }
  return std::nullopt;
}

// "25.12.85" is no day of 2085.
Day in_its_century(Day written, Day today) {
  const date::year_month_day day{written}, from{today};
  if (day.year() <= from.year() + date::years(years_ahead_max)) return written;
  const date::year_month_day before{day.year() - date::years(100), day.month(), day.day()};
  return before.ok() ? Day(before) : written;
}

std::vector<Day> of_weekday(const Json& said, Day today, int weekday) {
  const int coming = until(today, weekday);
  if (const auto weeks = said["in_weeks"].integer()) return {plus(today, weekday - weekday_of(today) + 7 * std::clamp<std::int64_t>(*weeks, -far_max / 7, far_max / 7))};
  const std::string of = said.text_or("of");
  const Day last = plus(today, coming == 7 ? -7 : coming - 7);
  if (of == "last") return {last};
  if (of == "either") return {last, plus(today, coming)};
  if (of == "this") return {plus(today, coming % 7)};
  const int in_the_next_week = weekday - weekday_of(today) + 7;
  if (of != "next" || in_the_next_week == coming) return {plus(today, coming)};
  return {plus(today, coming), plus(today, in_the_next_week)};
}

// Saturday and Sunday. On a Saturday the weekend is today's, on a Sunday what is left of it or the next one; "next weekend" may be the coming one or the one behind it.
std::vector<Day> of_weekend(const std::string& of, Day today) {
  constexpr int saturday = 6, sunday = 7;
  const int is = weekday_of(today);
  const Day coming = plus(today, is == sunday ? 6 : saturday - is);
  const auto both = [](Day first) { return std::vector<Day>{first, plus(first, 1)}; };
  if (of == "last") return both(plus(coming, -7));
  if (of == "this" && is == sunday) return {today};
  std::vector<Day> days = of == "next" && is == saturday ? std::vector<Day>{} : both(coming);
  if (of == "next")
    for (const Day day : both(plus(coming, 7))) days.push_back(day);
  if (of == "either") days.insert(days.begin(), {plus(coming, -7), plus(coming, -6)});
  return days;
}

std::vector<Day> meant(const Json& said, Day today) {
  std::vector<Day> days;
  if (said.find("weekend")) return of_weekend(said.text_or("of"), today);
  const auto weekday = said["weekday"].integer();
  if (weekday && (*weekday < 1 || *weekday > 7)) return {};
  if (const auto far = said["in_days"].integer()) {
    if (*far >= -far_max && *far <= far_max) days.push_back(plus(today, *far));
    return days;
  }
  if (const Json::Array* written = said["short_year"].items()) {
    for (const Json& each : *written)
      if (const std::string* text = each.text())
        if (const auto day = day_of(*text)) days.push_back(in_its_century(*day, today));
    if (weekday && days.size() == 1 && weekday_of(days[0]) != *weekday) days.push_back(plus(today, until(today, static_cast<int>(*weekday))));
    return days;
  }
  const std::string of = said.text_or("of");
  std::optional<Day> one;
  if (const std::string* on = said["on"].text()) one = day_of(*on);
  else if (const auto number = said["day"].integer(); number && *number >= 1 && *number <= 31) {
    if (const auto months = said["in_months"].integer()) {
      const date::year_month_day from{today};
      const date::year_month in = date::year_month{from.year(), from.month()} + date::months(static_cast<int>(std::clamp<std::int64_t>(*months, 0, 120)));
      const date::year_month_day found = in / date::day(static_cast<unsigned>(*number));
      if (found.ok()) one = Day(found);
    } else {
      const auto month = said["month"].integer();
      if (of == "last" || of == "either") one = last_one(today, month, *number);
      if (of == "either" && one) days.push_back(*one);
      if (of != "last") one = next_one(today, month, *number);
      if (of == "either" && one && !days.empty() && days[0] == *one) days.clear();
    }
  } else if (weekday) {
    return of_weekday(said, today, static_cast<int>(*weekday));
  }
  if (!one) return days;
  days.push_back(*one);
  if (of != "either" && weekday && weekday_of(*one) != *weekday) days.push_back(plus(today, until(today, static_cast<int>(*weekday)) - (of == "last" ? 7 : 0)));
  return days;
}

}  // namespace

std::string day_at(const dsl::Program& program, Instant at) {
  const auto with_hours = std::ranges::find_if(program.queues, [](const dsl::Queue& queue) { return queue.open.has_value(); });
  const date::sys_time<std::chrono::milliseconds> then{std::chrono::milliseconds(at.ms)};
  if (with_hours != program.queues.end()) {
    try {
      return date::format("%F", date::floor<date::days>(date::locate_zone(with_hours->open->zone)->to_local(then)));
    } catch (const std::runtime_error&) {   // a zone that this system does not know is read as universal time, as opening hours are
    }
  }
  return date::format("%F", date::floor<date::days>(then));
}

std::vector<std::string> days_meant(const Json& said, std::string_view today) {
  std::vector<std::string> written;
  if (const Json::Array* any_of = said["any_of"].items()) {
    for (const Json& one : *any_of)
      if (one.text() && day_of(*one.text())) written.push_back(*one.text());
    return written;
  }
  const auto from = day_of(today);
  if (!from || !said.members()) return written;
  for (const Day day : meant(said, *from)) written.push_back(date::format("%F", day));
  return written;
}

std::string day_in_words(const dsl::Program& program, const std::string& value) {
  const auto at = parse_time(value);
  return at && day_of(value) ? weekday_and_time_words(program, *at) : value;
}

}  // namespace handrail
