#include "engine/difference/same_questions.hpp"

#include <algorithm>

namespace handrail {
namespace {

void reword(dsl::Action& action, const dsl::Action& as) {
  if (action.kind == dsl::ActionKind::ask && as.kind == dsl::ActionKind::ask) action.question = as.question;
  if (!action.afterwards.empty() && !as.afterwards.empty()) reword(action.afterwards.front(), as.afterwards.front());
}

// A clause as written, without what stands in quotes.
std::string without_words(const dsl::Rule& rule) {
  std::string bare;
  bool quoted = false;
  for (std::size_t i = 0; i < rule.text.size(); ++i) {
    if (quoted && rule.text[i] == '\\') ++i;
    else if (rule.text[i] == '"') quoted = !quoted;
    else if (!quoted) bare += rule.text[i];
  }
  return bare;
}

void of_trigger(const dsl::Program& before, dsl::Trigger& trigger, const dsl::Program& after, const dsl::Trigger& as) {
  reword(trigger.then, as.then);
  for (auto& clause : trigger.if_unknown)
    for (const auto& other : as.if_unknown)
      if (before.turn_scope.slots[clause.slot].path == after.turn_scope.slots[other.slot].path) reword(clause.action, other.action);
}

}  // namespace

dsl::Program asking_alike(const dsl::Program& before, const dsl::Program& after) {
  dsl::Program made = before;
  for (std::size_t i = 0; i < made.triggers.size(); ++i) {
    dsl::Trigger& trigger = made.triggers[i];
    const bool in_place = i < after.triggers.size() && after.triggers[i].name == trigger.name;
    const auto as = std::ranges::find(after.triggers.begin() + static_cast<std::ptrdiff_t>(in_place ? i : 0), after.triggers.end(), trigger.name, &dsl::Trigger::name);
    if (as != after.triggers.end()) of_trigger(before, trigger, after, *as);
  }
  for (dsl::Table& table : made.tables) {
    const auto as = std::ranges::find(after.tables, table.name, &dsl::Table::name);
    if (as == after.tables.end()) continue;
    for (dsl::Table::Row& row : table.rows) {
      const auto same = std::ranges::find_if(as->rows, [&](const dsl::Table::Row& one) { return without_words(one.rule) == without_words(row.rule); });
      if (same != as->rows.end()) reword(row.then.action, same->then.action);
    }
  }
  const auto of = [](const dsl::Program& program, const dsl::Band& band) { return band.intent ? program.intents[*band.intent].name : ""; };
  for (dsl::Band& band : made.bands)
    for (const dsl::Band& as : after.bands)
      if (of(before, band) == of(after, as) && (band.intent || band.risk == as.risk)) reword(band.below, as.below);
  return made;
}

}  // namespace handrail
