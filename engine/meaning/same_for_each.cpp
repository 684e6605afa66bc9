#include "engine/meaning/same_for_each.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/meaning/things_in_a_row.hpp"
#include "engine/policy/turn_rules.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/row_bounded.hpp"
#include "engine/sentences/said_of.hpp"
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

bool is_same(const EntityClaim& a, const EntityClaim& b) { return a.entity == b.entity && a.begin == b.begin && a.end == b.end && canonical(a.value) == canonical(b.value); }

// `claims`: what is said of each. What another of the row has of its own is asked for where this one has none.
event::FurtherWish for_another(const std::vector<ThingInRow>& row, std::size_t at, const std::string& text, const std::string& intent, Decimal confidence,
                               const std::map<std::string, Json>& claims) {
  const ThingInRow& one = row[at];
  std::size_t from = one.thing.begin, to = one.thing.end;
  for (const EntityClaim& own : one.own) from = std::min<std::size_t>(from, own.begin), to = std::max<std::size_t>(to, own.end);
  event::FurtherWish wish{text.substr(from, to - from), intent, confidence, claims, {}, {}};
  for (const ThingInRow& other : row)
    for (const EntityClaim& own : other.own) wish.claims[own.entity] = Json();
  const auto add = [&](const EntityClaim& claim) {
    wish.claims[claim.entity] = claim.value;
    wish.named.push_back({claim.entity, "", claim.value, static_cast<std::uint32_t>(claim.begin - from), static_cast<std::uint32_t>(claim.end - from)});
  };
  add(one.thing);
  for (const EntityClaim& own : one.own) add(own);
  return wish;
}

// Of several things as many as may wait behind the first; the others stay named, and are told to be left.
std::vector<ThingInRow> row_of(const dsl::Program& program, const dsl::Workflow& workflow, const std::string& text, const std::vector<EntityClaim>& named, bool asks) {
  std::vector<ThingInRow> row = things_in_a_row(program, workflow, text, named, asks);
  if (row.size() > limits::wishes_waiting + 1) row.resize(limits::wishes_waiting + 1);
  return row;
}

// What is meant of what is named; of words in a row every one, though one of them alone stands beside the verb.
std::vector<EntityClaim> with_words_of_a_row(const std::string& text, const std::vector<EntityClaim>& all) {
  std::vector<EntityClaim> kept = meant(text, all);
  for (const EntityClaim& one : all)
    if (kind_named(one.value) == NamedKind::value && std::ranges::none_of(kept, [&](const EntityClaim& other) { return is_same(one, other); })) kept.push_back(one);
  return kept;
}

// Of things in a row that is bounded by `said`, and of several words that stand in no row ("yoga for me and pilates for my wife"): those of which nobody knows which is meant.
std::vector<EntityClaim> unclear_things(const dsl::Program& program, const dsl::Workflow& workflow, const std::string& said, const std::vector<EntityClaim>& named,
                                        const std::vector<ThingInRow>& row) {
  const std::string entity = row.empty() ? "" : row.front().thing.entity;
  std::vector<EntityClaim> things;
  const auto is_thing = [&](const EntityClaim& one) {
    const auto declared = std::ranges::find(program.entities, one.entity, &dsl::Entity::name);
    return declared != program.entities.end() && is_thing_of(program, workflow, *declared);
  };
  std::vector<EntityClaim> of_it = row.empty() ? meant(said, named) : named;
  if (std::ranges::none_of(of_it, is_thing)) of_it = named;   // of "either yoga or pilates" neither is meant, and both are spoken of
  for (const EntityClaim& one : of_it) {
    const auto declared = std::ranges::find(program.entities, one.entity, &dsl::Entity::name);
    if (declared == program.entities.end() || !is_thing_of(program, workflow, *declared) || !one.value.text() || one.begin >= one.end || one.end > said.size()) continue;
    if (row.empty() ? is_number(*declared) || said_of(said, one.begin, one.end, kind_named(one.value)) != SaidOf::named : one.entity != entity) continue;
    if (things.empty() || things.front().entity == one.entity) things.push_back(one);
  }
  std::ranges::stable_sort(things, {}, &EntityClaim::begin);
  if (row.empty()) {
    const auto is_another = [&](const EntityClaim& one) { return canonical(one.value) != canonical(things.front().value) && one.begin >= things.front().end; };
    return std::ranges::any_of(things, is_another) ? things : std::vector<EntityClaim>{};
  }
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const EntityClaim& one : things) places.emplace_back(one.begin, one.end);
  const bool counted = std::ranges::any_of(named, [](const EntityClaim& one) { return one.value.integer().has_value() || !one.value.text_or("amount").empty(); });
  return is_bounded_row(said, places, counted) ? things : std::vector<EntityClaim>{};
}

void take_out(const std::vector<EntityClaim>& things, std::vector<EntityClaim>& claims) {
  std::erase_if(claims, [&](const EntityClaim& one) { return std::ranges::any_of(things, [&](const EntityClaim& thing) { return is_same(one, thing); }); });
}

// Which of them it is is asked, in their words.
void leave_it_open(const std::vector<EntityClaim>& things, std::vector<SpeechAct>& acts) {
  for (const EntityClaim& one : things) {
    SpeechAct act{std::string(speech::left_open), one.entity + " " + *one.value.text()};
    if (std::ranges::find(acts, act) == acts.end()) acts.push_back(std::move(act));
  }
}

