#include "adapters/reading/days.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>

#include "adapters/reading/beside_days.hpp"
#include "adapters/reading/day_words.hpp"
#include "engine/base/text.hpp"
#include "engine/base/time.hpp"

namespace handrail::reading {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

// The canonical date, where the calendar has it and somebody may mean it: "5 May 1430" is a day and another number.
std::optional<std::string> date(int year, int month, int day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return year >= 1900 && year <= 2100 && parse_time(text) ? std::optional<std::string>(text) : std::nullopt;
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

const std::string month_words =
    "(?:jan(?:uary|uar)?|j\u00e4n(?:ner)?|feb(?:ruary|ruar)?|mar(?:ch)?|m\u00e4rz|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|"
    "de[cz](?:ember)?)";
const std::string weekday_words = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)";
const std::string weekday_short = "(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)";
const std::string ordinal = "[0-3]?[0-9](?:st|nd|rd|th)";
const std::string count_words =
    "(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eine[rmn]?|ein|zwei|drei|vier|f\u00fcnf|sechs|sieben|acht|neun|zehn|elf|zw\u00f6lf)";

// Reads a text from what is told in full to what is only hinted at; what is read already is not read again.
class Days {
 public:
  Days(std::string_view text, std::string_view language) : text_(text), language_(language) {}

  void read_in_full() {
    static const Pattern iso = Pattern::of_the_house(R"(\b(\d{4}[-/]\d{2}[-/]\d{2})(?:\b|T\d))");
    for (const PatternMatch& match : iso.find(text_)) {
      const std::string_view written = at(match.inner);
      const bool longer = match.inner.begin > 0 && std::string_view("-/").find(text_[match.inner.begin - 1]) != std::string_view::npos;
      const auto value = date(number_in(written.substr(0, 4)), number_in(written.substr(5, 2)), number_in(written.substr(8, 2)));
      if (value && !longer) add(match.inner, Json(*value));
    }
    static const std::string day = R"([0-3]?\d(?:st|nd|rd|th|\.)?)";
    static const Pattern day_first = Pattern::of_the_house(R"(\b)" + day + R"([\s-]*(?:of\s+)?)" + month_words + R"(\b\.?(?:,?[\s-]+\d{4}\b)?)");
    static const Pattern month_first = Pattern::of_the_house(R"(\b)" + month_words + R"(\b\.?\s+(?:the\s+)?[0-3]?\d(?:st|nd|rd|th)?\b(?:\s*,?\s*\d{4}\b)?)");
    for (const Pattern* pattern : {&day_first, &month_first})
      for (const PatternMatch& match : pattern->find(text_)) add_in_words(match.span);
    read_figures();
  }

  void read_what_is_hinted_at() {
    read_far_away();
    read_ordinals();
    read_weekdays();
    read_weekend();
    for (bool more = true; more;) more = join_weekdays();
    leave_bounds();
    tell_of_the_past();
  }

  [[nodiscard]] std::vector<Found> found() const {
    std::vector<Found> out;
    for (const Said& one : said_)
      if (!one.bound) out.push_back({one.span, one.value});
    std::stable_sort(out.begin(), out.end(), [](const Found& a, const Found& b) { return a.span.begin < b.span.begin; });
    return out;
  }

 private:
  struct Said { Span span; Json value; bool bound = false; };

