#include "engine/sentences/no_turned_round.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/clear_yes.hpp"

namespace handrail {
namespace {

constexpr std::size_t beginning_words_max = 8;
constexpr std::array negative{"no", "nope", "nah", "not"};
// Turn it round before the yes; "wrong" and "a mistake" may as well be said of what was asked.
constexpr std::array turning{"wait", "sorry", "actually", "mean", "meant", "oops", "whoops", "misread", "misclicked", "mistyped"};
constexpr std::array between{"oh", "i", "i'm", "hang", "hold", "on", "so", "uh", "um", "er", "ah", "hm", "hmm", "well", "but"};
constexpr std::array yes{"yes", "yeah", "yep", "yup"};
constexpr std::array behind_the_yes{"please", "thanks", "thank", "you", "do", "it", "go", "ahead", "yes"};
// Leave it open which of the two holds.
constexpr std::array unsure{"typo", "mistake", "wrong", "scratch", "apologies"};
constexpr std::array beside{"oh", "i", "i'm", "that", "was", "it", "a", "my", "the", "hang", "hold", "on", "to", "say", "very", "so", "uh", "um", "er", "ah", "hm", "hmm", "well",
                            "but"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::string_view rest_behind(std::string_view text, std::string_view word) {
  return text.substr(static_cast<std::size_t>(word.data() - text.data()) + word.size());
}

// "Yes, please", and nothing else.
bool is_plain_yes(std::string_view text) {
  const std::vector<std::string_view> all = words(text);
  return !all.empty() && among(yes, lower_ascii(all.front())) && std::ranges::all_of(all, [](std::string_view word) {
    const std::string low = lower_ascii(word);
    return among(yes, low) || among(behind_the_yes, low);
  });
}

bool is_asked(std::string_view text) { return text.find('?') != std::string_view::npos; }

}  // namespace

std::optional<std::string_view> behind_a_turned_no(std::string_view text) {
  if (is_asked(text)) return std::nullopt;
  const std::vector<std::string_view> all = words(text);
  bool denied = false, turned = false;
  for (std::size_t at = 0; at < all.size() && at < beginning_words_max; ++at) {
    const std::string word = lower_ascii(all[at]);
    if (among(negative, word)) denied = true, turned = false;
    else if (among(turning, word)) turned = denied;
    else if (!among(between, word)) return std::nullopt;
    if (turned && at + 1 < all.size() && is_plain_yes(rest_behind(text, all[at]))) return rest_behind(text, all[at]);
  }
  return std::nullopt;
}

bool says_no_and_yes(std::string_view text) {
  const std::vector<std::string_view> all = words(text);
  if (is_asked(text) || all.size() > beginning_words_max) return false;
  for (std::size_t at = 0; at + 1 < all.size(); ++at) {
    const std::string word = lower_ascii(all[at]);
    if (among(negative, word) && clear_yes_to(rest_behind(text, all[at]), "", Json::object())) return true;
    if (!among(negative, word) && !among(turning, word) && !among(unsure, word) && !among(beside, word)) return false;
  }
  return false;
}

}  // namespace handrail
