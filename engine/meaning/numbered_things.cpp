#include "engine/meaning/numbered_things.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"

namespace handrail {

std::string numbered_thing(const std::string& entity) {
  constexpr std::array<std::string_view, 4> of_a_thing{"_id", "_no", "_nr", "_number"};
  const auto ends = std::ranges::find_if(of_a_thing, [&](std::string_view ending) { return entity.ends_with(ending); });
  return ends == of_a_thing.end() ? "" : in_words(entity.substr(0, entity.size() - ends->size()));
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
