#include "engine/meaning/numbered_things.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"

namespace handrail {

std::string numbered_thing(const std::string& entity) {
  constexpr std::string_view of_a_thing = "_id";
  if (!entity.ends_with(of_a_thing)) return "";
  return in_words(entity.substr(0, entity.size() - of_a_thing.size()));
}

std::string with_numbers(const dsl::Program& program) {
  std::vector<std::string> numbers;
  for (const dsl::Entity& entity : program.entities) {
    const std::string thing = numbered_thing(entity.name);
    if (thing.empty()) continue;
    const bool vowel = std::string_view("aeiou").find(thing.front()) != std::string_view::npos;
    numbers.push_back((vowel ? "an " : "a ") + thing + " number");
  }
  return numbers.empty() ? "" : ", with " + english_list(numbers, "or") + " if there is one";
}

}  // namespace handrail
