#include "engine/reply/figures.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace handrail::reply {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array small_numbers{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
struct Tens { std::string_view word, value; };
constexpr std::array large_numbers{Tens{"thirteen", "13"}, Tens{"fourteen", "14"}, Tens{"fifteen", "15"}, Tens{"sixteen", "16"}, Tens{"seventeen", "17"}, Tens{"eighteen", "18"},
                                   Tens{"nineteen", "19"}, Tens{"twenty", "20"}, Tens{"thirty", "30"}, Tens{"forty", "40"}, Tens{"fifty", "50"}, Tens{"sixty", "60"},
                                   Tens{"seventy", "70"}, Tens{"eighty", "80"}, Tens{"ninety", "90"}, Tens{"hundred", "100"}, Tens{"thousand", "1000"}, Tens{"dozen", "12"}};
constexpr std::array weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
struct Unit { std::string_view word; std::int64_t in_base; std::string_view base; };
constexpr std::array units{Unit{"second", 1, "second"}, Unit{"sec", 1, "second"},  Unit{"minute", 60, "second"}, Unit{"min", 60, "second"}, Unit{"hour", 3600, "second"},
                           Unit{"hr", 3600, "second"},  Unit{"day", 86'400, "second"}, Unit{"week", 604'800, "second"}, Unit{"month", 1, "month"}, Unit{"year", 12, "month"}};
struct Currency { std::string_view word, code; };
constexpr std::array currencies{Currency{"usd", "USD"}, Currency{"dollar", "USD"}, Currency{"dollars", "USD"}, Currency{"bucks", "USD"}, Currency{"eur", "EUR"},
    Currency{"euro", "EUR"},
                                Currency{"euros", "EUR"}, Currency{"gbp", "GBP"}, Currency{"pound", "GBP"}, Currency{"pounds", "GBP"}, Currency{"quid", "GBP"}};

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
    std::string_view spelled = words_[i].text;
    if (const std::size_t length = iso_date(i, spelled)) return i + length;
    if (const int month = month_of(spelled); month != 0 && (spelled != "may" || words_[i].capital)) return named_date(i, month);
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
    if (const std::string_view day = weekday(spelled); !day.empty()) {
      add(Figure::Kind::weekday, std::string(day), i, 1);
      return i + 1;
    }
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

  static std::string_view weekday(std::string_view spelled) {
    for (const std::string_view day : weekdays)
      if (spelled == day || (spelled.size() == day.size() + 1 && spelled.starts_with(day) && spelled.back() == 's')) return day;
    return {};
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
    if (!with_minute && !half) return 0;
    return add_clock(hour, with_minute ? minute : "", half ? std::string_view(word(i + count)) : std::string_view(), i, count + (half ? 1 : 0)) ? count + (half ? 1 : 0) : 0;
  }

  std::size_t numeral(std::size_t i, std::string number, std::string currency, bool marked, std::size_t count = 1) {
    if (const std::size_t length = marked || !currency.empty() || count != 1 ? 0 : clock(i, number)) return i + length;
    if (marked || (currency.empty() && words_[i].text.size() >= 6 && words_[i].text.find_first_of(".,") == std::string::npos)) {
      add(Figure::Kind::id, words_[i].text.starts_with('#') ? words_[i].text.substr(1) : words_[i].text, i, 1);
      return i + 1;
    }
    if (currency.empty()) currency = code_of(currencies, word(i + count));
    if (currency.empty() && i > 0 && word(i - 1).size() == 3) currency = code_of(currencies, word(i - 1));
    if (!currency.empty()) {
      add(Figure::Kind::money, std::move(number), i, count, std::move(currency));
      return i + count;
    }
    if (behind(i + count - 1) == '%' || word(i + count) == "percent") {
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