  [[nodiscard]] std::string_view at(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  [[nodiscard]] bool is_read(Span span) const { return std::ranges::any_of(said_, [&](const Said& one) { return one.span.overlaps(span); }); }
  void add(Span span, Json value) {
    if (!is_read(span)) said_.push_back({span, std::move(value)});
  }

  // As much of what stands in front of a place as can be said of it: a long message is not read again for each of its days.
  [[nodiscard]] std::string_view before(std::size_t place) const {
    constexpr std::size_t said_of_it_max = 120;
    const std::size_t from = place - std::min(place, said_of_it_max);
    return text_.substr(from, place - from);
  }

  // The word before a place, with nothing but blanks between; in small letters. `place` goes to where it begins.
  [[nodiscard]] std::string word_before(std::size_t& place) const {
    std::size_t end = place;
    while (end > 0 && text_[end - 1] == ' ') --end;
    std::size_t begin = end;
    while (begin > 0 && (is_letter(text_[begin - 1]) || is_digit(text_[begin - 1]) || text_[begin - 1] == '\'')) --begin;
    place = begin;
    return fold_case(text_.substr(begin, end - begin));
  }
  [[nodiscard]] std::string word_behind(std::size_t& place) const {
    std::size_t begin = place;
    while (begin < text_.size() && text_[begin] == ' ') ++begin;
    std::size_t end = begin;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '\'')) ++end;
    place = end;
    return fold_case(text_.substr(begin, end - begin));
  }

  // Whether what stands behind a number that might be a day's goes on with another thing: "the 2nd floor", "may 5 people".
  [[nodiscard]] bool is_of_a_thing(std::size_t end) const {
    constexpr std::array<std::string_view, 66> go_on = {
        "",       "at",    "in",    "or",    "and",   "please", "is",    "would", "will",  "if",    "then",  "but",     "for",   "to",      "by",      "instead", "this",
        "next",   "works", "work",  "was",   "i",     "we",     "it",    "my",    "our",   "around", "about", "from",   "not",   "when",    "because", "with",    "until",
        "before", "after", "can",   "could", "should", "thanks", "thank", "that",  "as",    "so",    "too",   "also",   "then",  "morning", "evening", "afternoon", "noon",
        "of",     "um",    "ab",    "oder",  "und",   "bitte",  "ist",   "w\u00e4re", "geht", "passt", "bei", "zu",    "f\u00fcr", "mit",   "wenn"};
    return !among(go_on, word_behind(end));
  }

  // "At 3", "um 10.12.": the figures behind it are an hour's.
  [[nodiscard]] bool tells_an_hour(Span span) const {
    std::size_t place = span.begin;
    const std::string word = word_before(place);
    return word == "at" || word == "um";
  }

  // Day, month and perhaps a year: the month begins with letters, the year has four digits and the day has the rest.
  void add_in_words(Span span) {
    static const Pattern of_a_sum = Pattern::of_the_house(R"(^\s?(?:[$\x{20ac}\x{a3}]|(?:euros?|dollars?|bucks|pounds?|eur|usd|gbp|chf)\b))");
    const std::string_view written = at(span);
    int year = 0, month = 0, day = 0;
    std::size_t ends_before_the_year = written.size();
    std::string month_word;
    for (std::size_t i = 0; i < written.size();) {
      const bool digits = is_digit(written[i]);
      std::size_t end = i;
      while (end < written.size() && (digits ? is_digit(written[end]) : is_letter(written[end]))) ++end;
      const std::string_view word = written.substr(i, end - i);
      if (digits && word.size() == 4) year = number_in(word), ends_before_the_year = i;
      else if (digits) day = number_in(word);
      else if (month == 0 && word.size() > 2 && (month = month_of(word)) != 0) month_word = word;
      i = std::max(end, i + 1);
    }
    if (day == 0 || month == 0) return;
    if (year != 0 && (year < 1900 || year > 2100 || !of_a_sum.find(text_.substr(span.end)).empty())) {
      span.end = span.begin + static_cast<std::uint32_t>(written.find_last_not_of(" ,-", ends_before_the_year - 1) + 1);
    } else if (year != 0) {
      if (const auto value = date(year, month, day)) add(span, Json(*value));
      return;
    }
    if (!date(2024, month, day)) return;   // a leap year's: the 29th of February may come
    // "may" and "march" are verbs, too: in small letters they are months where nothing goes on behind them.
    const bool is_verb = month_word == "may" || month_word == "march" || month_word == "mar";
    const bool is_plain = written.find("of") == std::string_view::npos && written.find("th") == std::string_view::npos && written.find("nd") == std::string_view::npos &&
                          written.find("rd") == std::string_view::npos && written.find("st") == std::string_view::npos;
    std::size_t behind = span.end;
    if (is_verb && is_plain && tells_an_hour(span)) return;   // "at 3 may I come"
    if (is_verb && is_plain && (is_of_a_thing(span.end) || word_behind(behind) == "of")) return;
    add(span, Json::object({{"month", month}, {"day", day}}));
    add_row_before(span, month);
  }

