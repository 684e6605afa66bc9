// The classifier that needs nothing but this program: liblinear over words and pieces of words, RE2 and lexicons. Trained when a bundle loads, kept in a
// cache directory under the hash of what it was trained from.
//
//   EmbeddedTrainer trainer(".handrail/cache");
//   HANDRAIL_TRY(auto classifier, trainer.train(spec));
//
// The intent is read from the first limits::classified_bytes of a message, signals and entities from all of it. A message that resembles no intent
// reads as "other" with a confidence of at most 0.3. A short follow-up ("and the other one?") has the intent of the message before it, less surely.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/reading/learnt_moods.hpp"
#include "adapters/reading/text_model.hpp"
#include "engine/seams/classifier.hpp"

namespace handrail {

class EmbeddedTrainer : public ClassifierTrainer {
 public:
  // An empty directory: no cache. A cache that cannot be written is done without.
  explicit EmbeddedTrainer(std::string cache_directory) : cache_directory_(std::move(cache_directory)) {}
  // Safe from many threads.
  Result<std::shared_ptr<const Classifier>> train(const ReadingSpec& spec) override;

 private:
  [[nodiscard]] reading::TextModel from_cache(const std::string& name, const std::function<reading::TextModel()>& make) const;
  [[nodiscard]] std::shared_ptr<const reading::LearntMoods> moods() const;
  std::string cache_directory_;
};

}  // namespace handrail
