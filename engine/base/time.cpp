#include "engine/base/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "engine/base/text.hpp"

namespace handrail {

namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

struct Date {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
};

// Days since 1970-01-01 in the Gregorian calendar, and back: the algorithms of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t days_from_date(const Date& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Date date_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int days_in_month(const Date& date) {
  static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
  return date.month == 2 && leap ? 29 : days[static_cast<std::size_t>(date.month - 1)];
}

// Takes what it is asked for from the front of the text, and remembers when something was not there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    if (rest_.size() < count) return miss();
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return miss();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  char one_of(std::string_view allowed) {
    if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) return static_cast<char>(miss());
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  // The digits after the point in whole milliseconds; what is finer is cut off.
  int fraction_ms() {
    int value = 0;
    std::size_t count = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1), ++count) {
      if (count < 3) value = value * 10 + (rest_.front() - '0');
    }
    for (std::size_t i = count; i < 3; ++i) value *= 10;
    return count > 0 ? value : miss();
  }
  [[nodiscard]] bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool missed() const { return missed_; }

 private:
  int miss() {
    missed_ = true;
    return 0;
  }
  std::string_view rest_;
  bool missed_ = false;
};

tl::unexpected<Error> not_a_time(std::string_view text, std::string_view why) {
  return fail(ErrorCode::invalid, "`" + printable(text) + "` is not a time: " + std::string(why));
}

// "Z" or "+01:00", in milliseconds.
std::int64_t scan_offset(Scanner& scanner, bool& in_range) {
  const char sign = scanner.one_of("Zz+-");
  if (scanner.missed() || sign == 'Z' || sign == 'z') return 0;
  const int offset_hours = scanner.digits(2);
  scanner.one_of(":");
  const int offset_minutes = scanner.digits(2);
  in_range = in_range && offset_hours <= 23 && offset_minutes <= 59;
  const std::int64_t offset = offset_hours * 3'600'000LL + offset_minutes * 60'000LL;
  return sign == '-' ? -offset : offset;
}

struct Unit {
  std::string_view word;        // "hour"; its plural has an "s"
  std::string_view short_form;  // "h"
  std::int64_t ms;
};
constexpr std::array<Unit, 4> units{{{"day", "d", ms_per_day}, {"hour", "h", 3'600'000}, {"minute", "m", 60'000}, {"second", "s", 1000}}};

std::int64_t ms_of_unit(std::string_view name) {
  if (name == "ms" || name == "millisecond" || name == "milliseconds") return 1;
  for (const Unit& unit : units) {
    const bool plural = name.size() == unit.word.size() + 1 && name.starts_with(unit.word) && name.back() == 's';
    if (name == unit.word || plural || name == unit.short_form) return unit.ms;
  }
  return 0;
}

}  // namespace

Result<Instant> parse_time(std::string_view text) {
  static constexpr std::string_view shape = "write it like `2026-11-21T09:30:00Z`";
  Scanner scanner(text);
  Date date;
  date.year = scanner.digits(4);
  scanner.one_of("-");
  date.month = scanner.digits(2);
  scanner.one_of("-");
  date.day = scanner.digits(2);
  if (scanner.missed()) return not_a_time(text, shape);
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > days_in_month(date)) return not_a_time(text, "there is no such day");
  const std::int64_t midnight = days_from_date(date) * ms_per_day;
  if (scanner.at_end()) return Instant{midnight};

  scanner.one_of("Tt ");
  const int hour = scanner.digits(2);
  scanner.one_of(":");
  const int minute = scanner.digits(2);
  scanner.one_of(":");
  const int second = scanner.digits(2);
  int fraction = 0;
  if (scanner.next_is('.')) {
    scanner.one_of(".");
    fraction = scanner.fraction_ms();
  }
  if (scanner.missed()) return not_a_time(text, shape);
  if (scanner.at_end()) return not_a_time(text, "its zone is missing, end it with `Z` or an offset like `+01:00`");
  bool in_range = hour <= 23 && minute <= 59 && second <= 60;
  const std::int64_t offset = scan_offset(scanner, in_range);
  if (scanner.missed() || !scanner.at_end()) return not_a_time(text, shape);
  const std::int64_t ms = midnight + hour * 3'600'000LL + minute * 60'000LL + second * 1000LL + fraction - offset;
  // A leap second ends a UTC day; it is counted as the first second of the next one.
  const std::int64_t of_day = ((ms % ms_per_day) + ms_per_day) % ms_per_day;
  if (second == 60 && of_day >= 1000) in_range = false;
  if (!in_range) return not_a_time(text, "there is no such time of day");
  return Instant{ms};
}

namespace {

// With zeros in front, as many digits as `width`: a time is written for every event.
void append_digits(std::string& out, int number, int width) {
  const std::size_t end = out.size() + static_cast<std::size_t>(width);
  out.resize(end);
  for (std::size_t at = end; width > 0; --width, number /= 10) out[--at] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::string format_time(Instant t) {
  std::int64_t day = t.ms / ms_per_day;
  std::int64_t rest = t.ms % ms_per_day;
  if (rest < 0) {
    rest += ms_per_day;
    --day;
  }
  const Date date = date_from_days(day);
  const auto fraction = static_cast<int>(rest % 1000);
  const auto second_of_day = static_cast<int>(rest / 1000);
  std::string out;
  if (date.year < 0 || date.year > 9999) {
    char text[32];
    out.assign(text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%04lld", static_cast<long long>(date.year))));
  } else {
    append_digits(out, static_cast<int>(date.year), 4);
  }
  const std::pair<char, int> parts[] = {{'-', date.month}, {'-', date.day}, {'T', second_of_day / 3600}, {':', second_of_day / 60 % 60}, {':', second_of_day % 60}};
  for (const auto& [before, number] : parts) append_digits(out.append(1, before), number, 2);
  if (fraction != 0) append_digits(out.append(1, '.'), fraction, 3);
  return out.append(1, 'Z');
}

std::string format_duration(Duration d) {
  if (d.ms == 0) return "0 seconds";
  for (const Unit& unit : units) {
    if (d.ms % unit.ms != 0) continue;
    const std::int64_t count = d.ms / unit.ms;
    return std::to_string(count) + " " + std::string(unit.word) + (count == 1 || count == -1 ? "" : "s");
  }
  return std::to_string(d.ms) + " ms";
}

Result<Duration> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc::result_out_of_range) return fail(ErrorCode::limit, "`" + printable(text) + "` is too long a time");
  std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
  if (name.starts_with(' ')) name.remove_prefix(1);
  const std::int64_t unit = ms_of_unit(name);
  if (error != std::errc() || unit == 0) {
    return fail(ErrorCode::invalid, "`" + printable(text) + "` is not a span of time: write it like `10 minutes`, `4 hours` or `90 days`");
  }
  Duration d;
  if (__builtin_mul_overflow(count, unit, &d.ms)) return fail(ErrorCode::limit, "`" + printable(text) + "` is too long a time");
  return d;
}

}  // namespace handrail
