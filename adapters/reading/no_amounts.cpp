// Figures with a point in them that are no sum of money: days, hours, versions, sizes (declared in entities.hpp).
#include <array>

#include "adapters/reading/entities.hpp"
#include "engine/base/text.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t look_around = 40;   // bytes

int number_in(std::string_view digits) {
  int value = 0;
  for (const char c : digits)
    if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
  return value;
}

struct Parts { int first = 0, second = 0; };   // of "12.10"

bool may_be_a_day(Parts parts) { return parts.first >= 1 && parts.first <= 31 && parts.second >= 1 && parts.second <= 12; }
bool may_be_an_hour(Parts parts) { return parts.first <= 23 && parts.second <= 59; }

bool stands(const Pattern& pattern, std::string_view text) { return !pattern.find(text).empty(); }

}  // namespace

bool is_no_amount(std::string_view text, Span span) {
  static const Pattern of_a_day = Pattern::of_the_house(
      R"(\b(?:on|since|until|till|before|after|dated|date|vom|am|seit|bis|ab|zum|beim|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)|)"
      R"((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b[\s,.]+(?:the\s+|den\s+|dem\s+)?$)");
  static const Pattern from = Pattern::of_the_house(R"(\b(?:from|between)\s+(?:the\s+)?$)");
  static const Pattern to_a_sum = Pattern::of_the_house(R"(^\s+(?:to|and|down)\b)");
  static const Pattern of_an_hour = Pattern::of_the_house(R"(\b(?:at|um|around|until|till|before|after|gegen|ab)\s+$)");
  static const Pattern of_a_kind = Pattern::of_the_house(
      R"(\b(?:versions?|v|ver|release|build|firmware|ios|android|macos|windows|sizes?|gr\x{F6}\x{DF}e|phone|tel|telephone|telefon|mobile|fax|section|chapter|paragraph|clause|room|gate|)"
      R"(model|rated?|rating|scored?)\b[\s.:]*(?:is\s+|no\.?\s*|nr\.?\s*|number\s+)?$)");
  static const Pattern measured = Pattern::of_the_house(
      R"(^\s?(?:[ap]\.?m\b|uhr\b|o.?clock\b|(?:h|hrs?|hours?|minutes?|mins?|seconds?|days?|weeks?|kg|kilos?|g|grams?|cm|mm|m|km|met(?:er|re)s?|ml|l|lit(?:er|re)s?|gb|mb|tb|inch(?:es)?|lbs?|oz|)"
      R"(stars?|points?|degrees?|times)\b|\x{B0}|"))");
  static const Pattern points_a_day = Pattern::of_the_house(R"(^\.(?:,|;|\)))"), goes_on_in_small_letters = Pattern::of_the_house(R"(^\.\s+(?-i:[a-z]))");
  static const Pattern each = Pattern::of_the_house(R"(^\s*(?:,\s*)?(?:each|apiece|per|pro|je|a\s+(?:piece|head|person))\b)");
  static const Pattern paid = Pattern::of_the_house(
      R"(\b(?:re(?:fund|pay|imburse)\w*|(?:over|under)?(?:pa(?:y|id)|charg)\w*|cost(?:s|ing)?|bill(?:ed)?|deduct\w*|debit\w*|credit\w*|ow(?:e|es|ed)|spent|spend|worth|price\w*|)"
      R"(total\w*|amount\w*|sum|fee|erstatte\w*|zahl\w*|bezahl\w*|gezahlt|kost\w*|gekostet|berechne\w*|abgebucht|betrag|preis|summe)\b(?:\s+[^\s,.;:!?]+){0,3}\s+$)");
  const std::string_view written = text.substr(span.begin, span.end - span.begin), behind = text.substr(span.end, look_around);
  const std::size_t back = span.begin < look_around ? 0 : span.begin - look_around;
  const std::string_view before = text.substr(back, span.begin - back);
  const std::size_t point = written.find('.');
  if (point == std::string_view::npos || written.find(',') != std::string_view::npos) return false;
  if (written.size() > 2 && written[0] == '0' && written[1] >= '0' && written[1] <= '9') return true;   // "01.02", "0170.12"
  if (stands(measured, behind) || stands(of_a_kind, before)) return true;
  if (point > 2 || written.size() - point - 1 != 2) return false;
  const Parts parts{number_in(written.substr(0, point)), number_in(written.substr(point + 1))};
  if (may_be_an_hour(parts) && stands(of_an_hour, before) && !stands(each, behind)) return true;
  if (!may_be_a_day(parts)) return false;
  const bool from_a_day = stands(from, before) && !stands(to_a_sum, behind);   // "from 12.10 to 11.10" may be two sums
  return from_a_day || stands(of_a_day, before) || stands(points_a_day, behind) || (stands(goes_on_in_small_letters, behind) && !stands(paid, before));
}

}  // namespace handrail::reading
