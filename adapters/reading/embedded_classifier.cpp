#include "adapters/reading/embedded_classifier.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "adapters/reading/again.hpp"
#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/nearest.hpp"
#include "adapters/reading/tokens.hpp"
#include "adapters/reading/urgency.hpp"
#include "engine/base/limits.hpp"
#include "engine/language/language.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t follow_up_words_max = 8;
constexpr std::size_t small_talk_words_max = 10;
constexpr double other_confidence_max = 0.3;   // bands begin at 40%
constexpr double surely_of_its_own = 0.85;     // a thing alone that is so sure of its matter ("and the refund?") does not go on with another
constexpr double same_words = 0.6;             // cosine of two messages' features: one question, worded a little differently
constexpr double same_intent_words = 0.2;      // the same, where both surely have one intent
constexpr double sure = 0.6;
constexpr std::size_t quoted_bytes = 80;
constexpr double follow_up_discount = 0.8;    // what "and that one?" is about is a little less sure than what it follows

bool without_content(const std::vector<Token>& tokens) {
  return std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
    const bool number = token.text.find_first_not_of("0123456789") == std::string::npos;
    return number || stop_word(token.text);
  });
}

// "hello again", "thanks a lot, bye": it is about nothing, and goes on with nothing.
bool only_small_talk(const std::vector<Token>& tokens) {
  static const std::vector<std::string_view> heads = lexicon::lines(lexicon::small_talk.substr(0, lexicon::small_talk.find("\n\n") + 1));
  static const std::vector<std::string_view> all = lexicon::lines(lexicon::small_talk);
  const auto among = [](const std::vector<std::string_view>& words, const Token& token) { return std::find(words.begin(), words.end(), token.text) != words.end(); };
  return tokens.size() <= small_talk_words_max && std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return among(heads, token); }) &&
         std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) { return among(all, token); });
}

// "and the blue one?", "what about the second?", "the red ones": short, and it says that it goes on.
bool goes_on(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 5> single = {"and", "or", "also", "but", "then"};
  constexpr std::size_t one_of_them_words_max = 5;
  constexpr std::array<std::string_view, 3> with_about = {"what", "how", "same"};
  if (tokens.empty() || tokens.size() > follow_up_words_max) return false;
  if (std::find(single.begin(), single.end(), tokens[0].text) != single.end()) return true;
  const bool one_of_them = tokens.size() <= one_of_them_words_max && (tokens.back().text == "one" || tokens.back().text == "ones");
  if (one_of_them) return true;
  const bool opens = std::find(with_about.begin(), with_about.end(), tokens[0].text) != with_about.end();
  return opens && tokens.size() > 1 && (tokens[1].text == "about" || tokens[1].text == "for" || tokens[1].text == "if");
}

// "or the jacket", "the red ones": a thing without a word of what to do with it.
bool names_a_thing(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 17> verbs{"can", "could", "do", "does", "is", "are", "will", "would", "want", "need", "get", "have", "has", "how", "when", "where", "why"};
  constexpr std::size_t words_max = 5;
  const auto verb = [&](const Token& token) { return std::find(verbs.begin(), verbs.end(), token.text) != verbs.end(); };
  return tokens.size() <= words_max && std::none_of(tokens.begin(), tokens.end(), verb);
}

bool asks(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 8> questions = {"where", "where's", "when", "when's", "how", "why", "what", "who"};
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return std::find(questions.begin(), questions.end(), token.text) != questions.end(); });
}

// Whether two messages name different things of one kind: the same question about another order is another question.
bool about_another(const std::vector<EntityClaim>& mine, const std::vector<EntityClaim>& theirs) {
  return std::any_of(mine.begin(), mine.end(), [&](const EntityClaim& one) {
    const auto of_its_kind = [&](const EntityClaim& other) { return other.entity == one.entity; };
    const auto the_same = [&](const EntityClaim& other) { return of_its_kind(other) && canonical(other.value) == canonical(one.value); };
    return std::any_of(theirs.begin(), theirs.end(), of_its_kind) && std::none_of(theirs.begin(), theirs.end(), the_same);
  });
}

