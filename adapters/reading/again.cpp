#include "adapters/reading/again.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/reading/features.hpp"
#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/phrases.hpp"

namespace handrail::reading {

namespace {

std::vector<std::string> all_stems(const std::vector<Token>& tokens) {
  std::vector<std::string> stems;
  for (const Token& token : tokens) stems.push_back(stem(token.text));
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

std::vector<std::string> shared_by(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return shared;
}

// The content words that both messages share, where they make them alike: half of all, and two thirds of the shorter one's. One word
// ("order") makes two messages alike only where the small words around it agree too.
std::vector<std::string> likeness(const std::vector<Token>& a, const std::vector<Token>& b) {
  const std::vector<std::string> mine = content_stems(a);
  const std::vector<std::string> theirs = content_stems(b);
  std::vector<std::string> shared = shared_by(mine, theirs);
  bool alike = !shared.empty() && shared.size() * 2 >= mine.size() + theirs.size() - shared.size() && shared.size() * 3 >= std::min(mine.size(), theirs.size()) * 2;
  if (alike && shared.size() == 1) {
    const std::vector<std::string> all_mine = all_stems(a);
    const std::vector<std::string> all_theirs = all_stems(b);
    const std::size_t common = shared_by(all_mine, all_theirs).size();
    alike = common * 5 >= (all_mine.size() + all_theirs.size() - common) * 3;
  }
  if (!alike) shared.clear();
  return shared;
}

const PhraseFinder& says_so() {
  static const PhraseFinder finder = [] {
    PhraseFinder made;
    for (const std::string_view phrase : lexicon::lines(lexicon::again)) made.add(phrase, 0);
    made.finish();
    return made;
  }();
  return finder;
}

std::string shared_words(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& shared) {
  std::string what;
  for (const Token& token : tokens) {
    if (stop_word(token.text) || !std::binary_search(shared.begin(), shared.end(), stem(token.text))) continue;
    if (!what.empty()) what += ' ';
    what += text.substr(token.begin, token.end - token.begin);
  }
  return std::string(first_bytes(what, 200));
}

}  // namespace

std::optional<std::string> asked_before(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& before) {
  if (before.empty()) return std::nullopt;
  for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
    const std::vector<std::string> shared = likeness(tokens, tokens_of(*earlier));
    if (!shared.empty()) return shared_words(text, tokens, shared);
  }
  const std::vector<PhraseMatch> said = says_so().find(tokens);
  if (said.empty()) return std::nullopt;
  const Token& first = tokens[said.front().first];
  return std::string(text.substr(first.begin, tokens[said.front().last].end - first.begin));
}

}  // namespace handrail::reading
