#include "engine/sentences/says_not_what.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr std::array meaning_something{"want", "need", "like", "wish", "think", "guess", "suppose", "believe", "hope", "mean", "wanted", "needed"};
constexpr std::array of_no_matter{"i", "we", "you", "yes", "yeah", "ok", "okay", "so", "well", "um", "uh", "oh", "please", "would", "to", "a", "an", "the", "my", "can", "could",
                                  "may", "will", "do", "just", "really", "and", "but", "also", "then", "now", "hi", "hello", "hey", "am", "be", "have", "not", "very", "much"};
constexpr std::size_t words_max = 8;

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

bool says_not_what(std::string_view text) {
  if (text.size() > 80 || text.find('?') != std::string_view::npos) return false;
  const std::vector<std::string> said = spelled_out(text);
  if (said.empty() || said.size() > words_max) return false;
  return std::ranges::any_of(said, [](const std::string& word) { return among(meaning_something, word); }) &&
         std::ranges::all_of(said, [](const std::string& word) { return among(meaning_something, word) || among(of_no_matter, word); });
}

}  // namespace handrail