  // "3 or 5 May": of the days in front of it the month is said once.
  void add_row_before(Span span, int month) {
    static const Pattern row = Pattern::of_the_house(R"(\b([0-3]?\d)(?:st|nd|rd|th|\.)?(?:\s*,\s*|\s+(?:or|and|oder|und)\s+(?:the\s+|den\s+|am\s+)?)$)");
    for (std::uint32_t from = span.begin; from > 0;) {
      const std::string_view in_front = before(from);
      const auto match = row.find(in_front);
      if (match.empty()) return;
      const auto offset = static_cast<std::uint32_t>(from - in_front.size());
      const Span day{match.back().inner.begin + offset, match.back().inner.end + offset};
      if (!date(2024, month, number_in(at(day)))) return;
      add(day, Json::object({{"month", month}, {"day", number_in(at(day))}}));
      from = day.begin;
    }
  }

  // "19.12.2026", "19.12.", "19/12/2026", "19-12-2026". With points the day comes first; with strokes nobody knows, where both could be the month.
  void read_figures() {
    static const Pattern pointed = Pattern::of_the_house(R"(\b([0-3]?\d\.\s?[01]?\d\.(?:\s?\d{4}\b|\d{2}\b)?))");
    static const Pattern stroked = Pattern::of_the_house(R"(\b(\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2}))\b)");
    for (const PatternMatch& match : pointed.find(text_)) {
      const auto numbers = numbers_in(at(match.span));
      if (runs_on(match.span) || is_a_version(match.span) || (numbers.size() == 2 && tells_an_hour(match.span))) continue;
      if (numbers.size() < 2 || numbers[1] < 1 || numbers[1] > 12 || !date(2024, numbers[1], numbers[0])) continue;
      if (numbers.size() > 2) {
        if (const auto value = date(in_full(numbers[2]), numbers[1], numbers[0])) add(match.span, numbers[2] < 100 ? short_year({*value}) : Json(*value));
      } else if (language_ != "en") {   // "it was 19.12." is an amount there
        add(match.span, Json::object({{"month", numbers[1]}, {"day", numbers[0]}}));
      }
    }
    for (const PatternMatch& match : stroked.find(text_)) {
      const std::string_view written = at(match.span);
      const auto numbers = numbers_in(written);
      const bool mixed = (written.find('/') != std::string_view::npos) == (written.find('-') != std::string_view::npos);
      if (runs_on(match.span) || mixed || numbers.size() != 3 || (numbers[2] < 100 && written.find('-') != std::string_view::npos)) continue;
      const auto day_first = date(in_full(numbers[2]), numbers[1], numbers[0]), month_first = date(in_full(numbers[2]), numbers[0], numbers[1]);
      const bool in_doubt = day_first && month_first && *day_first != *month_first;
      if (!day_first && !month_first) continue;
      const std::string& one = day_first ? *day_first : *month_first;
      if (numbers[2] < 100) add(match.span, in_doubt ? short_year({*day_first, *month_first}) : short_year({one}));
      else add(match.span, in_doubt ? Json::object({{"any_of", Json::array({*day_first, *month_first})}}) : Json(one));
    }
  }

