#include "engine/turn/choices.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/turn/clauses.hpp"
#include "engine/turn/speech.hpp"

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
  return nullptr;
}

std::string in_words(std::string word) {
  std::ranges::replace(word, '_', ' ');
  return word;
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

}  // namespace handrail
