#include "engine/meaning/choices.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/numbered_things.hpp"
#include "engine/meaning/spoken_of.hpp"
#include "engine/meaning/things_in_a_row.hpp"
#include "engine/sentences/another_one.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr std::size_t choices_max = 12;   // more are none to be read out
constexpr std::array turning_down{"not", "no", "never", "neither", "nor"};

const dsl::Enumeration* enumeration_of(const dsl::Program& program, const Run& run) {
  const auto workflow = program.find_workflow(run.workflow);
  if (!workflow || run.waits_for != "answer") return nullptr;
  for (const std::uint32_t tool : program.workflows[*workflow].tools)
    if (const dsl::Field* field = dsl::find_field(program.tools[tool].parameters, run.waits_name); field && field->type.kind == dsl::TypeKind::enumeration)
      return program.enumerations[field->type.index].words.size() <= choices_max ? &program.enumerations[field->type.index] : nullptr;
  const auto entity = std::ranges::find(program.entities, run.waits_name, &dsl::Entity::name);
  const bool has_choices = entity != program.entities.end() && entity->type.kind == dsl::TypeKind::enumeration;
  return has_choices && program.enumerations[entity->type.index].words.size() <= choices_max ? &program.enumerations[entity->type.index] : nullptr;
}

}  // namespace

std::vector<std::string> choices_of(const dsl::Program& program, const Run& run) {
  std::vector<std::string> found;
  if (const dsl::Enumeration* all = enumeration_of(program, run))
    for (const std::string& word : all->words) found.push_back(in_words(word));
  return found;
}

std::optional<std::string> choice_said(const dsl::Program& program, const Run& run, std::string_view text) {
  const dsl::Enumeration* all = enumeration_of(program, run);
  if (!all || text.find('?') != std::string_view::npos) return std::nullopt;
  std::vector<std::string> said;
  for (const std::string_view word : handrail::words(text)) said.push_back(lower_ascii(word));
  const auto turns_down = [](const std::string& word) { return std::ranges::find(turning_down, word) != turning_down.end() || word.ends_with("n't"); };
  if (std::ranges::any_of(said, turns_down)) return std::nullopt;
  std::optional<std::string> found;
  for (const std::string& choice : all->words) {
    const std::vector<std::string> wanted = content_words(in_words(choice));
    const auto is_said = [&](const std::string& one) { return std::ranges::any_of(said, [&](const std::string& word) { return same_stem(one, word); }); };
    if (wanted.empty() || !std::ranges::all_of(wanted, is_said)) continue;
    if (found) return std::nullopt;
    found = choice;
  }
  return found;
}

// An older list than the last is not before them any more.
static const Listed* chosen_of_earlier(const ConversationState& state, const std::vector<Listed>& list, const std::string& text) {
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line) {
    const std::vector<Listed> earlier = line->by == Speaker::bot ? listed_in(line->text) : std::vector<Listed>{};
    if (earlier.empty()) continue;
    const Listed* meant = chosen(earlier, text, true);
    const auto found = std::ranges::find_if(list, [&](const Listed& one) { return meant && canonical(one.value) == canonical(meant->value); });
    return found == list.end() ? nullptr : &*found;
  }
  return nullptr;
}

// "Cancel the second one": the place behind what is done.
static std::string without_deeds(const std::vector<std::string>& deeds, const std::string& text) {
  std::string left;
  for (const std::string_view word : words(text)) {
    const bool is_deed = std::ranges::any_of(deeds, [&](const std::string& deed) { return same_stem(deed, lower_ascii(word)); });
    if (!is_deed) left += (left.empty() ? "" : " ") + std::string(word);
  }
  return left;
}