  static int in_full(int year) { return year < 100 ? 2000 + year : year; }
  static Json short_year(std::initializer_list<Json> days) { return Json::object({{"short_year", Json::array(days)}}); }   // the century is told by the day of the message
  [[nodiscard]] bool is_a_version(Span span) const {
    static const Pattern of_a_version = Pattern::of_the_house(R"(\b(?:versions?|v|ver|release|build|firmware|software|driver|kernel|ios|android|macos|windows)\b[\s.:]*(?:is\s+|no\.?\s*|nr\.?\s*|number\s+)?$)");
    return !of_a_version.find(before(span.begin)).empty();
  }
  static std::vector<int> numbers_in(std::string_view written) {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < written.size(); ++i)
      if (is_digit(written[i])) {
        if (i == 0 || !is_digit(written[i - 1])) numbers.push_back(0);
        numbers.back() = numbers.back() * 10 + (written[i] - '0');
      }
    return numbers;
  }
  // Whether figures stand at it that belong to a longer number: a version, an amount, a serial.
  [[nodiscard]] bool runs_on(Span span) const {
    const auto belongs = [](char c) { return is_digit(c) || c == '.' || c == ',' || c == '/' || c == '-'; };
    const bool before = span.begin > 0 && belongs(text_[span.begin - 1]);
    const bool behind = span.end < text_.size() && (is_digit(text_[span.end]) || (belongs(text_[span.end]) && span.end + 1 < text_.size() && is_digit(text_[span.end + 1])));
    return before || behind;
  }

  // "today", "in two weeks", "3 days ago".
  void read_far_away() {
    struct Far { Pattern pattern; int days; };
    static const std::array<Far, 10> by_name = {{
        {Pattern::of_the_house(R"(\btom+or+ow\s+week\b|\b(?:a|one)\s+week\s+(?:from\s+)?tom+or+ow\b|\btom+or+ow\s+in\s+(?:a|one)\s+week\b|\bmorgen\s+in\s+einer\s+woche\b)"), 8},
        {Pattern::of_the_house(R"(\btoday\s+week\b|\b(?:a|one)\s+week\s+today\b|\btoday\s+in\s+(?:a|one)\s+week\b|\bheute\s+in\s+einer\s+woche\b)"), 7},
        {Pattern::of_the_house(R"(\bday\s+after\s+tom+or+ow\b)"), 2}, {Pattern::of_the_house(R"((?:\x{fc}|ue)bermorgen\b)"), 2},
        {Pattern::of_the_house(R"(\bday\s+before\s+yesterday\b|\bvorgestern\b)"), -2}, {Pattern::of_the_house(R"(\b(?:tom+or+ow|tmrw|tmr)\b)"), 1},
        {Pattern::of_the_house(R"(\b(?:today|tonight|heute)\b)"), 0}, {Pattern::of_the_house(R"(\b(?:yesterday|gestern)\b)"), -1},
        {Pattern::of_the_house(R"(\bin\s+a\s+fortnight\b)"), 14}, {Pattern::of_the_house(R"(\ba\s+fortnight\s+ago\b)"), -14},
    }};
    for (const Far& far : by_name)
      for (const PatternMatch& match : far.pattern.find(text_)) add(match.span, in_days(far.days));
    read_german_tomorrow();
    static const Pattern ahead = Pattern::of_the_house(R"(\bin\s+)" + count_words + R"(\s+(?:days?|weeks?|tag(?:en?)?|wochen?)\b)");
    static const Pattern from_now = Pattern::of_the_house(R"(\b)" + count_words + R"(\s+(?:days?|weeks?)\s+from\s+(?:now|today)\b)");
    static const Pattern ago = Pattern::of_the_house(R"(\b)" + count_words + R"(\s+(?:days?|weeks?)\s+ago\b)");
    static const Pattern german_ago = Pattern::of_the_house(R"(\bvor\s+)" + count_words + R"(\s+(?:tag(?:en?)?|wochen?)\b)");
    for (const auto& [pattern, sign] : {std::pair{&ahead, 1}, std::pair{&from_now, 1}, std::pair{&ago, -1}, std::pair{&german_ago, -1}})
      for (const PatternMatch& match : pattern->find(text_)) {
        const std::vector<std::string_view> said = words(at(match.span));
        const std::size_t first = pattern == &ahead || pattern == &german_ago ? 1 : 0;
        const bool weeks = lower_ascii(said[first + 1]).starts_with("w");
        std::size_t behind = match.span.end;
        const std::string next = word_behind(behind);
        if (next != "or" && next != "oder") add(match.span, in_days(sign * count_of(said[first]) * (weeks ? 7 : 1)));   // "in a day or two"
      }
  }
  static Json in_days(int days) { return Json::object({{"in_days", days}}); }

  // "Morgen" is a morning, too, and a name; in another language it is no word of time.
  void read_german_tomorrow() {
    static const Pattern morgen = Pattern::of_the_house(R"(\bmorgen\b)");
    constexpr std::array<std::string_view, 12> of_a_morning = {"am", "guten", "jeden", "diesen", "heute", "gestern", "\u00fcbermorgen", "good", "der", "den", "mr", "mrs"};
    if (language_ != "de" && !(language_.empty() && words(text_).size() <= 3)) return;
    for (const PatternMatch& match : morgen.find(text_)) {
      std::size_t before = match.span.begin;
      if (!among(of_a_morning, word_before(before))) add(match.span, in_days(1));
    }
  }

  // "the 19th", "on the 19th of next month", "am 19.", "19th" alone.
  void read_ordinals() {
    static const Pattern english = Pattern::of_the_house(R"(\b()" + ordinal + R"()\b(?:\s+of\s+(?:this|next)\s+month\b)?)");
    for (const PatternMatch& match : english.find(text_)) {
      const int day = number_in(at(match.inner));
      std::size_t before = match.span.begin;
      const std::string article = word_before(before);
      const bool alone = trim(text_.substr(0, match.span.begin)).empty();
      if (day < 1 || day > 31 || (article != "the" && article != "on" && article != "or" && article != "and" && !alone)) continue;
      const std::string_view rest = at(match.span).substr(match.inner.end - match.inner.begin);
      std::size_t behind = match.span.end;
      if (!rest.empty()) add(match.span, Json::object({{"day", day}, {"in_months", rest.find("next") == std::string_view::npos ? 0 : 1}}));
      else if (!is_of_a_thing(match.span.end) && word_behind(behind) != "of") add(match.span, Json::object({{"day", day}}));
    }
    static const Pattern german = Pattern::of_the_house(R"(\b(?:am|den|dem|zum)\s+([0-3]?\d\.))");
    for (const PatternMatch& match : german.find(text_)) {
      const int day = number_in(at(match.inner));
      std::size_t next = match.inner.end;
      while (next < text_.size() && text_[next] == ' ') ++next;
      const bool goes_on = next < text_.size() && (is_digit(text_[next]) || (text_[next] >= 'A' && text_[next] <= 'Z'));   // a noun, or a month's number
      if (day >= 1 && day <= 31 && !goes_on) add(match.inner, Json::object({{"day", day}}));
    }
  }

  void read_weekdays() {
    static const std::string which = "(?:this|next|coming|last|past|diese[nrm]?|n(?:\u00e4|ae)chste[nrm]?|kommende[nrm]?|letzte[nrm]?|vergangene[nrm]?)";
    static const Pattern with_its_word = Pattern::of_the_house(R"(\b()" + which + R"()\s+(?:)" + weekday_words + "|" + weekday_short + R"()\b)");
    static const Pattern plain = Pattern::of_the_house(R"(\b)" + weekday_words + R"(\b)");
    static const Pattern shortened = Pattern::of_the_house(R"(\bon\s+()" + weekday_short + R"()\b)");
    for (const PatternMatch& match : with_its_word.find(text_)) add(match.span, weekday(weekday_of(words(at(match.span)).back()), which_week(at(match.span))));
    for (const PatternMatch& match : plain.find(text_)) add(match.span, weekday(weekday_of(at(match.span)), "coming"));
    for (const PatternMatch& match : shortened.find(text_)) add(match.inner, weekday(weekday_of(at(match.inner)), "coming"));
  }
  // By the word before it: "next Friday".
  static const char* which_week(std::string_view said) {
    const std::string word = fold_case(words(said).front());
    if (word == "next" || word.starts_with("n")) return "next";
    if (word == "last" || word == "past" || word.starts_with("letzte") || word.starts_with("vergangene")) return "last";
    if (word == "coming" || word.starts_with("kommende")) return "following";
    return word == "this" || word.starts_with("diese") ? "this" : "coming";
  }
  // Of Saturday and Sunday one is meant, where neither is named.
  void read_weekend() {
    static const Pattern weekend = Pattern::of_the_house(
        R"(\b(?:(?:this|next|coming|last|past|diese[sm]?|n(?:\x{e4}|ae)chste[sn]?|kommende[sn]?|letzte[sn]?|vergangene[sn]?)\s+)?(?:weekend|wochenende)\b)");
    if (!said_.empty()) return;
    for (const PatternMatch& match : weekend.find(text_)) add(match.span, Json::object({{"weekend", true}, {"of", which_week(at(match.span))}}));
  }
  static Json weekday(int iso, const char* of) { return Json::object({{"weekday", iso}, {"of", of}}); }

  [[nodiscard]] static bool is_weekday(const Said& one) { return one.value.find("weekday") && !one.value.find("day") && !one.value.find("on") && one.value.find("of"); }
  [[nodiscard]] static bool is_day_of_month(const Said& one) { return !one.value.find("weekday") && (one.value.text() || one.value.find("day") || one.value.find("short_year")); }

  // "Friday, 27 November" and "Friday the 27th" are one day; "Friday next week" is that week's.
  bool join_weekdays() {
    for (Said& one : said_) {
      if (!is_weekday(one)) continue;
      for (Said& other : said_) {
        if (&one == &other || !is_day_of_month(other)) continue;
        const Span between = other.span.begin >= one.span.end ? Span{one.span.end, other.span.begin} : Span{other.span.end, one.span.begin};
        if (between.begin > between.end || !only_joins(at(between))) continue;
        Json value = other.value.text() ? Json::object({{"on", *other.value.text()}}) : other.value;
        value.set("weekday", *one.value.find("weekday"));
        const Span whole{std::min(one.span.begin, other.span.begin), std::max(one.span.end, other.span.end)};
        const Span gone = other.span;
        one = {whole, std::move(value)};
        std::erase_if(said_, [&](const Said& it) { return it.span.begin == gone.begin && it.span.end == gone.end; });
        return true;
      }
      if (in_its_week(one)) return true;
    }
    return false;
  }
  static bool only_joins(std::string_view between) {
    constexpr std::array<std::string_view, 8> joining = {"", ",", "the", ", the", "den", ", den", "(", ", dem"};
    return among(joining, trim(between));
  }
  bool in_its_week(Said& one) {
    const auto week = week_beside(text_, one.span);
    if (week) one.span = week->span, one.value = Json::object({{"weekday", *one.value.find("weekday")}, {"in_weeks", week->weeks}});
    return week.has_value();
  }

  // Without its year or its week a day that is told of is over.
  void tell_of_the_past() {
    for (Said& one : said_) {
      if (one.value.find("since")) continue;
      const bool is_plain_weekday = (is_weekday(one) || one.value.find("weekend")) && one.value.text_or("of") == "coming";
      if (!is_plain_weekday && !(one.value.find("day") && !one.value.find("in_months"))) continue;
      if (const Told told = told_of(text_, one.span); told != Told::of_no_past) one.value.set("of", told == Told::of_the_past ? "last" : "either");
    }
  }

  // "Friday in two weeks": nor is it the day in two weeks.
  void leave_with_its_count(std::size_t weekday) {
    constexpr std::array<std::string_view, 6> joining = {"", ",", "on", ", on", "am", ", am"};
    said_[weekday].bound = true;
    for (Said& other : said_) {
      const Span first = std::min(other.span.begin, said_[weekday].span.begin) == other.span.begin ? other.span : said_[weekday].span;
      const Span second = first.begin == other.span.begin ? said_[weekday].span : other.span;
      if (other.value.find("in_days") && first.end <= second.begin && among(joining, trim(at({first.end, second.begin})))) other.bound = true;
    }
  }

  // "Dec 5-7", "5 December to 7": the second day of the month is a figure.
  [[nodiscard]] bool spans_to_a_figure(const Said& one) const {
    static const Pattern to_a_figure = Pattern::of_the_house(R"(^\s*(?:-|\x{2013}|\x{2014}|to|through|thru|until|till|bis)\s*(?:the\s+)?([0-3]?\d)(?:st|nd|rd|th)?\b)");
    static const Pattern of_another_kind = Pattern::of_the_house(R"(^(?:[.:/]\d|\s*(?:[ap]\.?m\b|uhr\b|o.clock|h\b|%)))");
    const auto day = one.value["day"].integer();
    const auto to = to_a_figure.find(text_.substr(one.span.end));
    if (!day || to.empty()) return false;
    const std::size_t end = one.span.end + to.front().span.end;
    const Span figure{one.span.end + to.front().inner.begin, one.span.end + to.front().inner.end};
    return number_in(at(figure)) > *day && of_another_kind.find(text_.substr(end)).empty() && !is_of_a_thing(end);
  }

  // What only says from when, until when or how often. "Move it from Friday to Saturday" is to be Saturday.
  void leave_bounds() {
    std::stable_sort(said_.begin(), said_.end(), [](const Said& a, const Said& b) { return a.span.begin < b.span.begin; });
    for (std::size_t i = 0; i < said_.size(); ++i) {
      if (begins_what_lasts(said_[i].span)) say_since(said_[i]);
      else if (is_bound_before(said_[i].span) || is_bound_behind(said_[i].span) || is_ruled_out(text_, said_[i].span))
        said_[i].bound = !is_dated(text_, said_[i].span);
      if (spans_to_a_figure(said_[i])) said_[i].bound = true;
      if (is_weekday(said_[i]) && is_counted_on(text_, said_[i].span)) leave_with_its_count(i);
      if (i == 0) continue;
      const std::string between = lower_ascii(trim(text_.substr(said_[i - 1].span.end, std::max(said_[i].span.begin, said_[i - 1].span.end) - said_[i - 1].span.end)));
      constexpr std::array<std::string_view, 20> spanning = {"to", "through", "thru", "till", "until", "-", "\u2013", "\u2014", "bis", "to the", "until the", "through the",
                                                             "till the", "bis zum", "on to", "up to", "bis am", "bis den", "to next", "- the"};
      constexpr std::array<std::string_view, 5> with_a_bound = {"and", "and the", "und", "und dem", "und den"};
      const bool spans = among(spanning, between), after_a_bound = said_[i - 1].bound && among(with_a_bound, between) && stands_between(said_[i - 1].span);
      if (spans && is_changed(said_[i - 1].span)) said_[i - 1].bound = true;
      else if (spans || after_a_bound) said_[i - 1].bound = said_[i].bound = true;
    }
    static const Pattern from_a_figure = Pattern::of_the_house(R"(\b[0-3]?\d(?:st|nd|rd|th|\.)?\s*(?:-|\x{2013}|to|through|until|till|bis)\s*(?:the\s+)?$)");
    static const Pattern between_figures = Pattern::of_the_house(R"(\b(?:between|zwischen)\s+(?:the\s+|dem\s+)?[0-3]?\d(?:st|nd|rd|th|\.)?\s+(?:and|und)\s+(?:the\s+|dem\s+)?$)");
    for (Said& one : said_) {
      const std::string_view in_front = before(one.span.begin);
      if (!from_a_figure.find(in_front).empty() || !between_figures.find(in_front).empty()) one.bound = true;
    }
  }

  // "Since Friday", "seit dem 3.": for whoever is asked when it began, and for nobody else.
  [[nodiscard]] bool begins_what_lasts(Span span) const {
    static const Pattern since = Pattern::of_the_house(R"(\b(?:since|seit)\s+(?:(?:the|dem|den|der|last|on)\s+)?$)");
    return !since.find(before(span.begin)).empty() && !is_bound_behind(span);
  }
  static void say_since(Said& one) {
    if (one.value.text()) one.value = Json::object({{"on", *one.value.text()}});
    if (one.value.find("in_days") == nullptr && !one.value.find("on")) one.value.set("of", "last");
    one.value.set("since", true);
  }
  [[nodiscard]] bool is_bound_before(Span span) const {
    constexpr std::array<std::string_view, 40> bounding = {
        "after",  "before", "by",     "until", "till",   "til",      "from",     "since",    "between", "starting", "beginning", "than",  "except", "around", "through", "every",
        "each",   "any",    "most",   "past",  "within", "during",   "earliest", "latest",   "nach",    "vor",      "bis",       "ab",    "von",    "seit",   "zwischen",
        "sp\u00e4testens",
        "fr\u00fchestens", "jeden", "jede", "alle", "au\u00dfer", "ausser", "vom", "unless"};
    constexpr std::array<std::string_view, 12> between = {"the", "on", "a", "next", "this", "am", "dem", "den", "der", "zum", "about", "coming"};
    constexpr int words_max = 5;
    std::size_t place = span.begin;
    std::string word = word_before(place);
    for (int i = 0; i < words_max && !word.empty(); ++i, word = word_before(place)) {
      if (among(bounding, word)) return true;
      if (word == "of") {
        const std::string what = word_before(place);
        return what == "week" || what == "month" || what == "end" || what == "beginning";
      }
      if (!among(between, word)) return false;
    }
    return false;
  }
  [[nodiscard]] bool is_bound_behind(Span span) const {
    static const Pattern bounding = Pattern::of_the_house(
        R"(^,?\s+(?:onwards?|or\s+(?:later|earlier|after|before|sooner)|at\s+the\s+(?:latest|earliest)|(?:the\s+)?(?:after|before)(?:\s+(?:next|that|the))?\b|weeks?\b|oder\s+(?:sp\x{e4}ter|fr\x{fc}her|danach|davor)|sp\x{e4}testens|fr\x{fc}hestens))");
    return !bounding.find(text_.substr(span.end)).empty();
  }
  [[nodiscard]] bool stands_between(Span span) const {
    std::size_t place = span.begin;
    std::string word = word_before(place);
    if (word == "the" || word == "dem") word = word_before(place);
    return word == "between" || word == "zwischen";
  }
  // "Move it from Friday": to another day.
  [[nodiscard]] bool is_changed(Span span) const {
    static const Pattern changing = Pattern::of_the_house(
        R"(\b(?:move|moving|change|changing|switch|reschedule|shift|postpone|push|rebook|swap|verschieb\w*|umbuch\w*|\x{e4}nder\w*|verleg\w*)\b[^.;!?]{0,60}\b(?:from|von|vom)\s+(?:the\s+|dem\s+)?$)");
    return !changing.find(before(span.begin)).empty();
  }

  std::string_view text_, language_;
  std::vector<Said> said_;
};

}  // namespace

std::vector<Found> find_days(std::string_view text, std::string_view language) {
  Days days(text, language);
  days.read_in_full();
  days.read_what_is_hinted_at();
  return days.found();
}

std::vector<Found> dates_in_full(std::string_view text) {
  Days days(text, {});
  days.read_in_full();
  std::vector<Found> found = days.found();
  std::erase_if(found, [](const Found& one) { return !one.value.text() && !one.value.find("short_year"); });
  return found;
}

}  // namespace handrail::reading
