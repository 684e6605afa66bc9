#include "adapters/reading/parts.hpp"

#include <algorithm>
#include <map>

#include "adapters/reading/tokens.hpp"
#include "engine/base/limits.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t sentences_most = 32;
constexpr std::size_t words_beside_one = 4;     // a content word with fewer words around it is no matter
constexpr double telling_times = 2;             // so much oftener than elsewhere a telling word is said

Part part_of(std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  return {text, tokens.size(), content_stems(tokens), features_of(text)};
}

std::map<std::string, double> shares_of(const std::vector<std::string_view>& texts) {
  std::map<std::string, double> shares;
  for (const std::string_view text : texts)
    for (const std::string& stem : content_stems(tokens_of(text))) shares[stem] += 1.0 / static_cast<double>(texts.size());
  return shares;
}

}  // namespace

std::vector<Part> parts_of(std::string_view text) {
  text = first_bytes(text, limits::classified_bytes);
  std::vector<Part> parts{part_of(text)};
  std::size_t sentences = 0;
  for (std::size_t from = 0; from < text.size() && sentences < sentences_most; ++sentences) {
    const std::size_t end = std::min(text.find_first_of(".!?\n", from), text.size());
    const std::string_view sentence = text.substr(from, end - from);
    if (sentence.size() < text.size()) parts.push_back(part_of(sentence));
    from = end + 1;
  }
  return parts;
}

std::vector<std::string> telling_stems(const std::vector<std::string_view>& texts, const std::vector<std::string_view>& others) {
  const std::map<std::string, double> mine = shares_of(texts), theirs = shares_of(others);
  std::vector<std::string> telling;
  for (const auto& [stem, share] : mine)
    if (const auto known = theirs.find(stem); known == theirs.end() || share > telling_times * known->second) telling.push_back(stem);
  return telling;
}

bool tells(const Part& part, const std::vector<std::string>& telling) {
  if (part.stems.size() == 1 && part.words < words_beside_one) return false;
  return std::any_of(part.stems.begin(), part.stems.end(), [&](const std::string& stem) { return std::binary_search(telling.begin(), telling.end(), stem); });
}

}  // namespace handrail::reading
