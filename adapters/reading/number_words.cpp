#include "adapters/reading/number_words.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/base/text.hpp"

namespace handrail::reading {

namespace {

struct NumberWord { std::string_view word; std::int64_t value; };
constexpr std::array number_words = std::to_array<NumberWord>({
    {"a", 1}, {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12},
    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20}, {"thirty", 30}, {"forty", 40},
    {"fourty", 40}, {"fifty", 50}, {"sixty", 60}, {"seventy", 70}, {"eighty", 80}, {"ninety", 90},
    {"dozen", 12}, {"hundred", 100}, {"thousand", 1000},
});

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : lower_ascii(text)) {
    if (c >= 'a' && c <= 'z') words.back() += c;
    else if (!words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool multiplies(std::string_view word) { return word == "dozen" || word == "hundred" || word == "thousand"; }

// Adds up word by word; what does not go on from the word before ends it.
class Adding {
 public:
  bool word(std::string_view word, std::string_view next) {
    if (word == "and") return (last_ == 100 || last_ == 1000) && !multiplies(next) && next != "a";
    if (word == "a" && !multiplies(next)) return false;   // "a dollar" is no amount that anybody means
    const auto known = std::find_if(number_words.begin(), number_words.end(), [&](const NumberWord& one) { return one.word == word; });
    if (known == number_words.end()) return false;
    const std::int64_t value = known->value;
    const bool dozens = word == "dozen";   // the last of its words: "two dozen"
    const bool goes_on = dozens          ? below_ > 0 && below_ < 100 && thousands_ == 0 && next.empty()
                         : value == 1000 ? below_ > 0 && below_ < 1000 && thousands_ == 0
                         : value == 100  ? below_ > 0 && below_ < 100
                                         : fits(value);
    last_ = value;
    if (value == 1000) thousands_ = std::exchange(below_, 0) * 1000;
    else below_ = dozens || value == 100 ? below_ * value : below_ + value;
    return goes_on;
  }
  [[nodiscard]] std::int64_t sum() const { return thousands_ + below_; }

 private:
  [[nodiscard]] bool fits(std::int64_t value) const { return below_ % 100 == 0 || (value < 10 && below_ % 10 == 0 && below_ % 100 >= 20); }

  std::int64_t thousands_ = 0, below_ = 0, last_ = 0;
};

}  // namespace

std::string number_word_pattern() {
  std::string all;
  for (const NumberWord& one : number_words) all += (all.empty() ? "" : "|") + std::string(one.word);
  return all;
}

std::optional<std::int64_t> number_of_words(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  Adding adding;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (!adding.word(words[i], i + 1 < words.size() ? std::string_view(words[i + 1]) : std::string_view())) return std::nullopt;
  return adding.sum() > 0 ? std::optional(adding.sum()) : std::nullopt;
}

}  // namespace handrail::reading
