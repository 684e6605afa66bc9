#include "engine/sentences/time_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace handrail {
namespace {

constexpr std::array beside_a_time{"on", "in", "at", "about", "around", "just", "last", "this", "the", "other", "a", "an", "past", "one", "two", "three", "four", "five", "six",
                                   "seven", "eight", "nine", "ten", "some", "few", "couple", "of", "only", "earlier", "back", "ago", "before", "already", "early", "late"};
constexpr std::array times{"yesterday", "today", "earlier", "recently", "previously", "lately", "ago", "minute", "minutes", "hour", "hours", "day", "days", "night", "morning", "afternoon",
                           "evening", "noon", "week", "weeks", "weekend", "month", "months", "year", "years", "spring", "summer", "autumn", "fall", "winter", "monday", "tuesday",
                           "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                           "november", "december", "christmas", "easter", "meantime", "meanwhile"};
constexpr std::array who_acts{"i", "we", "you", "they", "he", "she", "it", "somebody", "someone", "my", "our", "your", "his", "her", "their", "the"};

bool among(const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

}  // namespace

std::size_t time_words_ahead(const std::vector<std::string>& said) {
  std::size_t at = 0;
  bool names_a_time = false;
  for (; at < said.size(); ++at) {
    const std::string& word = said[at];
    const bool is_figure = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
    if (among(times, word)) names_a_time = true;
    else if (!among(beside_a_time, word) && !is_figure) break;
  }
  return names_a_time && at < said.size() && among(who_acts, said[at]) ? at : 0;
}

}  // namespace handrail
