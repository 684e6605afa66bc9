#include "engine/reply/wordings.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"

namespace handrail::reply {

Wordings::Wordings(std::string_view file) {
  for (const std::string_view raw : split(file, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty() || line.starts_with("# ")) continue;
    const auto ways = split(line, '|');
    HANDRAIL_ASSERT(ways.size() > 1, "a wording has ways to say it: " + std::string(line));
    const std::string_view all = trim(ways.front());
    for (std::size_t i = 1; i < ways.size(); ++i) {
      Wording wording{all == "-" ? "" : stem_of(all), {}};
      for (const std::string_view word : split(trim(ways[i]), ' '))
        if (!word.empty()) wording.stems.push_back(word == "_" ? "" : stem_of(word));
      by_first_[wording.stems.front()].push_back(std::move(wording));
    }
  }
}

// How many words it has here; 0: it does not stand here.
std::size_t Wordings::match(const Wording& wording, const std::vector<Word>& words, std::size_t begin) {
  const auto from = [&](const auto& self, std::size_t element, std::size_t at) -> std::size_t {
    if (element == wording.stems.size()) return at - begin;
    if (!wording.stems[element].empty()) return at < words.size() && words[at].stem == wording.stems[element] ? self(self, element + 1, at + 1) : 0;
    const std::size_t without = self(self, element + 1, at);
    return without > 0 || at == words.size() ? without : self(self, element + 1, at + 1);
  };
  return from(from, 0, begin);
}

void Wordings::mark(std::vector<Word>& words) const {
  for (std::size_t i = 0; i < words.size();) {
    const auto here = by_first_.find(words[i].stem);
    std::size_t most = 0;
    const Wording* found = nullptr;
    for (std::size_t k = 0; here != by_first_.end() && k < here->second.size(); ++k)
      if (const std::size_t count = match(here->second[k], words, i); count > most) most = count, found = &here->second[k];
    if (!found) {
      ++i;
      continue;
    }
    const auto of_wording = [&](std::size_t word) { return std::find(found->stems.begin(), found->stems.end(), words[word].stem) != found->stems.end(); };
    for (std::size_t word = i; word < i + most; ++word) words[word].in_wording = of_wording(word);   // what stands in its gap says its own
    words[i].said_as = found->stem;
    i += most;
  }
}

}  // namespace handrail::reply
