#include "engine/meaning/same_for_each.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_wished = {700'000};

const dsl::Workflow* workflow_of(const dsl::Program& program, const std::string& intent) {
  const auto found = program.find_intent(intent);
  return found && program.intents[*found].workflow ? &program.workflows[*program.intents[*found].workflow] : nullptr;
}

bool says(const std::vector<SpeechAct>& acts, std::string_view act) {
  return std::ranges::any_of(acts, [&](const SpeechAct& one) { return one.act == act; });
}

bool only_looks_up(const dsl::Program& program, const dsl::Workflow& workflow, const std::string& text) {
  const std::vector<std::string> said = content_words(text);
  const bool asks_where = std::ranges::any_of(said, [](const std::string& word) { return word == "where" || word == "when" || word == "status"; });
  return asks_where && std::ranges::any_of(workflow.tools, [&](std::uint32_t tool) { return program.tools[tool].effect == dsl::Effect::reads; });
}

event::FurtherWish for_another(const EntityClaim& other, const std::string& text, std::string intent, Decimal confidence, std::map<std::string, Json> claims) {
  event::FurtherWish wish{text.substr(other.begin, other.end - other.begin), std::move(intent), confidence, std::move(claims), {}, {}};
  wish.claims[other.entity] = other.value;
  wish.named.push_back({other.entity, "", other.value, 0, static_cast<std::uint32_t>(wish.text.size())});
  return wish;
}

// Of one that goes on later: it is for the first of its row, and one more for each of the others.
std::vector<event::FurtherWish> each_of(const dsl::Program& program, event::FurtherWish wish) {
  const dsl::Workflow* workflow = workflow_of(program, wish.intent);
  const bool plain = workflow && !says(wish.acts, speech::in_its_place) && !says(wish.acts, speech::decline);
  const bool asks = plain && says(wish.acts, speech::ask);
  if (!plain || (asks && !only_looks_up(program, *workflow, wish.text))) return {std::move(wish)};
  const std::vector<EntityClaim> others = same_for_others(program, *workflow, wish.text, wish.named, asks);
  std::vector<event::FurtherWish> all;
  for (const EntityClaim& other : others) all.push_back(for_another(other, wish.text, wish.intent, wish.confidence, wish.claims));
  for (const EntityClaim& other : others)
    std::erase_if(wish.named, [&](const EntityClaim& one) { return one.entity == other.entity && canonical(one.value) == canonical(other.value); });
  for (const EntityClaim& one : wish.named)
    if (!others.empty() && one.entity == others.front().entity) wish.claims[one.entity] = one.value;
  all.insert(all.begin(), std::move(wish));
  return all;
}

}  // namespace

void wish_it_for_each(const LiveBundle& live, const ConversationState& state, const std::string& text, bool was_asked, Reading& reading, event::MessageRead& read) {
  if (state.run && !read.further.empty()) return;
  std::vector<event::FurtherWish> all;
  const std::size_t end = read.further.empty() ? std::string::npos : text.find(read.further.front().text);
  const std::string first = end == std::string::npos ? text : text.substr(0, end);
  const std::string intent = state.run ? state.episode.last_intent : read.intent;
  const dsl::Workflow* workflow = workflow_of(live.program(), intent);
  const bool asks = does(read, speech::ask);
  const bool plain = workflow && !does(read, speech::in_its_place) && !does(read, speech::decline) && (state.run || read.confidence >= surely_wished);
  if (plain && (!asks || (!state.run && only_looks_up(live.program(), *workflow, first)))) {
    const std::vector<EntityClaim> others = same_for_others(live.program(), *workflow, first, meant(first, reading.entities), asks);
    const bool asked_for = !others.empty() && state.run && state.run->waits_for == "answer" && state.run->waits_name == others.front().entity;
    const bool answers = asked_for && state.run->workflow == workflow->name && was_asked;
    std::map<std::string, Json> claims;
    for (const EntityClaim& claim : reading.entities) claims.emplace(claim.entity, claim.value);
    for (const EntityClaim& other : others) {
      if (state.run && !answers) break;
      all.push_back(for_another(other, first, intent, state.run ? surely_wished : read.confidence, claims));
      std::erase_if(reading.entities, [&](const EntityClaim& claim) { return claim.entity == other.entity && canonical(claim.value) == canonical(other.value); });
    }
  }
  for (event::FurtherWish& wish : read.further)
    for (event::FurtherWish& one : each_of(live.program(), std::move(wish))) all.push_back(std::move(one));
  if (all.size() > limits::wishes_waiting) all.resize(limits::wishes_waiting);
  read.further = std::move(all);
}

}  // namespace handrail