// What is said of the others alone is said of none of what is left.
void take_out_others(const std::vector<ThingInRow>& row, std::vector<EntityClaim>& claims) {
  for (std::size_t i = 1; i < row.size(); ++i) {
    std::erase_if(claims, [&](const EntityClaim& one) { return one.entity == row[i].thing.entity && canonical(one.value) == canonical(row[i].thing.value); });
    for (const EntityClaim& own : row[i].own) std::erase_if(claims, [&](const EntityClaim& one) { return is_same(one, own); });
  }
}

// Of one that goes on later: it is for the first of its row, and one more for each of the others.
std::vector<event::FurtherWish> each_of(const dsl::Program& program, event::FurtherWish wish) {
  const dsl::Workflow* workflow = workflow_of(program, wish.intent);
  const bool plain = workflow && !says(wish.acts, speech::in_its_place) && !says(wish.acts, speech::decline);
  const bool asks = plain && says(wish.acts, speech::ask);
  if (!plain || (asks && !only_looks_up(program, *workflow, wish.text))) return {std::move(wish)};
  const std::vector<ThingInRow> row = row_of(program, *workflow, wish.text, wish.named, asks);
  if (const std::vector<EntityClaim> unclear = unclear_things(program, *workflow, wish.text, wish.named, row); !unclear.empty()) {
    take_out(unclear, wish.named);
    wish.claims[unclear.front().entity] = Json();
    leave_it_open(unclear, wish.acts);
    return {std::move(wish)};
  }
  std::vector<event::FurtherWish> all;
  for (std::size_t i = 1; i < row.size(); ++i) all.push_back(for_another(row, i, wish.text, wish.intent, wish.confidence, wish.claims));
  take_out_others(row, wish.named);
  if (!row.empty()) {
    wish.claims[row.front().thing.entity] = row.front().thing.value;
    for (const EntityClaim& own : row.front().own) wish.claims[own.entity] = own.value;
  }
  all.insert(all.begin(), std::move(wish));
  return all;
}

// "Load my card with 10 EUR", "which one?", "both": what was said before is said of each.
void add_what_the_run_knows(const Run& run, std::map<std::string, Json>& claims) {
  const auto add = [&](const std::string& name, const Json& value) {
    if (!value.is_null() && kind_named(value) != NamedKind::thing) claims.emplace(name, value);
  };
  if (const Json::Object* inputs = run.inputs.members())
    for (const auto& [name, value] : *inputs) add(name, value);
  for (const RecordedStep& step : run.steps)
    if (!step.asked.empty() && !step.refused) add(step.asked, step.result);
}

// A wish for another thing beside an answer is as sure as the one that is under way, which nobody had to look at.
Decimal as_sure_as_the_run(const dsl::Program& program, const ConversationState& state, const std::string& intent) {
  const auto found = program.find_intent(intent);
  const auto send_at = found ? band_of(program, program.intents[*found]).send_at : std::nullopt;
  return send_at && !state.run->review ? std::max(surely_wished, *send_at) : surely_wished;
}

}  // namespace

void wish_it_for_each(const LiveBundle& live, const ConversationState& state, const std::string& text, bool was_asked, Reading& reading, event::MessageRead& read) {
  if (state.run && !read.further.empty()) return;
  std::vector<event::FurtherWish> all;
  const std::size_t end = read.further.empty() ? std::string::npos : text.find(read.further.front().text);
  const std::string first = end == std::string::npos ? text : text.substr(0, end);
  const std::string intent = !state.run ? read.intent : state.run->intent.empty() ? state.episode.last_intent : state.run->intent;
  const dsl::Workflow* workflow = workflow_of(live.program(), intent);
  const bool asks = does(read, speech::ask) && !asks_for_a_deed(first);
  const bool plain = workflow && !does(read, speech::in_its_place) && !does(read, speech::decline) && (state.run || read.confidence >= surely_wished);
  if (plain && (!asks || (!state.run && only_looks_up(live.program(), *workflow, first)))) {
    const std::vector<EntityClaim> named = with_words_of_a_row(first, reading.entities);
    const std::vector<ThingInRow> row = row_of(live.program(), *workflow, first, named, asks);
    // What hangs on a condition is blanked in `text`, and bounds it all the same.
    const std::string said = text.size() == state.turn->text.size() ? state.turn->text.substr(0, first.size()) : first;
    const bool of_the_run = state.run && row.empty();
    const std::vector<EntityClaim> unclear = of_the_run ? std::vector<EntityClaim>{} : unclear_things(live.program(), *workflow, said, row.empty() ? reading.entities : named, row);
    const bool asked_for = !row.empty() && state.run && state.run->waits_for == "answer" && state.run->waits_name == row.front().thing.entity;
    const bool answers = asked_for && state.run->workflow == workflow->name && was_asked;
    if (!unclear.empty() && (!state.run || answers)) {
      take_out(unclear, reading.entities);
      leave_it_open(unclear, read.acts);
    } else if (!row.empty() && (!state.run || answers)) {
      std::map<std::string, Json> claims;
      for (const EntityClaim& claim : reading.entities) claims.emplace(claim.entity, claim.value);
      if (state.run) add_what_the_run_knows(*state.run, claims);
      const Decimal confidence = state.run ? as_sure_as_the_run(live.program(), state, intent) : read.confidence;
      for (std::size_t i = 1; i < row.size(); ++i) all.push_back(for_another(row, i, first, intent, confidence, claims));
      take_out_others(row, reading.entities);
    }
  }
  for (event::FurtherWish& wish : read.further)
    for (event::FurtherWish& one : each_of(live.program(), std::move(wish))) all.push_back(std::move(one));
  if (all.size() > limits::wishes_waiting) all.resize(limits::wishes_waiting);
  read.further = std::move(all);
}

}  // namespace handrail
