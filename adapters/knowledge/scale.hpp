// What a similarity is worth, which no two models agree on, measured on the desk's own articles. Each section's heading is taken as a question: how near is it to its
// own article, and how near to the nearest of all others? The second is what the nearest thing is like where nothing answers, so what is found by meaning alone has to
// be nearer than that nearly always is. Too few articles tell nothing: then nothing is found by meaning alone, and what words find is only sorted by it.
#pragma once

#include <vector>

namespace handrail::knowledge {

struct Scale {
  bool known = false;
  double found_from = 1;    // a passage that no words find is an answer from here on: 19 of 20 headings have nothing so near in other articles
  double sure_from = 1;     // and from here on where the question has a word that no article knows: at least half way from a stranger to one's own
  double far = 0, near = 1;   // the middle of both kinds

  // 0: as far as any other article, 1: as near as one's own. 0 where nothing is known.
  [[nodiscard]] double closeness(double similarity) const;
};

struct HeadingAsked { float own = 0, other = 0; };   // its similarity to the nearest passage of its own article, and to the nearest of another one

[[nodiscard]] Scale scale_of(const std::vector<HeadingAsked>& headings);

}  // namespace handrail::knowledge
