#include "engine/sentences/bound_said.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::array bounding{"after", "before", "until", "till", "from", "since", "by", "between", "than"};   // "later than Friday"
constexpr std::array between_them{"the", "next", "this", "coming", "on"};
constexpr std::array of_time{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august",
                             "september", "october", "november", "december", "today", "tomorrow", "weekend", "noon", "am", "pm", "o'clock"};
constexpr std::array of_a_bound{"from", "since", "start", "starts", "starting", "begin", "begins", "beginning", "until", "till", "end", "ends", "by", "latest", "deadline", "before", "after",
                                "due", "earliest", "span", "period", "range"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

constexpr std::size_t figures_max = 4;

bool is_figure(std::string_view word) { return !word.empty() && word.size() <= figures_max && word.find_first_not_of("0123456789") == std::string_view::npos; }

// "19th"
bool is_ordinal(std::string_view word) {
  constexpr std::array endings{"st", "nd", "rd", "th"};
  return word.size() > 2 && word.size() <= 4 && among(endings, word.substr(word.size() - 2)) && is_figure(word.substr(0, word.size() - 2));
}

}  // namespace

std::optional<std::string> bound_said(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin >= end || end > text.size()) return std::nullopt;
  const std::vector<std::string_view> value = words(text.substr(begin, end - begin));
  if (std::ranges::none_of(value, [](std::string_view word) { return among(of_time, lower_ascii(word)); })) return std::nullopt;
  const std::size_t mark = text.substr(0, begin).find_last_of(".,;:!?\n");
  std::vector<std::string_view> before = words(text.substr(mark == std::string_view::npos ? 0 : mark + 1, begin - (mark == std::string_view::npos ? 0 : mark + 1)));
  while (!before.empty() && among(between_them, lower_ascii(before.back()))) before.pop_back();
  if (before.empty()) return std::nullopt;
  constexpr std::size_t span_words = 4;   // "between Friday and Sunday", "from the 3rd to Friday"
  const std::string last = lower_ascii(before.back());
  if (last == "and" || last == "to" || last == "or") {
    const std::size_t from = before.size() > span_words ? before.size() - span_words : 0;
    const bool is_span = std::any_of(before.begin() + static_cast<std::ptrdiff_t>(from), before.end(), [&](std::string_view word) {
      const std::string low = lower_ascii(word);
      return low == "between" || (low == "from" && last == "to");
    });
    return is_span ? std::optional(std::string(text.substr(begin, end - begin))) : std::nullopt;
  }
  if (!among(bounding, last)) return std::nullopt;
  const auto from = static_cast<std::size_t>(before.back().data() - text.data());
  return std::string(last == "between" ? text.substr(begin, end - begin) : text.substr(from, end - from));
}

std::optional<std::string> first_bound_in(std::string_view text) {
  constexpr std::array joining{"the", "next", "this", "coming", "on", "of", "and", "to", "until", "till", "through"};
  constexpr std::size_t bytes_max = 60;
  const std::vector<std::string_view> said = words(text);
  const auto end_of = [&](std::string_view word) { return static_cast<std::size_t>(word.data() - text.data()) + word.size(); };
  const auto follows = [&](std::size_t at) {   // with nothing but blanks between
    const std::size_t from = end_of(said[at - 1]), to = static_cast<std::size_t>(said[at].data() - text.data());
    return text.substr(from, to - from).find_first_not_of(' ') == std::string_view::npos;
  };
  for (std::size_t first = 0; first < said.size(); ++first) {
    if (!among(bounding, lower_ascii(said[first]))) continue;
    std::size_t last = first;
    for (std::size_t at = first + 1; at < said.size() && follows(at); ++at) {
      const std::string word = lower_ascii(said[at]);
      if (among(of_time, word) || is_ordinal(word)) last = at;
      else if (!among(joining, word) && !is_figure(word)) break;
    }
    const auto from = static_cast<std::size_t>(said[first].data() - text.data());
    if (last > first && end_of(said[last]) - from <= bytes_max) return std::string(text.substr(from, end_of(said[last]) - from));
  }
  return std::nullopt;
}

bool speaks_of_a_bound(std::string_view question) {
  const auto says = [](std::string_view part) { return among(of_a_bound, part); };
  for (const std::string_view word : words(question))
    for (const std::string_view part : split(lower_ascii(word), '_'))
      if (says(part)) return true;
  return false;
}

}  // namespace handrail
