#include "engine/reply/figures.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/small_numbers.hpp"

namespace handrail::reply {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
struct Tens { std::string_view word, value; };
constexpr std::array large_numbers{Tens{"thirteen", "13"}, Tens{"fourteen", "14"}, Tens{"fifteen", "15"}, Tens{"sixteen", "16"}, Tens{"seventeen", "17"}, Tens{"eighteen", "18"},
                                   Tens{"nineteen", "19"}, Tens{"twenty", "20"}, Tens{"thirty", "30"}, Tens{"forty", "40"}, Tens{"fifty", "50"}, Tens{"sixty", "60"},
                                   Tens{"seventy", "70"}, Tens{"eighty", "80"}, Tens{"ninety", "90"}, Tens{"hundred", "100"}, Tens{"thousand", "1000"}, Tens{"dozen", "12"}};
constexpr unsigned working_days = 0b0011111, weekend = 0b1100000, sunday = 0b1000000;   // bits of weekdays
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
struct Unit { std::string_view word; std::int64_t in_base; std::string_view base; };
constexpr std::array units{Unit{"second", 1, "second"}, Unit{"sec", 1, "second"},  Unit{"minute", 60, "second"}, Unit{"min", 60, "second"}, Unit{"hour", 3600, "second"},
                           Unit{"hr", 3600, "second"},  Unit{"day", 86'400, "second"}, Unit{"week", 604'800, "second"}, Unit{"month", 1, "month"}, Unit{"year", 12, "month"}};
struct Currency { std::string_view word, code; };
constexpr std::array currencies{Currency{"usd", "USD"}, Currency{"dollar", "USD"}, Currency{"dollars", "USD"}, Currency{"bucks", "USD"}, Currency{"eur", "EUR"},
    Currency{"euro", "EUR"},
                                Currency{"euros", "EUR"}, Currency{"gbp", "GBP"}, Currency{"pound", "GBP"}, Currency{"pounds", "GBP"}, Currency{"quid", "GBP"},
                                Currency{"$", "USD"}, Currency{"\u20ac", "EUR"}, Currency{"\u00a3", "GBP"}};

template <class List>
std::string_view code_of(const List& list, std::string_view word) {
  for (const auto& one : list)
    if (one.word == word) return one.code;
  return {};
}

int month_of(std::string_view word) {
  if (word.size() < 3 || word == "mark") return 0;
  static constexpr std::array whole{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
  for (std::size_t i = 0; i < months.size(); ++i)
    if (word == months[i] || word == whole[i] || (i == 8 && word == "sept")) return static_cast<int>(i) + 1;
  return 0;
}

// "1,299.00" is 1299; "12.50" is 12.5. Nothing: it is no number.
std::optional<std::string> number_of(std::string_view spelled) {
  std::string digits;
  bool point = false;
  for (std::size_t i = 0; i < spelled.size(); ++i) {
    const char c = spelled[i];
    if (digit(c)) digits += c;
    else if (c == ',' && !digits.empty()) continue;
    else if (c == '.' && !point && i > 0) point = true, digits += c;
    else return std::nullopt;
  }
  if (digits.empty() || !digit(digits.front())) return std::nullopt;
  if (point) {
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return digits[first] == '.' ? "0" + digits.substr(first) : digits.substr(first);
}

std::string two(int value) { return value < 10 ? "0" + std::to_string(value) : std::to_string(value); }

class Finder {
 public:
  Finder(const Sentence& sentence, std::string_view text) : words_(sentence.words), text_(text) {}

  std::vector<Figure> run() {
    for (std::size_t i = 0; i < words_.size();) i = at(i);
    give_units();
    join_days();
    note_dashes();
    return std::move(found_);
  }

 private:
  const std::string& word(std::size_t i) const {
    static const std::string none;
    return i < words_.size() ? words_[i].text : none;
  }
  char behind(std::size_t i) const { return words_[i].end < text_.size() ? text_[words_[i].end] : ' '; }

  void add(Figure::Kind kind, std::string value, std::size_t from, std::size_t count, std::string currency = "") {
    found_.push_back({.kind = kind, .value = std::move(value), .currency = std::move(currency), .word = from, .words = count, .begin = words_[from].begin,
                      .end = words_[from + count - 1].end});
  }

  // Reads what begins at word i; returns where to go on.
  std::size_t at(std::size_t i) {
    if (words_[i].in_wording) return i + 1;   // "24 hours a day"
    std::string_view spelled = words_[i].text;
    if (const std::size_t length = iso_date(i, spelled)) return i + length;
    if (const int month = month_of(spelled); month != 0 && (spelled != "may" || words_[i].capital)) return named_date(i, month);
    if (spelled.size() == 5 && spelled[2] == ':' && add_clock(std::string(spelled.substr(0, 2)), std::string(spelled.substr(3)), "", i, 1)) return i + 1;   // "18 Uhr", as read
    std::string currency = sign(spelled);
    const std::string_view rest = currency.empty() ? (spelled.starts_with('#') ? spelled.substr(1) : spelled) : without_sign(spelled);
    if (auto number = number_of(rest)) return numeral(i, std::move(*number), std::move(currency), spelled.starts_with('#'));
    if (const std::size_t dash = rest.find('-'); dash != std::string_view::npos && dash > 0) {
      const auto from = number_of(rest.substr(0, dash)), to = number_of(rest.substr(dash + 1));
      if (from && to) {
        numeral(i, *from, currency, false);
        return numeral(i, *to, currency, false);
      }
      if (from && unit_of(stem_of(rest.substr(dash + 1)))) {   // "30-day"
        add_time(*from, *unit_of(stem_of(rest.substr(dash + 1))), i, 1);
        return i + 1;
      }
    }
    if (i > 0 && word(i - 1) == "on" && (spelled == "working" || spelled == "business") && word(i + 1) == "days") return add_days(working_days, i, 2), i + 2;
    if (const unsigned day = shortened_day_at(i)) return add_days(day, i, 1), i + 1;
    if (const unsigned days = days_of(spelled)) return add_days(days, i, 1), i + 1;
    if (const std::size_t words = hour_in_words(i)) return i + words;
    if (const std::size_t words = half_of(i)) return i + words;
    if (const std::size_t words = unnumbered_time(i)) return i + words;
    if (const auto number = in_words(i)) {
      const auto more = tens_and(i, *number);
      return more ? numeral(i, *more, "", false, 2) : numeral(i, *number, "", false);
    }
    if (const auto hour = rest.size() > 2 && half_of_day(rest.substr(rest.size() - 2)) ? number_of(rest.substr(0, rest.size() - 2)) : std::nullopt) {   // "6pm"
      if (add_clock(*hour, "", rest.substr(rest.size() - 2), i, 1)) return i + 1;
    }
    const bool has_digit = std::any_of(rest.begin(), rest.end(), digit);
    const bool address = rest.find('@') != std::string_view::npos || rest.find('.') != std::string_view::npos;
    if (has_digit && !address && !ordinal(rest)) add(Figure::Kind::id, std::string(rest), i, 1);
    else if (has_digit && ordinal(rest)) add(Figure::Kind::number, *number_of(rest.substr(0, rest.size() - 2)), i, 1);
    return i + 1;
  }

  static bool ordinal(std::string_view word) {
    return word.size() > 2 && word.size() <= 4 && (word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd") || word.ends_with("th")) &&
        number_of(word.substr(0, word.size() - 2));
  }
  static std::string sign(std::string_view word) {
    if (word.starts_with('$')) return "USD";
    if (word.starts_with("€")) return "EUR";
    return word.starts_with("£") ? "GBP" : "";
  }
  static std::string_view without_sign(std::string_view word) { return word.substr(std::min(word.find_first_of("0123456789"), word.size())); }
  static const Unit* unit_of(std::string_view stem) {
    for (const Unit& unit : units)
      if (stem_of(unit.word) == stem) return &unit;
    return nullptr;
  }

  // "five"; "one" is mostly no number.
  std::optional<std::string> in_words(std::size_t i) const {
    for (std::size_t n = 2; n < small_numbers.size(); ++n)
      if (word(i) == small_numbers[n]) return std::to_string(n);
    for (const Tens& tens : large_numbers)
      if (word(i) == tens.word) return std::string(tens.value);
    return std::nullopt;
  }

  // "twenty-four"
  std::optional<std::string> tens_and(std::size_t i, const std::string& tens) const {
    const bool round = tens.size() == 2 && tens[1] == '0' && tens != "10";
    for (std::size_t n = 1; round && n < 10; ++n)
      if (word(i + 1) == small_numbers[n]) return std::to_string(std::stoi(tens) + static_cast<int>(n));
    return std::nullopt;
  }

  // "Tue-Fri", "Sat 9:00": a day beside another one or an hour. "The sun" and "sat" are none.
  static unsigned shortened_day(std::string_view spelled) {
    constexpr std::size_t letters_min = 3, letters_max = 5;   // "thurs"
    for (std::size_t i = 0; i < weekdays.size() && spelled.size() >= letters_min && spelled.size() <= letters_max; ++i)
      if (weekdays[i].starts_with(spelled)) return 1u << i;
    return 0;
  }
  [[nodiscard]] unsigned shortened_day_at(std::size_t i) const {
    const unsigned day = words_[i].capital ? shortened_day(word(i)) : 0;
    const auto beside = [&](std::size_t k) { return k < words_.size() && (shortened_day(word(k)) != 0 || digit(word(k).front())); };
    const bool joined = word(i + 1) == "to" || word(i + 1) == "and";
    return beside(i + 1) || (joined && beside(i + 2)) || (i > 0 && shortened_day(word(i - 1)) != 0) || (i > 1 && shortened_day(word(i - 2)) != 0) ? day : 0;
  }
  // "Mondays", "weekdays", "the weekend".
  static unsigned days_of(std::string_view spelled) {
    if (spelled.ends_with('s')) spelled.remove_suffix(1);
    for (std::size_t i = 0; i < weekdays.size(); ++i)
      if (spelled == weekdays[i]) return 1u << i;
    return spelled == "weekday" ? working_days : spelled == "weekend" ? weekend : 0;
  }
  void add_days(unsigned days, std::size_t from, std::size_t count) {
    std::string value = days == working_days ? "weekdays" : days == weekend ? "weekend" : "";
    for (std::size_t i = 0; i < weekdays.size() && value.empty(); ++i)
      if (days == 1u << i) value = weekdays[i];
    if (value.empty()) value = "days " + std::to_string(days);
    add(Figure::Kind::weekday, std::move(value), from, count);
    found_.back().days = days;
  }
  // "From Monday to Friday", "Saturdays and Sundays": the days from one to the other are one figure, and so are the two of a weekend.
  void join_days() {
    std::vector<Figure> joined;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const bool two = i + 1 < found_.size() && single_day(found_[i]) && single_day(found_[i + 1]);
      const std::size_t joint = found_[i].word + found_[i].words;
      const unsigned span = two && spans(found_[i], found_[i + 1], joint) ? days_between(found_[i].days, found_[i + 1].days) : 0;
      const bool whole_weekend = two && found_[i + 1].word == joint + 1 && word(joint) == "and" && (found_[i].days | found_[i + 1].days) == weekend;
      joined.push_back(found_[i]);
      if (!span && !whole_weekend) continue;
      std::swap(found_, joined);
      const std::size_t from = found_.back().word, count = joined[i + 1].word + joined[i + 1].words - from;
      found_.pop_back();
      add_days(whole_weekend ? weekend : span, from, count);
      std::swap(found_, joined);
      ++i;
    }
    found_ = std::move(joined);
  }
  static bool single_day(const Figure& figure) { return figure.days != 0 && (figure.days & (figure.days - 1)) == 0; }
  [[nodiscard]] bool spans(const Figure& first, const Figure& second, std::size_t joint) const {
    if (second.word == joint) return only_a_dash(first.end, second.begin);
    const std::string& between = word(joint);
    return second.word == joint + 1 && (between == "to" || between == "through" || between == "till" || between == "until" || between == "thru");
  }
  static unsigned days_between(unsigned first, unsigned last) {
    unsigned days = first;
    for (unsigned day = first; day != last;) days |= day = day == sunday ? 1u : day << 1;
    return days;
  }
  [[nodiscard]] bool only_a_dash(std::size_t from, std::size_t to) const {
    std::string between(text_.substr(from, to - from));
    std::erase(between, ' ');
    return between == "-" || between == "\u2013" || between == "\u2014" || between == "\u2010" || between == "\u2212";
  }
  void note_dashes() {
    for (std::size_t i = 1; i < found_.size(); ++i)
      found_[i].dashed = found_[i].word == found_[i - 1].word + found_[i - 1].words && found_[i].begin > found_[i - 1].end && only_a_dash(found_[i - 1].end, found_[i].begin);
  }

  // "Half past six", "noon"; "4 o'clock" is read with its number. Returns how many words it has; 0: none.
  std::size_t hour_in_words(std::size_t i) {
    if (word(i) == "noon" || word(i) == "midday" || word(i) == "midnight") {
      add(Figure::Kind::clock, word(i) == "midnight" ? "00:00" : "12:00", i, 1);
      return 1;
    }
    if (word(i) != "half" || word(i + 1) != "past") return 0;
    std::optional<std::string> hour = in_words(i + 2);
    if (!hour && i + 2 < words_.size()) hour = number_of(word(i + 2));
    if (!hour || !add_clock(*hour, "30", "", i, 3)) return 0;
    found_.back().either_half = true;
    return 3;
  }
  // "Half of the price", "at half price": 50 percent of it. "Half an hour" and "half a day" are read as times, "half board" is none.
  std::size_t half_of(std::size_t i) {
    static constexpr std::array<std::string_view, 12> of_another{"a", "an", "hour", "hours", "hourly", "past", "day", "days", "board", "year", "years", "dozen"};
    if (word(i) != "half" || std::find(of_another.begin(), of_another.end(), word(i + 1)) != of_another.end()) return 0;
    add(Figure::Kind::percent, "50", i, 1);
    return 1;
  }

  // "Half an hour", "one day", "within a week"; "a few days" is of no number. Returns how many words it has; 0: it is none of these.
  std::size_t unnumbered_time(std::size_t i) {
    const auto unit_at = [&](std::size_t k) { return k < words_.size() ? unit_of(words_[k].stem) : nullptr; };
    const auto one_of = [](std::string_view text, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), text) != list.end(); };
    const std::size_t article = one_of(word(i + 1), {"a", "an"}) ? 1 : 0;
    if (word(i) == "half" && word(i + 1 + article) == "hour") {
      add_time("30", *unit_of("minut"), i, 2 + article);
      return 2 + article;
    }
    if (word(i) == "one" && unit_at(i + 1)) {
      add_time("1", *unit_at(i + 1), i, 2);
      return 2;
    }
    if (one_of(word(i), {"a", "an"}) && i > 0 && unit_at(i + 1) && one_of(word(i - 1), {"within", "after", "in", "for", "than", "about", "around", "least", "takes", "take"})) {
      add_time("1", *unit_at(i + 1), i, 2);
      return 2;
    }
    if (one_of(word(i), {"a", "an"}) && unit_at(i + 1) && one_of(word(i + 2), {"before", "after", "prior", "ahead", "beforehand"})) {   // "cancel an hour before it begins"
      add_time("1", *unit_at(i + 1), i, 2);
      return 2;
    }
    const std::size_t day = i + 1 + (one_of(word(i + 1), {"business", "working"}) ? 1 : 0);
    if (one_of(word(i), {"same", "next"}) && word(day) == "day") {   // "the same day" is of no length
      add_time(word(i) == "next" ? "1" : "0", *unit_of("day"), i, day - i + 1);
      return day - i + 1;
    }
    if (one_of(word(i), {"same-day", "next-day"})) {
      add_time(word(i) == "next-day" ? "1" : "0", *unit_of("day"), i, 1);
      return 1;
    }
    if (!one_of(word(i), {"few", "several", "couple"})) return 0;
    const std::size_t of = word(i + 1) == "of" ? 1 : 0;
    const std::size_t at = i + 1 + of + (one_of(word(i + 1 + of), {"business", "working", "open", "more"}) ? 1 : 0);
    if (!unit_at(at)) return 0;
    add(Figure::Kind::time, "some " + std::string(unit_at(at)->word), i, at - i + 1);
    found_.back().unit = unit_at(at)->word;
    found_.back().vague = true;
    return at - i + 1;
  }

  std::size_t iso_date(std::size_t i, std::string_view spelled) {
    if (spelled.size() < 10 || spelled[4] != '-' || spelled[7] != '-') return 0;
    for (const std::size_t k : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
      if (!digit(spelled[k])) return 0;
    add(Figure::Kind::date, std::string(spelled.substr(5, 5)), i, 1);
    const std::string& minute = word(i + 1);
    if (spelled.size() != 13 || spelled[10] != 't' || behind(i) != ':' || minute.size() != 2 || !digit(minute[0]) || !digit(minute[1])) return 1;
    const bool seconds = behind(i + 1) == ':' && word(i + 2).size() <= 3 && word(i + 2).starts_with("00");   // "…T18:00:00Z" is of universal time
    if (!add_clock(std::string(spelled.substr(11, 2)), minute, "", i + 1, 1)) return 1;
    return seconds ? 3 : 2;
  }

  // "20 November", "November 20th", "Nov 20, 2026"; a month alone is one too.
  std::size_t named_date(std::size_t i, int month) {
    const auto day_of = [&](std::size_t k) {
      const std::string& w = word(k);
      const auto number = ordinal(w) ? number_of(std::string_view(w).substr(0, w.size() - 2)) : number_of(w);
      return number && number->size() <= 2 && number->find('.') == std::string::npos ? std::stoi(*number) : 0;
    };
    const std::size_t before = i > 0 && word(i - 1) == "of" ? 2 : 1;
    int day = 0;
    std::size_t from = i, count = 1;
    if (i >= before && (day = day_of(i - before)) > 0 && !found_.empty() && found_.back().word == i - before) {
      from = i - before;
      count = before + 1;
      found_.pop_back();
    } else if ((day = day_of(i + 1)) > 0) {
      count = 2;
    }
    add(Figure::Kind::date, day ? two(month) + "-" + two(day) : two(month), from, count);
    std::size_t next = from + count;
    const std::string& year = word(next);
    if (day && year.size() == 4 && year.starts_with("20") && number_of(year)) ++next;
    return next;
  }

  // "15%", "15 %".
  [[nodiscard]] bool percent_behind(std::size_t i) const {
    std::size_t at = words_[i].end;
    while (at < text_.size() && (text_[at] == ' ' || text_.substr(at).starts_with("\u00a0"))) at += text_[at] == ' ' ? 1 : 2;
    if (text_.substr(words_[i].end).starts_with("\u202f")) at = words_[i].end + 3;
    return at < text_.size() && text_[at] == '%';
  }

  static bool half_of_day(std::string_view word) { return word == "am" || word == "pm" || word == "a.m" || word == "p.m"; }

  // "18:00", "6 pm", "6:30 p.m.": one moment of a day however it is told. False: it is no hour.
  bool add_clock(const std::string& hour, const std::string& minute, std::string_view half, std::size_t from, std::size_t count) {
    const bool whole = hour.size() <= 2 && hour.find('.') == std::string::npos;
    int at = whole ? std::stoi(hour) : 24;
    if (at > 23 || (!half.empty() && (at == 0 || at > 12))) return false;
    if (!half.empty()) at = at % 12 + (half.starts_with('p') ? 12 : 0);
    add(Figure::Kind::clock, two(at) + ":" + (minute.empty() ? "00" : minute), from, count);
    return true;
  }
  // Returns how many words it has; 0: none.
  std::size_t clock(std::size_t i, const std::string& hour) {
    const std::string& minute = word(i + 1);
    const bool with_minute = behind(i) == ':' && i + 1 < words_.size() && words_[i + 1].begin == words_[i].end + 1 && minute.size() == 2 && digit(minute[0]) &&
                             minute[0] < '6' && digit(minute[1]);
    const std::size_t count = with_minute ? 2 : 1;
    const bool half = half_of_day(word(i + count));
    if (!with_minute && !half && word(i + 1) == "o'clock" && add_clock(hour, "", "", i, 2)) {
      found_.back().either_half = std::stoi(hour) <= 12;
      return 2;
    }
    if (!with_minute && !half) return 0;
    return add_clock(hour, with_minute ? minute : "", half ? std::string_view(word(i + count)) : std::string_view(), i, count + (half ? 1 : 0)) ? count + (half ? 1 : 0) : 0;
  }

  std::size_t numeral(std::size_t i, std::string number, std::string currency, bool marked, std::size_t count = 1) {
    if (const std::size_t length = marked || !currency.empty() || count != 1 ? 0 : clock(i, number)) return i + length;
    const bool long_numeral = digit(words_[i].text.front()) && words_[i].text.size() >= 6;   // "fourteen" is no number of an order
    if (marked || (currency.empty() && long_numeral && words_[i].text.find_first_of(".,") == std::string::npos)) {
      add(Figure::Kind::id, words_[i].text.starts_with('#') ? words_[i].text.substr(1) : words_[i].text, i, 1);
      return i + 1;
    }
    if (currency.empty()) currency = code_of(currencies, word(i + count));
    if (currency.empty() && i > 0 && word(i - 1).size() == 3) currency = code_of(currencies, word(i - 1));
    if (!currency.empty()) {
      add(Figure::Kind::money, std::move(number), i, count, std::move(currency));
      return i + count;
    }
    if (percent_behind(i + count - 1) || word(i + count) == "percent" || (word(i + count) == "per" && word(i + count + 1) == "cent")) {
      add(Figure::Kind::percent, std::move(number), i, count);
      return i + count;
    }
    for (std::size_t k = i + count; k < std::min(words_.size(), i + count + 5); ++k) {
      if (const Unit* unit = unit_of(words_[k].stem)) {
        add_time(number, *unit, i, count);
        return i + count;
      }
      const std::string& between = words_[k].text;
      const bool part = between == "to" || between == "and" || between == "or" || between == "business" || between == "working" || between == "calendar" || between == "open" ||
                        between == "full" || between == "more" || between == "further" || between == "additional" || between == "extra" || number_of(between) || in_words(k);
      if (!part) break;
    }
    if (const Unit* unit = i > 0 && text_.substr(words_[i - 1].end, words_[i].begin - words_[i - 1].end).starts_with(':') ? unit_of(words_[i - 1].stem) : nullptr) {
      add_time(number, *unit, i, count);   // "minutes: 30", as a record has it
      return i + count;
    }
    add(Figure::Kind::number, std::move(number), i, count);
    return i + count;
  }

  // "3 to 5 business days, express delivery 1 to 2": numbers at the end of a clause are of the unit that the sentence had last.
  void give_units() {
    std::size_t named = found_.size();
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (found_[i].kind == Figure::Kind::time) named = i;
      if (found_[i].kind != Figure::Kind::number || named == found_.size()) continue;
      std::size_t last = found_[i].word;   // of a range, its end
      if (i + 1 < found_.size() && found_[i + 1].kind == Figure::Kind::number && (word(last + 1) == "to" || word(last + 1) == "or")) last = found_[i + 1].word;
      if (last + 1 < words_.size() && text_.substr(words_[last].end, words_[last + 1].begin - words_[last].end).find_first_of(",;") == std::string_view::npos) continue;
      for (std::size_t k = found_[named].word; k < words_.size(); ++k)
        if (const Unit* unit = unit_of(words_[k].stem)) {
          found_[i] = time_of(found_[i].value, *unit, found_[i]);
          break;
        }
    }
  }

  static Figure time_of(const std::string& number, const Unit& unit, Figure figure) {
    const bool whole = number.find('.') == std::string::npos && number.size() < 9;
    figure.kind = Figure::Kind::time;
    figure.unit = unit.word;
    figure.value = whole ? std::to_string(std::stoll(number) * unit.in_base) + " " + std::string(unit.base) : number + " " + std::string(unit.word);
    return figure;
  }

  void add_time(const std::string& number, const Unit& unit, std::size_t from, std::size_t count) {
    add(Figure::Kind::time, "", from, count);
    found_.back() = time_of(number, unit, found_.back());
  }

  const std::vector<Word>& words_;
  std::string_view text_;
  std::vector<Figure> found_;
};

}  // namespace

