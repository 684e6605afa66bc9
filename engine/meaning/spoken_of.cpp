#include "engine/meaning/spoken_of.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/numbered_things.hpp"
#include "engine/sentences/another_one.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

void add_once(std::vector<Json>& values, const Json& value) {
  if (std::ranges::none_of(values, [&](const Json& one) { return canonical(one) == canonical(value); })) values.push_back(value);
}

std::vector<Json> named_in(const LiveBundle& live, const std::string& text, const std::string& entity) {
  std::vector<Json> found;
  for (const EntityClaim& claim : live.classifier->read_signals(text, {}).entities)
    if (claim.entity == entity) add_once(found, claim.value);
  return found;
}

bool is_of_now(const ConversationState& state, const SpokenLine& line) {
  return state.turn && (line.message == state.turn->message || std::ranges::find(state.turn->earlier, line.message) != state.turn->earlier.end());
}

// The one that is known not to be meant; null: nobody knows.
const Json* not_meant(const ConversationState& state, const std::string& entity, const std::string& text, const std::vector<EntityClaim>& entities) {
  for (const EntityClaim& claim : entities)
    if (claim.entity == entity) return said_of(text, claim.begin, claim.end, kind_named(claim.value)) == SaidOf::excluded ? &claim.value : nullptr;
  const Json* argument = state.run ? state.run->waits_arguments.find(entity) : nullptr;
  const Json* used = argument ? argument : used_by_run(state, entity);
  if (used) return used;
  const auto claim = state.claims.find(entity);
  return claim == state.claims.end() || claim->second.is_null() ? nullptr : &claim->second;
}

// Something was done to it in this episode.
bool has_a_receipt(const ConversationState& state, const std::string& entity, const Json& value) {
  return std::ranges::any_of(state.receipts, [&](const Receipt& receipt) {
    const Json* argument = receipt.arguments.find(entity);
    return argument && canonical(*argument) == canonical(value);
  });
}

// "No, the other one", "I meant the other one": said of what waits for their yes, and not only beside it.
bool turns_from_what_waits(std::string_view text) {
  constexpr std::array turning{"no", "nope", "not", "meant", "mean", "instead", "wrong", "mistake", "sorry", "rather"};
  return std::ranges::any_of(words(text), [&](std::string_view word) { return std::ranges::find(turning, lower_ascii(word)) != turning.end(); });
}

}  // namespace

std::vector<Json> spoken_of(const LiveBundle& live, const ConversationState& state, const std::string& entity) {
  std::vector<Json> found;
  for (const SpokenLine& line : state.recent) {
    if (is_of_now(state, line)) continue;
    for (const Json& value : named_in(live, line.text, entity)) add_once(found, value);
  }
  return found;
}

std::vector<std::vector<Json>> spoken_of_together(const LiveBundle& live, const ConversationState& state, const std::string& entity) {
  std::vector<std::vector<Json>> found;
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line) {
    if (is_of_now(state, *line)) continue;
    if (std::vector<Json> values = named_in(live, line->text, entity); values.size() > 1) found.push_back(std::move(values));
  }
  return found;
}

std::optional<EntityClaim> the_other_of_two(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities) {
  if (!place_of_the_other_one(text, {}) && text.find("other") == std::string::npos) return std::nullopt;
  if (state.run && state.run->waits_for == "confirmation" && !turns_from_what_waits(text)) return std::nullopt;
  std::optional<EntityClaim> found;
  for (const dsl::Entity& entity : live.program().entities) {
    if (entity.type.kind != dsl::TypeKind::text) continue;
    const Json* known = not_meant(state, entity.name, text, entities);
    const auto place = known ? place_of_the_other_one(text, content_words(numbered_thing(entity.name))) : std::nullopt;
    if (!place) continue;
    std::vector<Json> two = spoken_of(live, state, entity.name);
    add_once(two, *known);
    std::erase_if(two, [&](const Json& one) { return canonical(one) != canonical(*known) && has_a_receipt(state, entity.name, one); });
    if (two.size() != 2) continue;
    if (found) return std::nullopt;   // of two kinds of things nobody knows which
    const Json& other = canonical(two.front()) == canonical(*known) ? two.back() : two.front();
    const auto waits_for_it = [&](const HeldUp& wish) {   // it is noted already, and comes by itself
      const auto claim = wish.turn.reading->claims.find(entity.name);
      return claim != wish.turn.reading->claims.end() && canonical(claim->second) == canonical(other);
    };
    if (std::ranges::any_of(state.held_up, waits_for_it)) continue;
    found = EntityClaim{entity.name, "", other, static_cast<std::uint32_t>(place->first), static_cast<std::uint32_t>(place->second)};
  }
  return found;
}

}  // namespace handrail
