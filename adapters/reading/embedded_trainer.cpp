#include "adapters/reading/embedded_trainer.hpp"

#include <filesystem>
#include <unordered_set>

#include "adapters/reading/calibrate.hpp"
#include "adapters/reading/embedded_classifier.hpp"
#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/model_file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"

namespace handrail {

namespace {

using namespace reading;

// Changes when the same spec would train another model.
constexpr std::string_view version = "embedded 8";
constexpr std::string_view other = "other";
constexpr std::size_t enough_examples = 60;  // of an intent, beside which its name and its meaning teach nothing
constexpr std::size_t background_min = 30;   // so many of the sentences stay, however many words they share with the bundle

// Every text with its length before it: two specs have one spelling only where they are equal.
class Spelling {
 public:
  Spelling& add(std::string_view text) {
    out_ += std::to_string(text.size()) + ":";
    out_ += text;
    return *this;
  }
  Spelling& add_all(const std::vector<std::string>& texts) {
    out_ += std::to_string(texts.size()) + ";";
    for (const std::string& text : texts) add(text);
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  std::string out_;
};

// Of what the weights depend on.
std::string hash_of_intents(const ReadingSpec& spec) {
  Spelling spelling;
  spelling.add(version);
  for (const ReadingSpec::Intent& intent : spec.intents) spelling.add(intent.name).add(intent.means).add_all(intent.examples);
  for (const std::string_view sentence : lexicon::lines(lexicon::background)) spelling.add(sentence);
  return sha256(spelling.text());
}

// Of what the signals' models depend on: each is learnt against the others' examples.
std::string hash_of_signals(const ReadingSpec& spec, const std::string& intents) {
  Spelling spelling;
  spelling.add(intents);
  for (const ReadingSpec::Signal& signal : spec.signals)
    if (!signal.examples.empty()) spelling.add(signal.name).add_all(signal.examples).add("but not").add_all(signal.unlike);
  return sha256(spelling.text());
}

std::string hash_of_all(const ReadingSpec& spec, const std::string& intents) {
  Spelling spelling;
  spelling.add(intents).add(spec.currency);
  for (const ReadingSpec::Signal& signal : spec.signals) {
    spelling.add("signal").add(signal.name).add_all(signal.phrases).add_all(signal.patterns).add_all(signal.but_not);
    spelling.add_all(signal.examples).add("but not").add_all(signal.unlike).add(std::to_string(signal.at.millionths));
  }
  for (const ReadingSpec::Entity& entity : spec.entities) {
    spelling.add("entity").add(entity.name).add(std::to_string(static_cast<int>(entity.kind))).add_all(entity.patterns);
    for (const ReadingSpec::Choice& choice : entity.choices) spelling.add("choice").add(choice.words).add(choice.value);
  }
  return sha256(spelling.text());
}

Result<void> within_limits(const ReadingSpec& spec) {
  std::size_t examples = 0, phrases = 0, patterns = 0;
  for (const ReadingSpec::Intent& intent : spec.intents) examples += intent.examples.size();
  for (const ReadingSpec::Signal& signal : spec.signals) examples += signal.examples.size() + signal.unlike.size();
  for (const ReadingSpec::Signal& signal : spec.signals) phrases += signal.phrases.size() + signal.but_not.size(), patterns += signal.patterns.size();
  for (const ReadingSpec::Entity& entity : spec.entities) patterns += entity.patterns.size() + entity.choices.size();   // each choice is a pattern of its own
  const auto over = [](std::size_t count, std::size_t max, const char* what) {
    return fail(ErrorCode::limit, std::to_string(count) + " " + what + " are more than the " + std::to_string(max) + " that the reader holds");
  };
  if (spec.intents.size() > limits::reading_intents) return over(spec.intents.size(), limits::reading_intents, "intents");
  if (examples > limits::reading_examples) return over(examples, limits::reading_examples, "examples");
  if (phrases > limits::reading_phrases) return over(phrases, limits::reading_phrases, "phrases");
  if (patterns > limits::reading_patterns) return over(patterns, limits::reading_patterns, "patterns");
  return {};
}

std::string spoken(std::string name) {
  for (char& c : name) {
    if (c == '_') c = ' ';
  }
  return name;
}

// The sentences that share less than half of their content with the bundle's examples, and the first few in any case.
void add_background(const std::unordered_set<std::string>& known, std::size_t label, std::vector<Example>& examples) {
  const std::vector<std::string_view> background = lexicon::lines(lexicon::background);
  std::size_t left = background.size();
  std::size_t kept = 0;
  for (const std::string_view sentence : background) {
    const std::vector<std::string> content = content_stems(tokens_of(sentence));
    std::size_t shared = 0;
    for (const std::string& word : content) shared += known.contains(word);
    const bool needed = kept + left <= background_min;
    --left;
    if (shared * 2 >= content.size() && !needed) continue;
    examples.push_back({features_of(sentence), label, false});
    ++kept;
  }
}

TextModel learn(const ReadingSpec& spec) {
  std::vector<std::string> labels;
  std::vector<Example> examples;
  std::unordered_set<std::string> known;
  std::size_t other_label = spec.intents.size();
  for (const ReadingSpec::Intent& intent : spec.intents) {
    const std::size_t label = labels.size();
    if (intent.name == other) other_label = label;
    labels.push_back(intent.name);
    for (const std::string& text : intent.examples) {
      examples.push_back({features_of(text), label, false});
      if (intent.name == other) continue;
      for (std::string& word : content_stems(tokens_of(text))) known.insert(std::move(word));
    }
    if (intent.name == other || intent.examples.size() >= enough_examples) continue;
    examples.push_back({features_of(spoken(intent.name)), label, true});
    if (!intent.means.empty()) examples.push_back({features_of(intent.means), label, true});
  }
  if (other_label == labels.size()) labels.emplace_back(other);
  add_background(known, other_label, examples);
  std::vector<const Example*> all;
  for (const Example& example : examples) all.push_back(&example);
  TextModel model = fit(std::move(labels), all);
  calibrate(model, examples, other_label);
  return model;
}

}  // namespace

TextModel EmbeddedTrainer::from_cache(const std::string& name, const std::function<TextModel()>& make) const {
  const std::string path = cache_directory_.empty() ? "" : cache_directory_ + "/" + name + ".model";
  if (auto known = path.empty() ? std::nullopt : load_model(path)) return std::move(*known);
  TextModel made = make();
  std::error_code ignored;   // without a cache the next start is slower, and nothing else
  if (!path.empty()) std::filesystem::create_directories(cache_directory_, ignored);
  if (!path.empty()) static_cast<void>(save_model(path, made));
  return made;
}

// They are the same for every bundle: a process trains or loads them once.
std::shared_ptr<const LearntMoods> EmbeddedTrainer::moods() const {
  static const auto made = [&] {
    Spelling spelling;
    spelling.add(version);
    for (const std::string_view sentence : LearntMoods::sentences()) spelling.add(sentence);
    return std::make_shared<const LearntMoods>(from_cache("moods-" + sha256(spelling.text()), LearntMoods::learn));
  }();
  return made;
}

Result<std::shared_ptr<const Classifier>> EmbeddedTrainer::train(const ReadingSpec& spec) {
  HANDRAIL_TRY_VOID(within_limits(spec));
  HANDRAIL_TRY(auto signals, SignalReader::make(spec.signals));
  HANDRAIL_TRY(auto entities, EntityReader::make(spec));
  const std::string intents = hash_of_intents(spec);
  TextModel model = from_cache("reading-" + intents, [&] { return learn(spec); });
  std::vector<LearntSignal> learnt;
  const std::string examples = hash_of_signals(spec, intents);
  for (std::size_t i = 0; i < spec.signals.size(); ++i) {
    const ReadingSpec::Signal& signal = spec.signals[i];
    if (signal.examples.empty()) continue;
    TextModel one = from_cache("signal-" + sha256(examples + signal.name), [&] { return learn_signal(spec, i); });
    learnt.emplace_back(spec, i, std::move(one));
  }
  std::string name = std::string(version) + " " + hash_of_all(spec, intents).substr(0, 12);
  return std::make_shared<const EmbeddedClassifier>(std::move(name), std::move(model), std::move(signals), std::move(learnt), moods(), std::move(entities));
}

}  // namespace handrail
