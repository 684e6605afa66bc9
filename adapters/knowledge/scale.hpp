// What a similarity is worth, which no two models agree on, measured on the desk's own articles with questions that no desk answers ("who won the football match
// last night"): how near the nearest passage is to each of them is what the nearest thing is like where nothing answers. What is found by meaning alone has to
// stand out of that. A desk that does answer some of them measures a little too strictly, and finds less.
#pragma once

#include <vector>

namespace handrail::knowledge {

struct Scale {
  bool known = false;
  double found_from = 1;    // a passage that no words find is an answer from here on
  double far = 0;           // where the nearest passage lies on average when nothing answers

  // 0: as far as what nothing answers; a half: found; 1: as far beyond that again. 0 where nothing is known.
  [[nodiscard]] double closeness(double similarity) const;
};

// `nearest`: of each question that nobody answers, the similarity of the nearest passage. `own`: of passages, the similarity to their own headings; a model to which
// these are no nearer than strangers tells nothing.
[[nodiscard]] Scale scale_of(const std::vector<float>& nearest, const std::vector<float>& own);

}  // namespace handrail::knowledge
