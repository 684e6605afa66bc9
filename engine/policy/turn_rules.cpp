#include "engine/policy/turn_rules.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"

namespace handrail {

using dsl::Program;

bool active(const dsl::Rule& rule, Instant now) { return (!rule.from || now >= *rule.from) && (!rule.until || now < *rule.until); }

Truth lifted_by(Truth when, Truth unless) {
  if (when == Truth::no || unless == Truth::yes) return Truth::no;
  return unless == Truth::unknown ? Truth::unknown : when;
}

const dsl::Intent& intent_of(const Program& program, const TurnFacts& facts) {
  const auto intent = program.find_intent(facts.intent);
  return program.intents[intent ? *intent : *program.find_intent("other")];
}

const dsl::Band& band_of(const Program& program, const dsl::Intent& intent) {
  const dsl::Band* by_risk = nullptr;
  for (const dsl::Band& row : program.bands) {
    if (row.intent && program.intents[*row.intent].name == intent.name) return row;
    if (!row.intent && row.risk == intent.risk && !by_risk) by_risk = &row;
  }
  HANDRAIL_ASSERT(by_risk, "the checker demands a band for every risk");
  return *by_risk;
}

bool takes(const dsl::Table::Row& row, Truth truth) {
  const dsl::ActionKind kind = row.then.action.kind;
  return truth == Truth::yes || (truth == Truth::unknown && (kind == dsl::ActionKind::hand_off || kind == dsl::ActionKind::offer_person));
}

bool concerns(const Program& program, const dsl::Rollout& rollout, const dsl::Intent& intent) {
  return rollout.intents.empty() || std::ranges::any_of(rollout.intents, [&](std::uint32_t one) { return program.intents[one].name == intent.name; });
}

bool good_enough(const dsl::Rollout& rollout, const TurnFacts& facts) {
  const std::int64_t reviewed = rollout.per_intent ? facts.reviewed : facts.reviewed_all;
  const std::int64_t accurate = rollout.per_intent ? facts.accurate : facts.accurate_all;
  // As exact as the share is written: accurate / reviewed >= share, without dividing.
  return reviewed >= rollout.reviewed && accurate * 1'000'000 >= rollout.accurate.millionths * reviewed;
}

}  // namespace handrail
