#include "engine/sentences/all_is_well.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_max = 20;
constexpr std::array well{"fine", "ok", "okay", "well", "good", "great", "perfect", "perfectly", "safely", "safe", "intact", "undamaged", "correct", "correctly", "wonderful",
                          "lovely", "happy"};
constexpr std::array being{"is", "was", "are", "were", "works", "fits", "looks", "came", "got", "has", "have", "been"};
// With one of them something is wished, asked, denied or still open.
constexpr std::array more{"not", "no", "never", "nothing", "but", "if", "unless", "want", "need", "would", "could", "can", "will", "should", "please", "when", "where", "what",
                          "how", "why",
                          "which", "who", "does", "do", "did", "still", "yet", "except", "although", "though", "however", "like", "wish", "must", "may", "let", "make",
                          "change", "instead",
                          "until", "hope", "hopefully", "also", "too"};
constexpr std::array courteous{"thanks", "thank", "you", "hi", "hello", "hey", "by", "the", "way", "just", "so", "fyi", "ok", "okay"};

template <class List>
bool among(const List& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

bool says(const std::vector<std::string>& said, const auto& list) { return std::ranges::any_of(said, [&](const std::string& word) { return among(list, word); }); }

}  // namespace

bool tells_that_all_is_well(std::string_view text) {
  text = text.substr(0, limits::classified_bytes);
  if (text.find('?') != std::string_view::npos || words(text).size() > words_max) return false;
  constexpr std::string_view marks = ".,;:!\n";
  bool told = false;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find_first_of(marks, from), text.size());
    const std::vector<std::string> said = spelled_out(text.substr(from, to - from));
    from = to + 1;
    if (std::ranges::all_of(said, [](const std::string& word) { return among(courteous, word); })) continue;
    if (says(said, more)) return false;
    const bool has_verb = says(said, being) || std::ranges::any_of(said, [](const std::string& word) { return is_past_form(word); });
    if (!has_verb || !says(said, well)) return false;
    told = true;
  }
  return told;
}

}  // namespace handrail
