#include "adapters/reading/embedded_classifier.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "adapters/reading/tokens.hpp"
#include "engine/base/limits.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t follow_up_words_max = 8;
constexpr double other_confidence_max = 0.3;   // bands begin at 40%
constexpr double follow_up_discount = 0.8;    // what "and that one?" is about is a little less sure than what it follows

bool without_content(const std::vector<Token>& tokens) {
  return std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
    const bool number = token.text.find_first_not_of("0123456789") == std::string::npos;
    return number || stop_word(token.text);
  });
}

// "and the blue one?", "what about the second?": short, and it says that it goes on.
bool goes_on(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 5> single = {"and", "or", "also", "but", "then"};
  constexpr std::array<std::string_view, 3> with_about = {"what", "how", "same"};
  if (tokens.empty() || tokens.size() > follow_up_words_max) return false;
  if (std::find(single.begin(), single.end(), tokens[0].text) != single.end()) return true;
  const bool opens = std::find(with_about.begin(), with_about.end(), tokens[0].text) != with_about.end();
  return opens && tokens.size() > 1 && (tokens[1].text == "about" || tokens[1].text == "for" || tokens[1].text == "if");
}

bool asks(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 8> questions = {"where", "where's", "when", "when's", "how", "why", "what", "who"};
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return std::find(questions.begin(), questions.end(), token.text) != questions.end(); });
}

Decimal in_millionths(double probability) { return {static_cast<std::int64_t>(std::llround(std::clamp(probability, 0.0, 1.0) * 10'000)) * 100}; }

}  // namespace

EmbeddedClassifier::Claim EmbeddedClassifier::alone(std::string_view text) const {
  const Features features = features_of(text);
  if (features.empty()) return {"other", 0};
  const Guess guess = model_.best(features);
  const std::string& intent = model_.labels[guess.label];
  if (intent != "other" && guess.probability >= model_.threshold) return {intent, guess.probability};
  // "other" is the lack of a claim: its confidence must reach no band of a policy.
  return {"other", std::min(guess.probability, other_confidence_max)};
}

EmbeddedClassifier::Claim EmbeddedClassifier::in_the_light_of(std::string_view text, const std::vector<std::string>& before) const {
  const std::vector<Token> tokens = tokens_of(first_bytes(text, limits::classified_bytes));
  const bool empty = tokens.size() <= follow_up_words_max && without_content(tokens);
  Claim mine = alone(text);
  if (before.empty() || (!empty && !(mine.intent == "other" && goes_on(tokens)))) return mine;
  double discount = follow_up_discount;
  for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier, discount *= follow_up_discount) {
    const std::vector<Token> theirs = tokens_of(first_bytes(*earlier, limits::classified_bytes));
    if (theirs.size() <= follow_up_words_max && without_content(theirs)) continue;
    const Claim inherited = alone(*earlier);
    if (inherited.intent == "other") return mine;
    const double confidence = inherited.confidence * discount;
    // "where is it?" has no content and may still be surer of itself than of what came before; "ok please" may not.
    return asks(tokens) && mine.intent != "other" && mine.confidence >= confidence ? mine : Claim{inherited.intent, confidence};
  }
  return mine;
}

Reading EmbeddedClassifier::read_signals(std::string_view text, const std::vector<std::string>& before) const {
  Reading reading;
  reading.signals = signals_.read(text, before);
  reading.entities = entities_.read(text);
  reading.model = name_;
  return reading;
}

Reading EmbeddedClassifier::read(std::string_view text, const std::vector<std::string>& before) const {
  Reading reading = read_signals(text, before);
  const Claim claim = in_the_light_of(text, before);
  reading.intent = claim.intent;
  reading.confidence = in_millionths(claim.confidence);
  return reading;
}

}  // namespace handrail::reading
