#include "dsl/syntax/phrases.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "dsl/syntax/findings.hpp"
#include "engine/base/text.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view word) { return !word.empty() && std::ranges::all_of(word, is_digit); }

// Longer ones before what they begin with.
struct Phrase { std::string_view said, written; };
constexpr std::array<Phrase, 57> phrases{{
    {"is greater than or equal to", "is at least"}, {"is more than or equal to", "is at least"}, {"is less than or equal to", "is at most"},
    {"is greater than", "is over"}, {"is bigger than", "is over"}, {"is larger than", "is over"}, {"is higher than", "is over"}, {"greater than", "is over"},
    {"is smaller than", "is under"}, {"is lower than", "is under"}, {"is fewer than", "is under"},
    {"is no more than", "is at most"}, {"is not more than", "is at most"}, {"is no less than", "is at least"}, {"is not less than", "is at least"},
    {"is up to", "is at most"}, {"is between * and *", "is at least * and at most *"}, {"between * and *", "is at least * and at most *"},
    {"is older than * *", "is more than * * ago"}, {"is newer than * *", "was within the last * *"}, {"is younger than * *", "was within the last * *"},
    {"is over * * ago", "is more than * * ago"}, {"is under * * ago", "is less than * * ago"}, {"was over * * ago", "was more than * * ago"},
    {"is equal to", "is"}, {"is not equal to", "is not"}, {"does not equal", "is not"}, {"doesn't equal", "is not"}, {"doesn't contain", "does not contain"},
    {"is one of", "is in"}, {"is any of", "is in"}, {"is not one of", "is not in"}, {"is none of", "is not in"},
    {"is either * or *", "is in [*, *]"}, {"begins with", "starts with"}, {"must be", "is"}, {"should be", "is"}, {"has to be", "is"},
    {"only once per", "once per"}, {"at most once per", "once per"}, {"one per", "once per"}, {"1 per", "once per"}, {"twice per", "2 times per"},
    {"two per", "2 times per"}, {"three per", "3 times per"}, {"two times per", "2 times per"}, {"three times per", "3 times per"}, {"* per", "* times per"},
    {"per day", "in 1 day"}, {"per week", "in 7 days"}, {"per month", "in 30 days"}, {"per year", "in 365 days"},
    {"without an approval", "without approval"}, {"without any approval", "without approval"}, {"never allow *", "never *"},
    {"weekdays", "mon to fri"}, {"24/7", "always"},
}};
constexpr std::array<std::string_view, 7> days{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct Word { std::string_view text; std::size_t begin, end; };

// The words of the statement, without the commas behind them; what stands in quotes is one word.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == ',') {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    if (text[at] == '"')
      while (end < text.size() && text[end - 1] != '"') end += text[end] == '\\' ? 2 : 1;
    else
      while (end < text.size() && text[end] != ' ') ++end;
    end = std::min(end, text.size());
    const std::size_t next = end;
    while (end > at + 1 && text[end - 1] == ',') --end;
    words.push_back({text.substr(at, end - at), at, end});
    at = next;
  }
  return words;
}

class Finding {
 public:
  Finding(std::string_view text, std::size_t at) : at_(at), words_(words_of(text)) {}

  std::optional<Habit> find() const {
    for (std::size_t i = 0; i < words_.size() && words_[i].begin <= at_; ++i) {
      if (auto named = name_of_several(i)) return named;
      if (auto date = date_in_words(i)) return date;
      if (auto time = time_of_day(i)) return time;
      if (auto amount = thousands(i)) return amount;
      if (auto day = day_of_week(i)) return day;
      if (auto open = open_time(i)) return open;
      for (const Phrase& phrase : phrases)
        if (auto found = one(phrase, i)) return found;
    }
    return std::nullopt;
  }

 private:
  // From the first word to the last, if reading stopped there.
  std::optional<Habit> over(std::size_t first, std::size_t last, const std::string& written, std::string message = "") const {
    const std::size_t begin = words_[first].begin, end = words_[last].end;
    if (at_ < begin || at_ > end + 1) return std::nullopt;
    return Habit{begin, end, std::move(message), "write `" + printable(written, 80) + "`"};
  }

  std::optional<Habit> one(const Phrase& phrase, std::size_t first) const {
    const std::vector<std::string_view> said = split(phrase.said, ' ');
    if (first + said.size() > words_.size()) return std::nullopt;
    std::vector<std::string_view> taken;
    for (std::size_t i = 0; i < said.size(); ++i) {
      const std::string_view word = words_[first + i].text;
      if (said[i] != "*" && lower_ascii(word.substr(0, 32)) != said[i]) return std::nullopt;
      if (said[i] == "*" && said.size() == 2 && !phrase.said.starts_with("never") && !all_digits(word)) return std::nullopt;
      if (said[i] == "*") taken.push_back(word);
    }
    std::string written;
    std::size_t next = 0;
    for (const char c : phrase.written) {
      if (c != '*') written += c;
      else written += taken[next++];
    }
    return over(first, first + said.size() - 1, written);
  }

