#include "engine/meaning/kept_by_wish.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/wishes.hpp"

namespace handrail {
namespace {

struct Verb { std::string_view base, going_on, past; };
constexpr std::array verbs{Verb{"keep", "keeping", "kept"}, Verb{"hold", "holding", "held"}, Verb{"leave", "leaving", "left"}, Verb{"skip", "skipping", "skipped"}};
constexpr std::array negators{"not", "don't", "dont", "never", "no", "won't", "can't", "cannot", "without", "didn't"};

bool is_form_of(const Verb& verb, std::string_view word) { return word == verb.base || word == verb.going_on || word == verb.past; }

// Said of what is wished: "I do not want to keep it" is about giving it back.
bool wishes_for(const Verb& verb, std::string_view text) {
  const std::string low = lower_ascii(text);
  const std::vector<std::string_view> all = words(low);
  const auto denied = [&](std::string_view word) { return std::ranges::find(negators, word) != negators.end(); };
  const auto said = std::ranges::find_if(all, [&](std::string_view word) { return is_form_of(verb, word); });
  return said != all.end() && std::none_of(all.begin(), said, denied);
}

bool is_about(const Verb& verb, const dsl::Program& program, const dsl::Intent& intent) {
  std::vector<std::string> names = deeds_done_for(program, intent);
  for (const std::string_view word : split(intent.name, '_')) names.emplace_back(word);
  if (intent.workflow)
    for (const std::string_view word : split(program.workflows[*intent.workflow].name, '_')) names.emplace_back(word);
  return std::ranges::any_of(names, [&](const std::string& word) { return is_form_of(verb, word); }) ||
         std::ranges::any_of(intent.examples, [&](const std::string& example) { return wishes_for(verb, example); });
}

}  // namespace

bool keeping_is_the_wish(const dsl::Program& program, const dsl::Intent& intent, std::string_view text) {
  return std::ranges::any_of(verbs, [&](const Verb& verb) { return wishes_for(verb, text) && is_about(verb, program, intent); });
}

}  // namespace handrail
