#include "engine/reply/ranges.hpp"

#include <algorithm>
#include <array>

#include "engine/base/one_of.hpp"

namespace handrail::reply {
namespace {

using Kind = Figure::Kind;
using Half = Measure::Half;

constexpr std::size_t digits_max = 12;     // of a number that is reckoned with
constexpr std::int64_t hour_minutes = 60, half_day = 12 * hour_minutes, year_months = 12;

// "12.5" is 12500. Nothing: too long, or finer than that.
std::optional<std::int64_t> thousandths(std::string_view spelled) {
  const std::size_t point = std::min(spelled.find('.'), spelled.size());
  const std::string_view behind = point < spelled.size() ? spelled.substr(point + 1) : std::string_view();
  if (point == 0 || point > digits_max || behind.size() > 3) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < point + 3; ++i) {
    const char c = i < point ? spelled[i] : i - point < behind.size() ? behind[i - point] : '0';
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::int64_t> whole(std::string_view spelled) {
  const auto value = thousandths(spelled);
  return value && *value % 1000 == 0 ? std::optional(*value / 1000) : std::nullopt;
}

std::optional<std::int64_t> day_of_week(std::string_view day) {
  static constexpr std::array<std::string_view, 7> days{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  const auto at = std::find(days.begin(), days.end(), day);
  return at == days.end() ? std::nullopt : std::optional<std::int64_t>(at - days.begin());
}

// An hour of ordinary use: who says "at four" means the afternoon.
std::int64_t by_day(std::int64_t minutes) {
  constexpr std::int64_t first = 7 * hour_minutes;
  return minutes < first ? minutes + half_day : minutes;
}

bool ages(const Measure& one, const Measure& other) { return one.scale == Scale::months && other.scale == Scale::count && other.value % 1000 == 0; }

// Both on one scale; false: they have none in common.
bool align(Measure& one, Measure& other) {
  const auto years = [](Measure& number) { number = {.scale = Scale::months, .value = number.value / 1000 * year_months, .currency = {}}; };
  const auto hour = [](Measure& number) {
    const std::int64_t at = number.value / 1000 * hour_minutes % half_day;
    const bool open = number.half == Half::none || number.half == Half::open;
    number = {.scale = Scale::minutes, .value = at + (number.half == Half::afternoon ? half_day : 0), .currency = {}, .half = open ? Half::open : Half::none};
  };
  const auto is_hour = [](const Measure& number) { return number.scale == Scale::count && number.value % 1000 == 0 && number.value >= 1000 && number.value <= 12'000; };
  if (ages(one, other)) years(other);
  else if (ages(other, one)) years(one);
  else if (one.scale == Scale::minutes && is_hour(other)) hour(other);
  else if (other.scale == Scale::minutes && is_hour(one)) hour(one);
  const bool money = one.scale == Scale::money && !one.currency.empty() && !other.currency.empty() && one.currency != other.currency;
  return one.scale == other.scale && !money;
}

class Reading {
 public:
  Reading(const std::vector<Part>& parts, const std::vector<Figure>& figures, std::string_view text) : parts_(parts), figures_(figures), text_(text) {}

  std::vector<Range> run() {
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (figures_[i].word >= parts_.size() || figures_[i].vague) continue;
      if (i + 1 < figures_.size() && figures_[i + 1].word < parts_.size() && span(figures_[i], figures_[i + 1])) ++i;
      else bound(figures_[i]);
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return i < parts_.size() ? std::string_view(parts_[i].text) : std::string_view(); }
  [[nodiscard]] std::string_view before(const Figure& figure, std::size_t back) const { return figure.word >= back ? word(figure.word - back) : std::string_view(); }
  [[nodiscard]] std::optional<Measure> measure(const Figure& figure) const {
    return measure_of(figure, text_.empty() || figure.end > text_.size() ? std::string_view("pm") : text_.substr(figure.begin, figure.end - figure.begin));
  }
  [[nodiscard]] Range at(const Figure& figure) const { return {.low = {}, .high = {}, .word = figure.word, .clause = parts_[figure.word].clause}; }

  // "From March to May", "6 to 15", "between 8 and 12".
  bool span(const Figure& first, const Figure& last) {
    const std::size_t behind = first.word + first.words;
    const bool to = one_of<4>({"to", "until", "till", "through"}, word(behind)) || (word(behind) == "and" && before(first, 1) == "between");
    const bool joined = last.word == behind && first.kind == last.kind && !parts_[behind].parted;   // "8:00-18:00"
    if (!joined && (!to || last.word != behind + 1)) return false;
    Range range = at(first);
    range.low = measure(first);
    range.high = measure(last);
    if (!range.low || !range.high || !align(*range.low, *range.high)) return false;
    found_.push_back(std::move(range));
    return true;
  }

  void bound(const Figure& figure) {
    const std::size_t behind = figure.word + figure.words;
    Bound is = bound_of(parts_, figure);
    std::size_t last = behind;   // "dogs at most", "days at the most"
    while (last < std::min(parts_.size(), behind + 2) && word(last) != "at" && !parts_[last].parted) ++last;
    if (is == Bound::none && word(last) == "at") {
      const std::string_view most = word(last + 1) == "the" ? word(last + 2) : word(last + 1);
      is = one_of<2>({"most", "maximum"}, most) ? Bound::most : one_of<2>({"least", "minimum"}, most) ? Bound::least : is;
    }
    if (is == Bound::none && one_of<2>({"or", "and"}, word(behind)) && word(behind + 1) == "fewer") is = Bound::most;
    if (is == Bound::none && one_of<2>({"at", "by"}, before(figure, 1))) {
      if (one_of<4>({"close", "closes", "end", "ends"}, before(figure, 2))) is = Bound::most;
      if (one_of<4>({"open", "opens", "begin", "begins"}, before(figure, 2))) is = Bound::least;
    }
    if (is == Bound::none && one_of<2>({"is", "are"}, before(figure, 1)) && one_of<4>({"most", "maximum", "limit", "more"}, before(figure, 2))) is = Bound::most;
    if (is == Bound::none) return;
    // "Up to 24 hours before it starts" is 24 hours at least.
    std::size_t event = behind;
    while (event < std::min(parts_.size(), behind + 3) && !one_of<2>({"before", "prior"}, word(event))) ++event;
    const bool counted_back = figure.kind == Kind::time && one_of<2>({"before", "prior"}, word(event));
    if (counted_back && is == Bound::most && (one_of<4>({"until", "till", "to", "latest"}, before(figure, 1)))) is = Bound::least;
    Range range = at(figure);
    const bool excludes = one_of<7>({"under", "below", "before", "over", "above", "after", "exceeding"}, before(figure, 1)) || before(figure, 1) == "than";
    if (is == Bound::most) range.high = measure(figure), range.high_counts = !excludes;
    else range.low = measure(figure), range.low_counts = !excludes;
    if (range.low || range.high) found_.push_back(std::move(range));
  }

  const std::vector<Part>& parts_;
  const std::vector<Figure>& figures_;
  std::string_view text_;
  std::vector<Range> found_;
};

}  // namespace

std::optional<Measure> measure_of(const Figure& figure, std::string_view spelled) {
  const auto made = [](Scale scale, std::optional<std::int64_t> value, std::string currency = "") -> std::optional<Measure> {
    if (!value) return std::nullopt;
    return Measure{.scale = scale, .value = *value, .currency = std::move(currency)};
  };
  const std::string_view value = figure.value;
  switch (figure.kind) {
    case Kind::number: return made(Scale::count, thousandths(value));
    case Kind::money: return made(Scale::money, thousandths(value), figure.currency);
    case Kind::percent: return made(Scale::percent, thousandths(value));
    case Kind::weekday: return made(Scale::weekdays, day_of_week(value));
    case Kind::time: {
      const std::size_t blank = value.find(' ');
      if (figure.vague || blank == std::string_view::npos) return std::nullopt;
      const std::string_view unit = value.substr(blank + 1);
      if (unit != "second" && unit != "month") return std::nullopt;
      return made(unit == "second" ? Scale::seconds : Scale::months, whole(value.substr(0, blank)));
    }
    case Kind::clock: {
      const auto hours = value.size() == 5 ? whole(value.substr(0, 2)) : std::nullopt, minutes = value.size() == 5 ? whole(value.substr(3)) : std::nullopt;
      if (!hours || !minutes) return std::nullopt;
      auto clock = made(Scale::minutes, *hours * hour_minutes + *minutes);
      const bool half = spelled.find_first_of("mM:") != std::string_view::npos;   // "2 pm", "14:00"; "four o'clock" leaves it open
      if (!half && *hours >= 1 && *hours <= 12) clock->half = Half::open;
      return clock;
    }
    case Kind::date: {
      const auto month = whole(value.substr(0, 2));
      const auto day = value.size() == 5 ? whole(value.substr(3)) : std::optional<std::int64_t>(0);
      if (!month || !day) return std::nullopt;
      auto date = made(Scale::days_of_year, *month * 100 + *day);
      date->whole_month = value.size() == 2;
      return date;
    }
    case Kind::id: return std::nullopt;
  }
  return std::nullopt;
}

bool same_measure(const Measure& one, const Measure& other) {
  Measure first = one, second = other;
  if (!align(first, second)) return false;
  const bool half = first.half == Half::open || second.half == Half::open;
  return half ? first.value % half_day == second.value % half_day : first.value == second.value;
}

std::vector<Range> ranges_in(const std::vector<Part>& parts, const std::vector<Figure>& figures, std::string_view text) { return Reading(parts, figures, text).run(); }

Place place_in(const Range& range, Measure mine) {
  std::optional<Measure> low = range.low, high = range.high;
  Measure by_low = mine, by_high = mine;
  if ((low && !align(*low, by_low)) || (high && !align(*high, by_high))) return Place::apart;
  Measure& at = low ? by_low : by_high;
  if (at.half == Half::open) at.value = by_day(at.value % half_day == 0 ? half_day : at.value);
  constexpr std::int64_t last_day = 99;
  const std::int64_t first = at.value, last = at.whole_month ? at.value + last_day : at.value;   // "in April": all of it
  const auto end_of = [](const Measure& one) { return one.whole_month ? one.value + last_day : one.value; };
  if (low && high && low->value > end_of(*high)) return first >= low->value || last <= end_of(*high) ? Place::inside : Place::below;   // "from October to March"
  if (low && (first < low->value || (first == low->value && !range.low_counts))) return Place::below;
  if (high && (last > end_of(*high) || (last == high->value && !range.high_counts))) return Place::above;
  return Place::inside;
}

}  // namespace handrail::reply
