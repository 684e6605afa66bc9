#include "engine/sentences/negated_part.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr std::array before_it{"no", "nope", "but", "and", "please", "just", "only", "ok", "okay", "well", "oh", "yes", "sorry", "so", "rather", "definitely",
                                 "absolutely", "hm", "hmm"};
constexpr std::array of_a_part{"to", "with", "on", "at", "by", "from", "for", "in", "into", "via", "through", "over", "onto", "the", "my", "that", "this", "these",
                                 "those", "our", "any"};
constexpr std::size_t words_max = 8;

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

std::vector<std::string> negated_part(std::string_view clause) {
  std::vector<std::string> said;
  for (const std::string_view word : words(clause)) said.push_back(lower_ascii(word));
  if (clause.find('?') != std::string_view::npos || said.size() > words_max) return {};
  while (!said.empty() && among(before_it, said.front())) said.erase(said.begin());
  const bool anything_but = said.size() > 2 && said[0] == "anything" && said[1] == "but";
  if (anything_but) said.erase(said.begin());
  else if (said.empty() || said.front() != "not") return {};
  if (said.size() < 2 || (!anything_but && !among(of_a_part, said[1]))) return {};
  said.erase(said.begin());
  return content_words(join(said, " "));
}

}  // namespace handrail
