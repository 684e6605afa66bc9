#include "engine/turn/left_open.hpp"

#include <algorithm>
#include <array>

#include "dsl/program/bind.hpp"
#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/read_on_a_day.hpp"
#include "engine/policy/said_days.hpp"
#include "engine/sentences/bound_said.hpp"
#include "engine/sentences/declined.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/wished_sums.hpp"

namespace handrail {
namespace {

// "W1001 and W1002" is a list; only marks and these words stand between its parts.
bool joins(std::string_view between) {
  static constexpr std::array joining{"and", "also", "order", "orders", "number", "numbers", "plus", "as", "well"};
  const auto all = words(between);
  return std::all_of(all.begin(), all.end(), [](std::string_view word) { return std::find(joining.begin(), joining.end(), lower_ascii(word)) != joining.end(); });
}

// An id with digits, a whole number, or a sum; empty: none of them.
std::string number_named(const Json& value) {
  if (const auto sum = parse_money(value.text_or("amount") + " " + value.text_or("currency"))) return format_money(*sum);
  if (value.integer()) return std::to_string(*value.integer());
  return value.text() && value.text()->find_first_of("0123456789") != std::string::npos ? *value.text() : "";
}

// A day and a choice are one, or it is asked which; there are no lists of them.
bool is_one_of_several(const dsl::Program& program, const std::string& entity) {
  const auto declared = std::ranges::find(program.entities, entity, &dsl::Entity::name);
  return declared != program.entities.end() && (declared->type.kind == dsl::TypeKind::time || declared->type.kind == dsl::TypeKind::enumeration);
}

}  // namespace

bool is_asked_for(const ConversationState& state, const std::string& entity) {
  return state.run && state.run->waits_for == "answer" && state.run->waits_name == entity;
}

// "I like W1001 a lot, but W1002 is defective": of several orders nobody knows which is meant, and the question that asks for one is asked. A run that is about
// one of them knows.
std::vector<std::string> left_open(const dsl::Program& program, const ConversationState& state, const event::MessageRead& read) {
  std::vector<std::string> open;
  for (const auto& [entity, value] : read.claims) {
    const EntityClaim* before = nullptr;
    const Json* used = used_by_run(state, entity);
    const bool is_chosen = is_one_of_several(program, entity);
    const bool is_awaited = is_asked_for(state, entity) && read.further.empty();
    const bool is_of_sums = is_chosen || !value.text_or("amount").empty();   // and of these none is taken by its place, whatever the run has
    if ((!is_chosen && number_named(value).empty()) || (used && !is_of_sums)) continue;
    bool unclear = false;
    for (const EntityClaim& claim : read.named) {
      if (claim.entity != entity || (used && canonical(*used) == canonical(claim.value))) continue;
      if (is_chosen && is_asked_for(state, entity) && is_no_choice(state.turn->text, claim.begin, claim.end)) continue;   // "I can't on Friday, Saturday would be good"
      const bool another = before && canonical(before->value) != canonical(claim.value);
      const bool counts = value.integer().has_value() || is_of_sums || is_awaited;   // several ids may be a list, of several counts one is meant
      unclear = unclear || (another && is_chosen && claim.begin < before->end);   // what was said of a day may mean two
      unclear = unclear || (another && before->end <= claim.begin && (counts || !joins(std::string_view(state.turn->text).substr(before->end, claim.begin - before->end))));
      before = &claim;
    }
    if (unclear) open.push_back(entity);
  }
  return open;
}

// What none counts of, for the question that asks which: numbers, days in words, choices.
void keep_what_is_open(const dsl::Program& program, const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities, event::MessageRead& read) {
  constexpr std::size_t named_max = 6;
  std::vector<SpeechAct> open;
  const auto is_word_asked_for = [&](const EntityClaim& claim) {   // "yoga or pilates"
    return is_asked_for(state, claim.entity) && claim.value.text() && !is_no_choice(text, claim.begin, claim.end);
  };
  for (const EntityClaim& claim : with_sums_wished(text, entities)) {
    const bool is_chosen = is_one_of_several(program, claim.entity) && claim.value.text();
    const std::string number = is_chosen                 ? in_words(day_in_words(program, *claim.value.text()))
                               : is_word_asked_for(claim) ? *claim.value.text()
                                                          : number_named(claim.value);
    if (number.empty() || read.claims.count(claim.entity) != 0) continue;
    SpeechAct act{std::string(speech::left_open), claim.entity + " " + number};
    if (std::ranges::find(open, act) == open.end() && std::ranges::find(read.acts, act) == read.acts.end() && open.size() < named_max) open.push_back(std::move(act));
  }
  if (open.size() > 1) read.acts.insert(read.acts.end(), open.begin(), open.end());
}

// "After Friday", where one day is asked for: none is said yet, and which it is to be is asked.
void leave_bounds(const dsl::Program& program, const ConversationState& state, const std::vector<EntityClaim>& entities, event::MessageRead& read) {
  for (const EntityClaim& claim : entities) {
    const auto known = read.claims.find(claim.entity);
    const auto bound = bound_said(state.turn->text, claim.begin, claim.end);
    if (!bound || !claim.value.text() || speaks_of_a_bound(claim.entity)) continue;
    if (time_asked_for(program, claim.entity, &state) == TimeAskedFor::past) continue;   // "since Friday", asked when it broke
    const auto asks_for_one = [&](const dsl::AskForFact& fact) { return fact.name == claim.entity && speaks_of_a_bound(dsl::render(fact.question, dsl::Roots())); };
    if (std::ranges::any_of(program.intents, [&](const dsl::Intent& one) { return std::ranges::any_of(one.ask_for, asks_for_one); })) continue;
    if (state.run && state.run->waits_name == claim.entity && speaks_of_a_bound(state.run->waits_question)) continue;
    if (known != read.claims.end() && canonical(known->second) == canonical(claim.value)) read.claims.erase(known);
    read.acts.push_back({std::string(speech::left_open), claim.entity + " " + *bound});
  }
  const auto is_of_it = [&](const auto& one) { return one.entity == state.run->waits_name; };
  const auto asked = state.run && state.run->waits_for == "answer" ? std::ranges::find(program.entities, state.run->waits_name, &dsl::Entity::name) : program.entities.end();
  if (asked == program.entities.end() || asked->type.kind != dsl::TypeKind::time || std::ranges::any_of(entities, is_of_it) || read.claims.count(asked->name) != 0) return;
  if (speaks_of_a_bound(asked->name) || speaks_of_a_bound(state.run->waits_question)) return;
  if (const auto bound = first_bound_in(state.turn->text))   // a calendar day is read of no bound
    read.acts.push_back({std::string(speech::left_open), asked->name + " " + *bound});
}

}  // namespace handrail
