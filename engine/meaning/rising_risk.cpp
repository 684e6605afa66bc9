#include "engine/meaning/rising_risk.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::int64_t strain_min = 3, rise_min = 2;
constexpr Decimal intent_from{400'000};   // a guess below it says nothing of the matter

struct Strain { std::int64_t sum = 0; std::vector<std::string> words; };

Strain strain_of(const dsl::Program& program, const event::MessageRead& read) {
  Strain made;
  const auto add = [&](std::int64_t weight, const std::string& words) {
    made.sum += weight;
    if (weight > 0) made.words.push_back(words);
  };
  const auto has = [&](std::string_view signal) { return std::ranges::find(read.signals, signal) != read.signals.end(); };
  if (const auto intent = program.find_intent(read.intent); intent && read.confidence >= intent_from) {
    const dsl::Risk risk = program.intents[*intent].risk;
    add(static_cast<std::int64_t>(risk), read.intent + " is of " + std::string(dsl::to_text(risk)) + " risk");
  }
  add(has("angry") ? 2 : has("frustrated") ? 1 : 0, has("angry") ? "angry" : "annoyed");
  add(has("asks_again") ? 1 : 0, "asked before");
  add(read.urgency == "immediate" ? 2 : read.urgency == "high" ? 1 : 0, "urgency is " + read.urgency);
  return made;
}

}  // namespace

void add_rising_risk(const dsl::Program& program, const ConversationState& state, event::MessageRead& read) {
  const Strain strain = strain_of(program, read);
  read.strain = strain.sum;
  const auto& before = state.episode.strain;
  if (before.empty() || strain.sum < strain_min) return;
  const std::int64_t least = *std::min_element(before.begin(), before.end());
  if (strain.sum - least < rise_min) return;
  read.signals.emplace_back("rising_risk");
  read.matched.push_back(join(strain.words, ", "));
  read.matched_at.insert(read.matched_at.end(), {0, 0});
}

}  // namespace handrail
