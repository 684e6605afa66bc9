// Whole numbers in running text, in figures and in English words, and what has digits and counts nothing (declared in entities.hpp).
#include <algorithm>
#include <array>

#include "adapters/reading/entities.hpp"
#include "adapters/reading/number_words.hpp"
#include "engine/base/text.hpp"
#include "engine/masking/self_told.hpp"

namespace handrail::reading {

namespace {

// "1.350" is more than a thousand in a text of these languages.
constexpr std::array<std::string_view, 9> points_between_thousands = {"da", "de", "el", "id", "it", "nl", "pt", "ro", "tr"};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80); }

// No part of a longer figure ("3.5", "14:30", "1/2", "5.25.1") or of a word ("W1001", "21st"). A unit may follow at once where it is a sign ("5°", "3…").
bool counts_by_itself(std::string_view text, Span span) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : ' '; };
  const bool joined_behind = std::string_view(".,:/").find(at(span.end)) != std::string_view::npos && digit(at(span.end + 1));
  const bool typeset_mark = text.substr(span.end).starts_with("\xE2\x80");
  if (digit(at(span.end)) || joined_behind || (letter(at(span.end)) && !typeset_mark)) return false;
  if (span.begin == 0) return true;
  const char before = text[span.begin - 1];
  if (digit(before) || letter(before) || std::string_view("-/:").find(before) != std::string_view::npos) return false;
  return !((before == '.' || before == ',') && span.begin > 1 && digit(text[span.begin - 2]));
}

// Days without a year, years behind a word of time, hours, how long ago something was, and the numbers of flats and floors. A day with its year is a date.
const std::vector<Pattern>& what_counts_nothing() {
  // "may" and "march" with a capital letter, or where a day or a year says so: "only 5 may come".
  static const std::string month = "(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar|(?-i:M)arch|m\u00e4rz|apr(?:il)?|(?-i:M)ay|mai|june?|juni|july?|juli|"
                                   "aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)";
  static const std::string day = R"([0-3]?[0-9](?:st|nd|rd|th|\.)?)";
  static const std::string span = "(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)";
  static const std::string span_of_german = "(?:sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)";
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> made;
    for (const std::string& one : {
             R"(\b)" + day + R"(\s+(?:of\s+)?)" + month + R"(\b\.?(?:,?\s+[0-9]{4}\b)?)",
             R"(\b)" + month + R"(\b\.?\s+(?:the\s+)?)" + day + R"((?:\s*,?\s*[0-9]{4}\b|\b))",
             R"(\b)" + month + R"(\b\.?\s+[0-9]{4}\b)",
             std::string(R"(\b[0-3]?[0-9]\.(?:\s?[01]?[0-9]\.)(?:\s?[0-9]{4}\b)?)"),
             std::string(R"(\b[0-3]?[0-9]/[01]?[0-9](?:/[0-9]{2,4})?\b)"),
             std::string(R"(\b(?:in|since|until|till|from|during|year|seit|bis|jahr)\s+(?:19|20)[0-9]{2}\b)"),
             std::string(R"(\b[0-2]?[0-9](?::[0-5][0-9])?\s?(?:[ap]\.?m\b\.?|o.?clock\b|uhr\b))"),
             std::string(R"(\b(?:half|quarter)\s+(?:past|to)\s+[0-9]{1,2}\b)"),
             std::string(R"(\b(?:may|march)\s+(?:19|20)[0-9]{2}\b)"),
             R"(\b)" + day + R"(\s+of\s+(?:may|march)\b)",
             R"(\b(?:on|since|until|till|by|before|after)\s+(?:the\s+)?)" + day + R"(\s+(?:may|march)\b)",
             R"(\b(?:on|since|until|till|by|before|after)\s+(?:may|march)\s+(?:the\s+)?)" + day + R"(\b)",
             R"(\b[0-9]{1,4}\s+)" + span + R"(\s+(?:ago|earlier)\b)",
             R"(\bvor\s+[0-9]{1,4}\s+)" + span_of_german + R"(\b)"}) made.push_back(Pattern::of_the_house(one));
    return made;
  }();
  return all;
}

// "Room 4", "Wohnung 12a", and not "the room 2 nights".
void add_houses(std::string_view text, std::vector<Span>& spans) {
  static const Pattern house = Pattern::of_the_house(
      R"(\b(?:flat|apartment|apt|suite|house|floor|room|door|haus|hausnummer|wohnung|postcode|zip|plz)\.?\s+(?:no\.?\s*|number\s+|nr\.?\s*)?[0-9]{1,6}[a-z]?\b)");
  static const Pattern counted = Pattern::of_the_house(
      R"(^\s+(?:(?:more|extra|further|weitere)\s+)?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|times|more|)"
      R"(people|persons?|guests?|adults?|children|kids|beds?|bedrooms?|rooms?|keys?|tickets?|pieces?|items?|boxes|copies|)"
      R"(n[aä]chten?|nacht|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|mal|personen|g[aä]sten?|erwachsene|kinder|betten|zimmer|schlüssel|stück)\b)");
  for (const PatternMatch& match : house.find(text))
    if (counted.find(text.substr(match.span.end, 64)).empty()) spans.push_back(match.span);
}

