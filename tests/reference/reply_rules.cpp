#include "tests/reference/reply_rules.hpp"

#include "tests/reference/reference.hpp"
#include "tests/reference/tree_parts.hpp"

namespace handrail::reference {
namespace {

// The one block of the text; null: there is none.
const dsl::ReplyRulesBlock* said(const dsl::Tree& tree) {
  const auto all = blocks<dsl::ReplyRulesBlock>(tree);
  return all.empty() ? nullptr : all.front();
}

// It was not reviewed in all that time; what never was has not been in any.
bool not_reviewed_for(const Article& article, const std::optional<Duration>& time, Instant now) { return time && (!article.reviewed || now - *article.reviewed > *time); }

std::optional<Duration> days(const std::optional<dsl::Expression>& clause) { return clause ? std::optional(*literal(*clause).as<Duration>()) : std::nullopt; }

}  // namespace

ReplyRules reply_rules(const dsl::Tree& tree, const Facts& facts) {
  ReplyRules rules;
  const dsl::ReplyRulesBlock* block = said(tree);
  if (block == nullptr) return rules;
  const Facts seen = seen_by(tree, facts);
  const auto applies = [&](const std::optional<dsl::Expression>& when) { return holds(when, std::nullopt, seen) == Value(true); };   // what nobody knows applies not
  if (block->words_max) rules.words = *literal(*block->words_max).as<std::int64_t>();
  rules.steps_may_be_longer = block->unless_step_by_step;
  if (block->apologies_max) rules.apologies = *literal(*block->apologies_max).as<std::int64_t>();
  rules.ends_with_next_action = block->end_with_next_action;
  for (const auto& [word, when] : block->tones)
    if (rules.tone.empty() && applies(when)) rules.tone = word.text;
  for (const auto& beginning : block->beginnings)
    if (applies(beginning.when)) rules.beginnings.push_back(beginning.words.text);
  rules.ai_when_asked = block->say_ai_when_asked;
  rules.ai_in_first_reply = block->say_ai_in_first_reply;
  return rules;
}

std::string quotable(const dsl::Tree& tree, const Article& article, Instant now) {
  const dsl::ReplyRulesBlock* block = said(tree);
  if (block != nullptr && not_reviewed_for(article, days(block->refuse_days), now)) return "stale";
  const std::optional<Duration> warned = block != nullptr ? days(block->warn_days) : std::nullopt;
  return not_reviewed_for(article, article.own ? article.own : warned, now) ? "due" : "fresh";
}

}  // namespace handrail::reference
