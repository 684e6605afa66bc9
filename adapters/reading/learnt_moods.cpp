#include "adapters/reading/learnt_moods.hpp"

#include <algorithm>
#include <cmath>

#include "adapters/reading/fit.hpp"
#include "adapters/reading/lexicon.hpp"

namespace handrail::reading {

namespace {

enum Label : std::size_t { upset, urgent, calm };

// Log-odds from which on it is heard, as if half of all messages had it, which few have: measured on everyday messages to banks and assistants that it was not
// learnt from (tests/acceptance/moods.py holds it).
constexpr double heard_from[2] = {1.5, 1.0};   // upset, urgent
constexpr double presses_from = -1;
constexpr std::size_t seen_min = 2;       // what one example alone has says more of that example than of a mood

using Texts = std::vector<std::string_view>;

Texts together(std::initializer_list<std::string_view> lists) {
  Texts all;
  for (const std::string_view list : lists)
    for (const std::string_view line : lexicon::lines(list)) all.push_back(line);
  return all;
}

const Texts& moods() {
  static const Texts all = together({lexicon::angry_examples, lexicon::frustrated_examples});
  return all;
}

const Texts& urgencies() {
  static const Texts all = together({lexicon::urgent_examples});
  return all;
}

const Texts& everyday() {
  static const Texts all = together({lexicon::calm_examples, lexicon::background});
  return all;
}

Texts both(const Texts& one, const Texts& other) {
  Texts all(one);
  all.insert(all.end(), other.begin(), other.end());
  return all;
}

Likenesses likenesses_to(const TextModel& model, const Texts& texts) {
  std::vector<std::vector<WeightedFeature>> all;
  for (const std::string_view text : texts) all.push_back(weighted(model, features_of(text)));
  return Likenesses(model, all);
}

}  // namespace

TextModel LearntMoods::learn() {
  std::vector<Example> examples;
  for (const auto& [texts, label] : {std::pair(&moods(), upset), std::pair(&urgencies(), urgent), std::pair(&everyday(), calm)})
    for (const std::string_view text : *texts) examples.push_back({features_of(text), label, false});
  std::vector<const Example*> all;
  for (const Example& example : examples) all.push_back(&example);
  return fit_linear({"upset", "urgent", "calm"}, all, seen_min);
}

std::vector<std::string_view> LearntMoods::sentences() { return both(both(moods(), urgencies()), everyday()); }

LearntMoods::LearntMoods(TextModel model)
    : model_(std::move(model)), moods_(moods()), urgent_(urgencies()), tells_mood_(telling_stems(moods_, both(urgent_, everyday()))),
      tells_urgency_(telling_stems(urgent_, both(moods_, everyday()))), like_moods_(likenesses_to(model_, moods_)), like_urgent_(likenesses_to(model_, urgent_)) {}

Tone LearntMoods::heard(const std::vector<Part>& parts) const {
  static const std::size_t angry = lexicon::lines(lexicon::angry_examples).size();
  Tone tone;
  double most[2] = {heard_from[upset], heard_from[urgent]};
  const Part* says[2] = {nullptr, nullptr};
  for (const Part& part : parts) {
    if (part.features.empty()) continue;
    const std::vector<double> scores = model_.scores(part.features);
    tone.presses = tone.presses || scores[urgent] >= presses_from;
    for (const Label label : {upset, urgent})
      if (scores[label] >= most[label] && tells(part, label == upset ? tells_mood_ : tells_urgency_)) most[label] = scores[label], says[label] = &part;
  }
  if (says[upset]) {
    const std::size_t nearest = like_moods_.nearest(weighted(model_, says[upset]->features));
    tone.mood = nearest < angry ? "angry" : "frustrated";
    tone.mood_like = moods_[nearest];
  }
  if (says[urgent]) tone.urgent_like = urgent_[like_urgent_.nearest(weighted(model_, says[urgent]->features))];
  return tone;
}

}  // namespace handrail::reading
