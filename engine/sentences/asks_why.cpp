#include "engine/sentences/asks_why.hpp"

#include <algorithm>
#include <array>

#include "engine/sentences/clauses.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_max = 14;
constexpr std::array leading{"but", "and", "so", "ok", "okay", "oh", "hm", "hmm", "well", "sorry", "please", "may", "can", "could", "i", "you", "ask", "tell", "me",
                             "explain", "say", "know", "want", "to", "like", "would", "what", "do", "mean", "no", "hey", "just", "also", "really", "wait", "then", "is",
                           "the", "hi"};
constexpr std::array small{"why", "not", "no", "is", "are", "was", "it", "that", "this", "can", "could", "will", "would", "do", "does", "did", "i", "you", "we", "my", "the",
                           "a", "be",
                           "so", "then", "possible", "allowed", "get", "have", "one", "come", "reason", "reasons", "for", "to", "of", "your", "please", "exactly", "ever", "of",
                           "refuse", "refused", "deny", "denied", "decline", "declined", "reject", "rejected", "anymore", "any", "more", "longer", "me", "do", "done", "though",
                           "what", "should", "may", "an", "am", "given", "being", "been", "has", "had"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

bool asks_only_why(std::string_view text, const std::vector<std::string>& of_it) {
  const std::vector<std::string> said = spelled_out(text);
  if (said.empty() || said.size() > words_max) return false;
  const auto follows = [&](std::size_t at, std::string_view first, std::string_view second) { return at + 1 < said.size() && said[at] == first && said[at + 1] == second; };
  std::size_t at = 0;
  const auto begins = [&] {
    const bool for_it = (follows(at, "for", "what") || follows(at, "on", "what")) && at + 2 < said.size() && (said[at + 2].starts_with("reason") || said[at + 2] == "grounds");
    return said[at] == "why" || follows(at, "how", "come") || for_it || said[at].starts_with("reason");
  };
  while (at < said.size() && !begins() && among(leading, said[at])) ++at;
  if (at == said.size() || !begins()) return false;
  for (std::size_t one = at; one < said.size(); ++one) {
    const bool opening = one < at + 3 && (said[one] == "how" || said[one] == "on" || said[one] == "grounds");
    const bool of_matter = std::any_of(of_it.begin(), of_it.end(), [&](const std::string& word) { return same_stem(word, said[one]); });
    if (!opening && !among(small, said[one]) && !of_matter) return false;
  }
  return true;
}

}  // namespace handrail