// Of the last message that tells one: a figure by itself tells none.
std::string language_before(const std::vector<std::string>& before) {
  for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier)
    if (std::string language = language_of(*earlier); !language.empty()) return language;
  return "";
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
  if (only_small_talk(tokens)) return {"other", std::min(mine.confidence, other_confidence_max)};
  const bool follows = goes_on(tokens);
  if (before.empty() || (!empty && !follows)) return mine;
  double discount = follow_up_discount;
  for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier, discount *= follow_up_discount) {
    const std::vector<Token> theirs = tokens_of(first_bytes(*earlier, limits::classified_bytes));
    if ((theirs.size() <= follow_up_words_max && without_content(theirs)) || only_small_talk(theirs)) continue;
    const Claim inherited = alone(*earlier);
    if (inherited.intent == "other") return mine;
    const double confidence = inherited.confidence * discount;
    // "and can I have a refund?" is a question of its own; "and the blue one?" is none.
    const double enough = names_a_thing(tokens) ? std::max(confidence, surely_of_its_own) : confidence;
    if (follows && !empty) return mine.intent != "other" && mine.confidence >= enough ? mine : Claim{inherited.intent, confidence};
    // "where is it?" has no content and may still be surer of itself than of what came before; "ok please" may not.
    return asks(tokens) && mine.intent != "other" && mine.confidence >= confidence ? mine : Claim{inherited.intent, confidence};
  }
  return mine;
}

std::optional<SignalMatch> EmbeddedClassifier::asked_in_other_words(std::string_view text, const std::vector<std::string>& before) const {
  const std::vector<Token> tokens = tokens_of(first_bytes(text, limits::classified_bytes));
  if (before.empty() || content_stems(tokens).empty() || asks_nothing(tokens) || goes_on(tokens)) return std::nullopt;
  const Features mine = features_of(text);
  const Claim claim = alone(text);
  const std::vector<EntityClaim> named = entities_.read(text);
  for (auto earlier = before.rbegin(); earlier != before.rend(); ++earlier) {
    const double like = likeness(model_, mine, features_of(*earlier));
    const Claim theirs = like < same_words ? alone(*earlier) : Claim{};
    const bool one_intent = claim.intent != "other" && claim.intent == theirs.intent && std::min(claim.confidence, theirs.confidence) >= sure;
    if (like < same_words && !(one_intent && like >= same_intent_words)) continue;
    if (about_another(named, entities_.read(*earlier)) || names_something_else(text, *earlier)) continue;
    return SignalMatch{"asks_again", "as in \"" + std::string(first_bytes(*earlier, quoted_bytes)) + "\"", 0, 0};
  }
  return std::nullopt;
}

Reading EmbeddedClassifier::read_signals(std::string_view text, const std::vector<std::string>& before) const {
  Reading reading;
  reading.signals = signals_.read(text, before);
  const auto has = [&](const std::string& name) {
    return std::any_of(reading.signals.begin(), reading.signals.end(), [&](const SignalMatch& match) { return match.signal == name; });
  };
  const std::vector<Part> parts = parts_of(text);
  for (SignalMatch& match : heard(learnt_, parts))
    if (!has(match.signal)) reading.signals.push_back(std::move(match));
  const Tone tone = moods_->heard(parts);
  // What is said in so many words is surer than what a message is like.
  if (!tone.mood.empty() && !has("angry") && !has("frustrated") && !has("pleased")) reading.signals.push_back({tone.mood, like(tone.mood_like), 0, 0});
  if (!has("asks_again"))
    if (auto again = asked_in_other_words(text, before)) reading.signals.push_back(std::move(*again));
  reading.written_in = language_of(text);
  reading.entities = entities_.read(text, reading.written_in.empty() ? language_before(before) : reading.written_in);
  const std::vector<Token> tokens = tokens_of(text);
  Hurry hurry = hurry_of(text, tokens);
  if (hurry.by_time_alone && !tone.presses) hurry = hurry_of(text, tokens, Times::pass_over);
  if (!tone.urgent_like.empty() && hurry.urgency != "immediate" && hurry.urgency != "high") hurry = {"high", like(tone.urgent_like)};
  reading.urgency = std::move(hurry.urgency);
  reading.urgent = std::move(hurry.what);
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
