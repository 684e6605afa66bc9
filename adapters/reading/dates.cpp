// Dates and e-mail addresses in running text (declared in entities.hpp).
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>

#include "adapters/reading/entities.hpp"
#include "engine/base/text.hpp"
#include "engine/base/time.hpp"

namespace handrail::reading {

namespace {

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

int number_in(std::string_view word) {
  int value = 0;
  for (const char c : word) {
    if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
  }
  return value;
}

// The canonical date, where the calendar has it.
std::optional<std::string> date(int year, int month, int day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return year >= 1000 && parse_time(text) ? std::optional<std::string>(text) : std::nullopt;
}

// A match in words: three parts, of which the month begins with letters, the year has four digits and the day has the rest.
std::optional<std::string> date_in_words(std::string_view written) {
  int year = 0, month = 0, day = 0;
  for (const std::string_view word : words(written)) {
    const std::string folded = lower_ascii(word);
    const bool digits = folded[0] >= '0' && folded[0] <= '9';
    if (digits && folded.size() == 4 && folded[3] >= '0' && folded[3] <= '9') year = number_in(folded);
    else if (digits) day = number_in(folded);
    for (std::size_t i = 0; i < months.size() && month == 0 && !digits; ++i) month = folded.starts_with(months[i]) ? static_cast<int>(i) + 1 : 0;
  }
  return date(year, month, day);
}

}  // namespace

std::vector<Found> find_dates(std::string_view text) {
  static const Pattern iso = Pattern::of_the_house(R"(\b(\d{4}-\d{2}-\d{2})(?:\b|T\d))");
  static const std::string month = R"((?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?)";
  static const Pattern day_first = Pattern::of_the_house(R"(\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)" + month + R"(,?\s+\d{4}\b)");
  static const Pattern month_first = Pattern::of_the_house(R"(\b)" + month + R"(\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?(?:\s*,\s*|\s+)\d{4}\b)");
  std::vector<Found> found;
  for (const PatternMatch& match : iso.find(text)) {
    const std::string_view written = text.substr(match.inner.begin, 10);
    const bool longer = match.inner.begin > 0 && text[match.inner.begin - 1] == '-';
    const auto value = date(number_in(written.substr(0, 4)), number_in(written.substr(5, 2)), number_in(written.substr(8, 2)));
    if (value && !longer) found.push_back({match.inner, Json(*value)});
  }
  for (const Pattern* pattern : {&day_first, &month_first}) {
    for (const PatternMatch& match : pattern->find(text)) {
      const auto value = date_in_words(text.substr(match.span.begin, match.span.end - match.span.begin));
      const bool known = std::any_of(found.begin(), found.end(), [&](const Found& other) { return other.span.overlaps(match.span); });
      if (value && !known) found.push_back({match.span, Json(*value)});
    }
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.span.begin < b.span.begin; });
  return found;
}

std::vector<Found> find_emails(std::string_view text) {
  static const Pattern address = Pattern::of_the_house(R"([a-z0-9][a-z0-9._%+'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}\b)");
  std::vector<Found> found;
  for (const PatternMatch& match : address.find(text)) found.push_back({match.span, Json(lower_ascii(text.substr(match.span.begin, match.span.end - match.span.begin)))});
  return found;
}

}  // namespace handrail::reading
