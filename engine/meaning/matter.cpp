#include "engine/meaning/matter.hpp"

#include <algorithm>
#include <array>

#include "dsl/program/carried_by.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/numbered_things.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

// Of a question: say nothing about what it asks.
constexpr std::array asking_words{"yes", "shall", "go", "ahead", "which", "what", "where", "few", "words", "fine", "answer", "help", "customer", "wants"};

void add(std::vector<std::string>& to, std::vector<std::string> more) {
  for (std::string& word : more) to.push_back(std::move(word));
}

void add_values(const Json& value, std::vector<std::string>& values) {
  if (const std::string* text = value.text()) values.push_back(lower_ascii(*text));
  if (value.number()) values.push_back(value.number()->literal);
  if (const Json::Object* members = value.members())
    for (const auto& [name, member] : *members) add_values(member, values);
  if (const Json::Array* items = value.items())
    for (const Json& item : *items) add_values(item, values);
}

void add_words(const dsl::Template& words, std::vector<std::string>& to) {
  for (const dsl::TemplatePiece& piece : words.pieces)
    if (piece.path.empty()) add(to, content_words(piece.text));
}

void add_tool(const dsl::Tool& tool, Matter& matter) {
  add(matter.deeds, content_words(in_words(tool.name)));
  for (const dsl::Template* words : {&tool.say_to_confirm, &tool.say_when_waiting, &tool.say_when_done}) add_words(*words, matter.words);
  if (tool.effect == dsl::Effect::moves_money) add(matter.words, {"pay", "paid", "money", "payment", "payout"});
  matter.takes_away = matter.takes_away || takes_away(tool.name);
}

// What anything may be done to: what has a number.
std::vector<std::string> things_of(const dsl::Program& program) {
  std::vector<std::string> things{"parcel", "package", "item", "product"};
  for (const dsl::Entity& entity : program.entities)
    if (const std::string thing = numbered_thing(entity.name); !thing.empty()) add(things, content_words(thing));
  return things;
}

void without_things(Matter& matter) {
  const auto says_nothing = [&](const std::string& word) {
    const auto is_thing = [&](const std::string& thing) { return same_stem(thing, word); };
    return std::find(asking_words.begin(), asking_words.end(), word) != asking_words.end() || std::any_of(matter.things.begin(), matter.things.end(), is_thing);
  };
  std::erase_if(matter.deeds, says_nothing);
  std::erase_if(matter.words, says_nothing);
}

bool is_call(const Run& run) { return run.waits_for == "confirmation" || run.waits_for == "approval"; }

}  // namespace

bool carries(const LiveBundle& live, const std::string& workflow, const dsl::Intent& intent) {
  const dsl::Workflow* its = dsl::carried_by(live.program(), intent);
  return its != nullptr && its->name == workflow;
}

std::vector<std::string> own_matter(const LiveBundle& live, const Run& run) {
  std::vector<std::string> matter = telling_words(in_words(run.workflow + " " + run.waits_name));
  for (const dsl::Intent& intent : live.program().intents)
    if (carries(live, run.workflow, intent)) add(matter, telling_words(in_words(intent.name)));
  if (const Json::Object* inputs = run.inputs.members())
    for (const auto& [name, value] : *inputs)
      if (value.text()) matter.push_back(lower_ascii(*value.text()));
  return matter;
}

std::vector<std::string> matter_of_intent(const LiveBundle& live, const std::string& intent) {
  std::vector<std::string> matter = telling_words(in_words(intent));
  const auto found = live.program().find_intent(intent);
  if (found && live.program().intents[*found].workflow)
    add(matter, telling_words(in_words(live.program().workflows[*live.program().intents[*found].workflow].name)));
  return matter;
}

// "refund" and "refunds"; "id" is no word to know a matter by.
bool speaks_of(const std::vector<std::string>& words, const std::vector<std::string>& matter, const std::vector<std::string>& but_not) {
  const auto same_word = [](const std::string& a, const std::string& b) {
    const std::size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
    return a == b || (shorter >= 4 && longer - shorter <= 2 && a.compare(0, shorter, b, 0, shorter) == 0);
  };
  const auto among = [&](const std::vector<std::string>& list, const std::string& word) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& one) { return same_word(one, word); });
  };
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return among(matter, word) && !among(but_not, word); });
}

Matter matter_of_call(const LiveBundle& live, const std::string& tool) {
  Matter matter;
  matter.things = things_of(live.program());
  if (const auto found = live.program().find_tool(tool)) add_tool(live.program().tools[*found], matter);
  without_things(matter);
  return matter;
}

Matter matter_of_wish(const LiveBundle& live, const dsl::Intent& intent) {
  const dsl::Program& program = live.program();
  Matter matter;
  matter.things = things_of(program);
  add(matter.deeds, content_words(in_words(intent.name)));
  add(matter.words, content_words(intent.means));
  if (intent.workflow)
    for (const std::uint32_t tool : program.workflows[*intent.workflow].tools)
      if (program.tools[tool].effect != dsl::Effect::reads) add_tool(program.tools[tool], matter);
  without_things(matter);
  return matter;
}

Matter matter_of_run(const LiveBundle& live, const ConversationState& state) {
  const Run& run = *state.run;
  const dsl::Program& program = live.program();
  Matter matter;
  matter.things = things_of(program);
  add(matter.words, content_words(run.waits_question));
  for (const dsl::Intent& intent : program.intents)
    if (carries(live, run.workflow, intent)) add(matter.deeds, content_words(in_words(intent.name))), add(matter.words, content_words(intent.means));
  if (is_call(run)) {
    if (const auto tool = program.find_tool(run.waits_name)) add_tool(program.tools[*tool], matter);
  } else if (const auto workflow = program.find_workflow(run.workflow)) {
    add(matter.deeds, content_words(in_words(run.workflow)));
    for (const std::uint32_t tool : program.workflows[*workflow].tools)
      if (program.tools[tool].effect != dsl::Effect::reads) add_tool(program.tools[tool], matter);
  }
  add_values(run.inputs, matter.values);
  if (is_call(run)) add_values(run.waits_arguments, matter.values);
  without_things(matter);
  return matter;
}

bool only_looks_up(const dsl::Program& program, const std::string& workflow) {
  const auto index = program.find_workflow(workflow);
  return index && std::ranges::all_of(program.workflows[*index].tools, [&](std::uint32_t tool) { return program.tools[tool].effect == dsl::Effect::reads; });
}

}  // namespace handrail