// "Two" in the words of a number is read as its figures are. What stands before or behind it may tell that it counts nothing: "the two of them", "a few hundred", "two-way",
// "twenty-first"; and "one" is mostly a pronoun: it counts where it is all that is said, or is held against another number ("one or two").
bool counts_in_words(std::string_view text, Span span, std::string_view words) {
  static const Pattern before = Pattern::of_the_house(
      R"(\b(?:the|these|those|you|half|quarter|point|few|couple|couple of|several|many|some|other|last|next|first)[\s-]+$|[-'\x{2019}]$)");
  static const Pattern behind = Pattern::of_the_house(
      R"(^(?:[-'\x{2019}][a-z]|[\s-]+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|percent|per cent|dozen|million|billion|point|and a (?:half|quarter))\b))");
  static const Pattern only_one = Pattern::of_the_house(R"(^\W*(?:(?:just|only|oh|yes|so|it's|please|for)\s+)*one(?:\W+(?:only|please|thanks|thank you))*\W*$)");
  static const Pattern or_two = Pattern::of_the_house("^\\s+(?:or|to)\\s+(?:" + number_word_pattern() + ")\\b");
  const std::size_t from = span.begin < 24 ? 0 : span.begin - 24;
  if (!before.find(text.substr(from, span.begin - from)).empty() || !behind.find(text.substr(span.end, 24)).empty()) return false;
  return words != "one" || !only_one.find(text).empty() || !or_two.find(text.substr(span.end, 24)).empty();
}

}  // namespace

InFigures in_figures(std::string_view text) {
  static const Pattern worded = Pattern::of_the_house("\\b(" + number_word_pattern() + ")(?:[\\s-]+(?:and\\s+)?(?:" + number_word_pattern() + "))*\\b");
  InFigures made;
  std::size_t done = 0;
  for (const PatternMatch& match : worded.find(text)) {
    const std::string words = lower_ascii(text.substr(match.span.begin, match.span.end - match.span.begin));
    const auto value = number_of_words(words);
    if (!value || (words.starts_with("a ") && words != "a dozen") || !counts_in_words(text, match.span, words)) continue;
    made.text += text.substr(done, match.span.begin - done);
    const auto begin = static_cast<std::uint32_t>(made.text.size());
    made.text += std::to_string(*value);
    made.replaced.push_back({{begin, static_cast<std::uint32_t>(made.text.size())}, match.span});
    done = match.span.end;
  }
  made.text += text.substr(done);
  return made;
}

Span InFigures::of_the_words(Span span) const {
  std::int64_t shift = 0;
  for (const Replaced& one : replaced) {
    if (one.figures.begin == span.begin && one.figures.end == span.end) return one.words;
    if (one.figures.begin > span.begin) break;
    shift = static_cast<std::int64_t>(one.words.end) - one.figures.end;
  }
  return {static_cast<std::uint32_t>(span.begin + shift), static_cast<std::uint32_t>(span.end + shift)};
}

std::string grouped_by_commas(std::string_view text, std::string_view language) {
  static const Pattern pointed = Pattern::of_the_house(R"([0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?)");
  std::string plain(text);
  if (std::find(points_between_thousands.begin(), points_between_thousands.end(), language) == points_between_thousands.end()) return plain;
  for (const PatternMatch& match : pointed.find(text)) {
    const auto part_of_more = [&](std::size_t i) { return i < text.size() && (digit(text[i]) || letter(text[i])); };
    const bool goes_on = part_of_more(match.span.end) || (match.span.end + 1 < text.size() && text[match.span.end] == '.' && digit(text[match.span.end + 1]));
    const bool goes_before = match.span.begin > 0 && (part_of_more(match.span.begin - 1) || text[match.span.begin - 1] == '.');
    if (goes_on || goes_before) continue;
    for (std::size_t i = match.span.begin; i < match.span.end; ++i) plain[i] = text[i] == '.' ? ',' : text[i] == ',' ? '.' : text[i];
  }
  return plain;
}

std::vector<Found> find_whole_numbers(std::string_view text, const std::vector<Found>& taken) {
  static const Pattern whole = Pattern::of_the_house(R"((\d{1,3}(?:,\d{3})+|\d+))");
  std::vector<Span> others;
  for (const Found& one : taken) others.push_back(one.span);
  for (const Pattern& pattern : what_counts_nothing())
    for (const PatternMatch& match : pattern.find(text)) others.push_back(match.span);
  add_houses(text, others);
  for (const PersonalData& one : addresses_told_in(std::string(text))) others.push_back({static_cast<std::uint32_t>(one.begin), static_cast<std::uint32_t>(one.end)});
  std::vector<Found> found;
  for (const PatternMatch& match : whole.find(text)) {
    std::string digits(text.substr(match.span.begin, match.span.end - match.span.begin));
    std::erase(digits, ',');
    const bool free = std::none_of(others.begin(), others.end(), [&](const Span& other) { return other.overlaps(match.span); });
    if (free && digits.size() <= 18 && counts_by_itself(text, match.span)) found.push_back({match.span, Json(std::stoll(digits))});
  }
  return found;
}

}  // namespace handrail::reading
