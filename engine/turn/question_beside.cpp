#include "engine/turn/question_beside.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/turn/speech.hpp"

namespace handrail {
namespace {

constexpr std::array joining{"and", "also", "but", "so", "then", "plus", "or", "btw", "oh", "well", "just", "please"};
constexpr std::array asking{"how", "what", "when", "where", "why", "who", "which", "what's", "where's", "when's", "who's", "how's"};
constexpr std::array inverting{"is", "are", "was", "were", "does", "do", "did", "will", "has", "have"};
constexpr std::array asked_about{"it", "this", "that", "there", "they", "the", "my", "your", "you", "i", "we", "a", "these", "those", "shipping", "delivery"};
constexpr std::size_t words_min = 2;

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::size_t place(std::string_view text, std::string_view word) { return static_cast<std::size_t>(word.data() - text.data()); }

// "How long does it take?", "is that free?"; not "what about W1002" and not "how about half of it", which go on with what was said.
bool opens_a_question(const std::vector<std::string_view>& all, std::size_t at, bool has_mark) {
  const std::string first = lower_ascii(all[at]), second = at + 1 < all.size() ? lower_ascii(all[at + 1]) : "";
  if (second == "about") return false;
  if (among(asking, first)) return has_mark || all.size() - at > words_min;
  return has_mark && among(inverting, first) && among(asked_about, second) && !(first == "will" && second == "you") && !(first == "do" && second == "it");
}

}  // namespace

std::optional<QuestionBeside> question_beside(std::string_view text) {
  text = text.substr(0, limits::classified_bytes);
  const std::size_t mark = text.find('?');
  const std::vector<std::string_view> all = words(text);
  for (std::size_t i = 1; i < all.size(); ++i) {
    const std::size_t before = place(text, all[i - 1]) + all[i - 1].size();
    const bool marked = text.substr(before, place(text, all[i]) - before).find_first_of(",.;:!-\n") != std::string_view::npos;
    if (!marked && !among(joining, lower_ascii(all[i]))) continue;
    std::size_t at = i;
    while (at < all.size() && among(joining, lower_ascii(all[at]))) ++at;
    if (at + words_min > all.size() || !opens_a_question(all, at, mark != std::string_view::npos)) continue;
    const std::size_t begin = place(text, all[at]);
    const std::size_t end = mark == std::string_view::npos ? text.find_first_of(".;!\n", begin) : mark;
    const bool goes_on = end != std::string_view::npos && !content_words(text.substr(end)).empty();   // another sentence follows
    if (goes_on || content_words(text.substr(0, before)).empty()) return std::nullopt;
    return QuestionBeside{place(text, all[i]), begin};
  }
  return std::nullopt;
}

}  // namespace handrail
