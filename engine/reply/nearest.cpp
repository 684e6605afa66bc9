// What the sources say nearest to a claim that stops a draft.
#include <algorithm>

#include "engine/reply/checking.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t shared_min = 2;       // words with content that both have: by one alone anything is near
constexpr std::size_t shared_percent = 25;  // of the claim's words

bool is_claim(const Finding& finding) {
  return finding.kind == FindingKind::unbacked_claim || finding.kind == FindingKind::unbacked_promise || finding.kind == FindingKind::unbacked_fact ||
      finding.kind == FindingKind::contradiction;
}

std::vector<std::uint64_t> content_within(const ReadText& read, const Finding& finding) {
  std::vector<std::uint64_t> meanings;
  for (const Sentence& sentence : read.sentences)
    for (const Word& word : sentence.words)
      if (written_begin(word) >= finding.begin && written_end(word) <= finding.end && has_content(word)) meanings.push_back(meaning_of(word));
  std::sort(meanings.begin(), meanings.end());
  meanings.erase(std::unique(meanings.begin(), meanings.end()), meanings.end());
  return meanings;
}

// A word of the sentence itself counts twice, and one of its heading once.
std::size_t nearness(const Unit& unit, const std::vector<std::uint64_t>& meanings) {
  std::size_t near = 0;
  for (const std::uint64_t meaning : meanings) {
    if (!std::binary_search(unit.stems.begin(), unit.stems.end(), meaning)) continue;
    near += std::find(unit.above.begin(), unit.above.end(), meaning) == unit.above.end() ? 2 : 1;
  }
  return near;
}

std::string nearest_to(const Checking& checking, const Finding& finding) {
  const std::vector<std::uint64_t> meanings = content_within(checking.read, finding);
  const std::size_t least = 2 * std::max(shared_min, (shared_percent * meanings.size() + 99) / 100);
  const Unit* nearest = nullptr;
  std::size_t most = 0;
  for (const Unit& unit : checking.units()) {
    if (unit.said.empty()) continue;
    const std::size_t near = nearness(unit, meanings);
    if (near >= least && near > most) most = near, nearest = &unit;
  }
  return nearest ? std::string(nearest->said) : "";
}

}  // namespace

void name_nearest(Checking& checking) {
  for (Finding& finding : checking.out.findings)
    if (is_claim(finding)) finding.nearest = nearest_to(checking, finding);
}

}  // namespace handrail::reply
