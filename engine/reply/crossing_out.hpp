// A sentence of a draft in which words are crossed out that need no source: what is left of it is asked for as a sentence of its own. For who looks for such words.
#pragma once

#include <string_view>
#include <vector>

#include "engine/reply/checking.hpp"

namespace handrail::reply {

class CrossingOut {
 public:
  // `at`: the number of the sentence in the draft.
  CrossingOut(const Checking& checking, const Sentence& sentence, std::size_t at)
      : checking_(checking), sentence_(sentence), at_(at), text_(checking.draft.text), figures_(figures_in(sentence, text_)), gone_(sentence.words.size(), 0) {}

 protected:
  struct Span { std::size_t begin, end; };   // of words

  [[nodiscard]] std::string_view word(std::size_t i) const { return i < sentence_.words.size() ? std::string_view(sentence_.words[i].text) : std::string_view(); }

  // Without what is crossed out.
  [[nodiscard]] Sentence rest() const {
    Sentence rest = sentence_;
    rest.words.clear();
    for (std::size_t i = 0; i < sentence_.words.size(); ++i)
      if (!gone_[i]) rest.words.push_back(sentence_.words[i]);
    return rest;
  }

  const Checking& checking_;
  const Sentence& sentence_;
  std::size_t at_;
  std::string_view text_;            // of the draft
  std::vector<Figure> figures_;
  std::vector<char> gone_;           // by word: whether it is crossed out
};

}  // namespace handrail::reply
