// Mood and urgency beyond the words of the lexicons, learnt from the sentences in lexicon/*_examples.txt: the same for every bundle and language, so that it is
// trained once. What is heard names the example that it is most like, and the list of that example says whether it is anger or lost patience.
#pragma once

#include <string>
#include <vector>

#include "adapters/reading/nearest.hpp"
#include "adapters/reading/parts.hpp"

namespace handrail::reading {

struct Tone {
  std::string mood, mood_like;      // "angry" or "frustrated", and the example; empty where none is heard
  std::string urgent_like;          // the example of the lists of urgency; empty where none is heard
  bool presses = false;             // it is like one who needs help at a time, more than not: what a time alone ("today") does not say
};

class LearntMoods {
 public:
  // The same lists give the same model.
  [[nodiscard]] static TextModel learn();
  // Every sentence that it is learnt from: what a cache is kept under.
  [[nodiscard]] static std::vector<std::string_view> sentences();

  // `model`: of learn(), now or before.
  explicit LearntMoods(TextModel model);
  [[nodiscard]] Tone heard(const std::vector<Part>& parts) const;

 private:
  TextModel model_;
  std::vector<std::string_view> moods_, urgent_;         // the examples, those of anger first
  std::vector<std::string> tells_mood_, tells_urgency_;  // stems, one of which is said where it is heard
  Likenesses like_moods_, like_urgent_;
};

}  // namespace handrail::reading
