#include "engine/sentences/declined.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr std::array heads{"please", "just", "only", "instead", "but", "and", "so", "then", "rather", "now", "also", "kindly", "ok"};
// Begin a clause that tells or goes on with what is declined.
constexpr std::array of_tales{"the", "my", "it", "it's", "its", "this", "that", "they", "he", "she", "we", "i", "i'm", "i've", "you", "there", "because", "since", "as", "if",
                              "when",
                              "yet", "not", "no", "keep", "leave", "thanks", "thank", "until", "unless", "before", "without", "at", "for", "to", "in", "on", "of", "a", "an",
                              "any", "anymore", "more", "today", "again", "how", "what", "where", "why", "who", "which", "can", "could", "do", "does", "did", "is", "are", "will",
                              "would", "may"};
constexpr std::array wanting{"i want", "i would like", "i'd like", "i need", "i'd prefer", "i would prefer", "i would rather", "i'd rather", "can you", "could you", "we want",
                             "we need", "please"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

std::string what_is_declined(std::string_view text) {
  std::string left = blanked_where_it_declines(text), declined(text);
  for (std::size_t at = 0; at < declined.size(); ++at)
    if (left[at] == declined[at]) declined[at] = ' ';
  return declined;
}

bool wishes_in_words(std::string_view text) {
  if (text.find('?') != std::string_view::npos) return false;
  std::string low = lower_ascii(text), said = " ";
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");   // as phones write it
  std::vector<std::string_view> all = words(low);
  for (const std::string_view word : all) said += std::string(word) + " ";
  std::vector<std::string> telling = telling_words(text);
  std::erase_if(telling, [](const std::string& word) { return word == "still" || word == "instead"; });
  if (all.size() < 2 || telling.empty()) return false;
  if (std::ranges::any_of(wanting, [&](const char* phrase) { return said.find(" " + std::string(phrase) + " ") != std::string::npos; })) return true;
  while (!all.empty() && among(heads, all.front())) all.erase(all.begin());
  return all.size() >= 2 && !among(of_tales, all.front());
}

}  // namespace handrail
