#include "workflows/runtime/written_times.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "engine/base/text.hpp"
#include "engine/base/time.hpp"

namespace handrail {
namespace {

constexpr std::array<std::string_view, 12> months = {"January", "February", "March",     "April",   "May",      "June",
                                                     "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::size_t date_letters = 10, minute_letters = 16;   // "2026-11-21", "2026-11-21T09:30"

int number(const std::string& text, std::size_t at, std::size_t digits) {
  int made = 0;
  for (std::size_t i = at; i < at + digits; ++i) made = made * 10 + (text[i] - '0');
  return made;
}

std::string weekday(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(day))};
  return std::string(weekdays[std::chrono::weekday(std::chrono::sys_days(date)).c_encoding()]);
}

}  // namespace

const std::vector<std::string>& time_forms() {
  static const std::vector<std::string> forms = {"day", "date", "weekday", "time"};
  return forms;
}

Result<std::string> written_time(const std::string& time, std::string_view form) {
  if (std::find(time_forms().begin(), time_forms().end(), form) == time_forms().end()) {
    const auto meant = nearest(form, time_forms());
    const std::string instead = meant ? "did you mean `" + *meant + "`?" : "there are " + english_list(time_forms());
    return fail(ErrorCode::invalid, "desk.date has no form `" + printable(form, 40) + "`; " + instead);
  }
  if (!parse_time(time)) return fail(ErrorCode::invalid, "desk.date needs a time such as \"2026-11-21T09:30:00Z\" as its `time`, and got `" + printable(time, 40) + "`");
  if (form == "time") {
    if (time.size() < minute_letters) return fail(ErrorCode::invalid, "desk.date has no hour for the day `" + printable(time, 40) + "`");
    return time.substr(date_letters + 1, minute_letters - date_letters - 1);
  }
  const int year = number(time, 0, 4), month = number(time, 5, 2), day = number(time, 8, 2);
  const std::string of_year = std::string(months[static_cast<std::size_t>(month - 1)]) + " " + std::to_string(day);
  if (form == "date") return of_year + ", " + std::to_string(year);
  return form == "weekday" ? weekday(year, month, day) + ", " + of_year : of_year;
}

}  // namespace handrail