  // "queue billing team": a name is one word.
  std::optional<Habit> name_of_several(std::size_t first) const {
    constexpr std::array<std::string_view, 7> named{"queue", "role", "entity", "intent", "signal", "record", "budget"};
    if (first != 0 || words_.size() < 3 || words_.size() > 5 || std::ranges::find(named, words_[0].text) == named.end()) return std::nullopt;
    std::string name;
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (!std::ranges::all_of(words_[i].text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; })) return std::nullopt;
      name += (name.empty() ? "" : "_") + std::string(words_[i].text);
    }
    return over(1, words_.size() - 1, name, "a name is one word");
  }

  // "Dec 31, 2026", "31 December 2026".
  std::optional<Habit> date_in_words(std::size_t first) const {
    if (first + 3 > words_.size()) return std::nullopt;
    const bool month_first = !is_digit(words_[first].text.front());
    const std::string month = lower_ascii(words_[first + (month_first ? 0 : 1)].text.substr(0, 3));
    std::string_view day = words_[first + (month_first ? 1 : 0)].text;
    for (const char* tail : {"st", "nd", "rd", "th"})
      if (day.ends_with(tail)) day.remove_suffix(2);
    const std::string_view year = words_[first + 2].text;
    const auto known = std::ranges::find(months, month);
    if (known == months.end() || !all_digits(day) || day.size() > 2 || !all_digits(year) || year.size() != 4) return std::nullopt;
    const auto two = [](std::string_view number) { return (number.size() < 2 ? "0" : "") + std::string(number); };
    return over(first, first + 2, std::string(year) + "-" + two(std::to_string(known - months.begin() + 1)) + "-" + two(day), "a date is written in numbers");
  }

  // "9am" as the language writes it.
  static std::optional<std::string> on_the_clock(std::string_view word) {
    const std::string small = lower_ascii(word.substr(0, 8));
    if (!small.ends_with("am") && !small.ends_with("pm")) return std::nullopt;
    const std::string_view digits = std::string_view(small).substr(0, small.size() - 2);
    const std::string_view hours = digits.substr(0, digits.find(':'));
    const std::string_view minutes = digits.size() > hours.size() ? digits.substr(hours.size() + 1) : std::string_view("00");
    int hour = 0;
    std::from_chars(hours.data(), hours.data() + hours.size(), hour);
    if (!all_digits(hours) || !all_digits(minutes) || minutes.size() != 2 || hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (small.ends_with("pm") ? 12 : 0);
    return (hour < 10 ? "0" : "") + std::to_string(hour) + ":" + std::string(minutes);
  }

  // "9am to 6pm", "9am".
  std::optional<Habit> time_of_day(std::size_t first) const {
    const auto from = on_the_clock(words_[first].text);
    if (!from) return std::nullopt;
    const auto until = first + 2 < words_.size() && words_[first + 1].text == "to" ? on_the_clock(words_[first + 2].text) : std::nullopt;
    return until ? over(first, first + 2, *from + " to " + *until) : over(first, first, *from);
  }

  // "$1k", "$2.5k".
  std::optional<Habit> thousands(std::size_t word) const {
    const std::string_view text = words_[word].text;
    if (text.size() < 3 || text.front() != '$' || (text.back() != 'k' && text.back() != 'K')) return std::nullopt;
    const auto number = parse_decimal(text.substr(1, text.size() - 2));
    if (!number || number->millionths < 0 || number->millionths % 1000 != 0 || number->millionths >= 1'000'000'000) return std::nullopt;
    std::string digits = std::to_string(number->millionths / 1000);
    if (digits.size() > 3) digits.insert(digits.size() - 3, ",");
    return over(word, word, "$" + digits);
  }

  // "2 business days", "4 working hours": a queue's promise counts the hours in which it is open, and nothing else does.
  std::optional<Habit> open_time(std::size_t first) const {
    constexpr int hours_a_day = 8;
    if (first + 3 > words_.size() || !all_digits(words_[first].text) || words_[first].text.size() > 3) return std::nullopt;
    const std::string_view count = words_[first].text, kind = words_[first + 1].text, unit = words_[first + 2].text;
    const bool in_days = unit == "days" || unit == "day", in_hours = unit == "hours" || unit == "hour", in_minutes = unit == "minutes" || unit == "minute";
    if ((kind != "business" && kind != "working" && kind != "open") || !(in_days || in_hours || in_minutes)) return std::nullopt;
    if (words_.front().text != "promise")
      return over(first, first + 2, std::string(count) + " " + std::string(unit), "only the promise of a queue counts the hours in which it is open");
    if (kind == "open" && !in_days) return std::nullopt;   // as it should be
    if (!in_days) return over(first, first + 2, std::string(count) + " open " + std::string(unit), "what is counted is the time in which the queue is open");
    int number = 0;
    std::from_chars(count.data(), count.data() + count.size(), number);
    return over(first, first + 2, std::to_string(number * hours_a_day) + " open hours", "what is counted are the hours in which the queue is open");
  }

  // "monday to friday", "mon-fri", "Monday".
  std::optional<Habit> day_of_week(std::size_t first) const {
    const auto begins = [](std::string_view word) {
      return word.size() >= 3 && std::ranges::any_of(days, [&](std::string_view one) { return one.starts_with(lower_ascii(word.substr(0, 16))); });
    };
    if (const std::string_view word = words_[first].text; word.find('-') != std::string_view::npos) {
      const std::string_view one = word.substr(0, word.find('-')), other = word.substr(word.find('-') + 1);
      if (begins(one) && begins(other)) return over(first, first, lower_ascii(one.substr(0, 3)) + " to " + lower_ascii(other.substr(0, 3)));
    }
    const auto day = [](std::string_view word) { return std::ranges::find(days, lower_ascii(word.substr(0, 16))) != days.end(); };
    const auto small = [](std::string_view word) { return lower_ascii(word.substr(0, 3)); };
    if (!day(words_[first].text)) return std::nullopt;
    if (first + 2 < words_.size() && (words_[first + 1].text == "to" || words_[first + 1].text == "-") && day(words_[first + 2].text))
      return over(first, first + 2, small(words_[first].text) + " to " + small(words_[first + 2].text));
    return over(first, first, small(words_[first].text));
  }

  std::size_t at_;
  std::vector<Word> words_;
};

}  // namespace

std::optional<Habit> phrase_at(std::string_view statement, std::size_t at) { return Finding(statement, at).find(); }

}  // namespace handrail::dsl