std::vector<Figure> figures_in(const Sentence& sentence, std::string_view text) { return Finder(sentence, text).run(); }

bool says(const Figure& source, const Figure& figure) {
  using Kind = Figure::Kind;
  if (figure.vague && source.kind == Kind::time) return source.unit == figure.unit;
  if (figure.kind == Kind::number && (source.kind == Kind::number || source.kind == Kind::id)) return source.value == figure.value;
  if (figure.kind == Kind::money && (source.kind == Kind::money || source.kind == Kind::number))
    return source.value == figure.value && (source.currency.empty() || source.currency == figure.currency);
  // "Open from 10 to 6 pm"
  if (figure.kind == Kind::clock && source.kind == Kind::clock && (figure.either_half || source.either_half))
    return figure.value.substr(2) == source.value.substr(2) && (std::stoi(figure.value) - std::stoi(source.value)) % 12 == 0;
  if (figure.kind == Kind::weekday && source.kind == Kind::weekday) return (figure.days & ~source.days) == 0;   // "on Tuesdays", of "from Monday to Friday"
  if (figure.kind == Kind::time && source.kind == Kind::time && (figure.value == "1 month" || source.value == "1 month")) {   // "a month", of "30 days"
    const std::string_view other = figure.value == "1 month" ? source.value : figure.value;
    if (other == "2592000 second") return true;
  }
  const auto same_hour = [](const Figure& clock, const Figure& number) {
    return clock.value.ends_with(":00") && number.value.size() <= 2 && number.value.find('.') == std::string::npos &&
        (std::stoi(clock.value) - std::stoi(number.value)) % 12 == 0;
  };
  if (figure.kind == Kind::number && source.kind == Kind::clock) return same_hour(source, figure);
  if (figure.kind == Kind::clock && source.kind == Kind::number) return same_hour(figure, source);
  if (figure.kind == Kind::number && source.kind == Kind::time && source.unit == "year")   // "16 or older", of "from 16 years on"
    return figure.value.size() <= 3 && figure.value.find('.') == std::string::npos && source.value == std::to_string(std::stoi(figure.value) * 12) + " month";
  if (figure.kind == Kind::id && source.kind == Kind::number) return source.value == figure.value;
  if (figure.kind == Kind::date && source.kind == Kind::date) return source.value == figure.value || (figure.value.size() == 2 && source.value.starts_with(figure.value));
  if (figure.kind == Kind::number && source.kind == Kind::date) return source.value.size() == 5 && std::to_string(std::stoi(source.value.substr(3))) == figure.value;
  return source.kind == figure.kind && source.value == figure.value;
}

}  // namespace handrail::reply