// "And lock the other one", of two of which one was spoken of. "Cancel it, the other one can stay" is the one that was.
static const Listed* the_other_of(const LiveBundle& live, const ConversationState& state, const std::vector<Listed>& list, const std::string& fact, const std::string& text) {
  const auto place = list.size() == 2 ? place_of_the_other_one(text, content_words(numbered_thing(fact))) : std::nullopt;
  if (!place) return nullptr;
  const auto was_spoken_of = [&](const Listed& one) {
    return one.value.text() && std::ranges::any_of(state.recent, [&](const SpokenLine& line) {
      return line.by == Speaker::customer && line.message != state.turn->message && line.text.find(*one.value.text()) != std::string::npos;
    });
  };
  if (was_spoken_of(list.front()) == was_spoken_of(list.back())) return nullptr;
  const bool is_front = was_spoken_of(list.front());
  const Listed &spoken_of = is_front ? list.front() : list.back(), &other = is_front ? list.back() : list.front();
  switch (said_of(text, place->first, place->second, NamedKind::thing)) {
    case SaidOf::named: return &other;
    case SaidOf::excluded: return &spoken_of;
    case SaidOf::asked: return only_looks_up(live.program(), state.run->workflow) ? &other : nullptr;
    case SaidOf::told: return nullptr;
  }
  return nullptr;
}

const Listed* chosen_before_asked(const LiveBundle& live, const ConversationState& state, const std::string& fact, const std::vector<Listed>& list) {
  if (list.empty() || !state.turn || !state.turn->reading || !state.run) return nullptr;
  const std::string& said = state.turn->text;
  if (const Listed* other = the_other_of(live, state, list, fact, said)) return other;
  const Listed* one = chosen(list, said, false);
  if (!one) {
    one = chosen_of_earlier(state, list, without_deeds(matter_of_run(live, state).deeds, said));
    const auto is_said = [&](const std::string& word) { return std::ranges::any_of(content_words(said), [&](const std::string& each) { return same_stem(each, word); }); };
    if (one && std::ranges::none_of(one->words, is_said)) return one;   // by its place it is meant whole
  }
  if (!one || !holds_several(*one) || (does(*state.turn->reading, speech::ask) && !asks_for_a_deed(said)) || only_looks_up(live.program(), state.run->workflow)) return one;
  return is_called_whole(*one, said, content_words(numbered_thing(fact))) ? one : nullptr;
}

bool picks_another_of_the_list(const ConversationState& state, const std::vector<std::string>& deeds, const std::string& text, const Json& value) {
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line) {
    const std::vector<Listed> list = line->by == Speaker::bot ? listed_in(line->text) : std::vector<Listed>{};
    if (list.empty()) continue;
    const bool is_in_it = std::ranges::any_of(list, [&](const Listed& each) { return canonical(each.value) == canonical(value); });
    const Listed* one = is_in_it ? chosen(list, without_deeds(deeds, text), true) : nullptr;
    return one && canonical(one->value) != canonical(value);
  }
  return false;
}

// Of the last line that named as many as are meant ("both": two).
static std::vector<Json> each_that_was_spoken_of(const LiveBundle& live, const ConversationState& state, const std::string& fact, const std::string& text) {
  for (std::vector<Json>& together : spoken_of_together(live, state, fact)) {
    std::vector<Listed> list;
    for (const Json& value : together)
      if (value.text()) list.push_back({value, {}, *value.text()});
    if (list.size() == together.size() && all_chosen(list, text).size() > 1) return std::move(together);
  }
  return {};
}

std::optional<EachOfThem> each_of_them(const LiveBundle& live, const ConversationState& state, const std::string& text) {
  if (!state.run || state.run->waits_for != "answer" || !was_asked(state)) return std::nullopt;
  const Run& run = *state.run;
  const auto entity = std::ranges::find(live.program().entities, run.waits_name, &dsl::Entity::name);
  const auto workflow = live.program().find_workflow(run.workflow);
  if (entity == live.program().entities.end() || !workflow || !is_thing_of(live.program(), live.program().workflows[*workflow], *entity)) return std::nullopt;
  const std::vector<Listed> list = listed_in(run.waits_question);
  std::vector<Json> meant;
  for (const Listed* one : all_chosen(list, text)) meant.push_back(one->value);
  if (list.empty() && says_each(text)) meant = each_that_was_spoken_of(live, state, run.waits_name, text);
  if (meant.size() < 2) return std::nullopt;
  EachOfThem row;
  for (const Json& value : meant) {
    const auto begin = static_cast<std::uint32_t>(row.text.empty() ? 0 : row.text.size() + 5);
    row.text += (row.text.empty() ? "" : " and ") + *value.text();
    row.claims.push_back({run.waits_name, "", value, begin, static_cast<std::uint32_t>(row.text.size())});
  }
  return row;
}

}  // namespace handrail
