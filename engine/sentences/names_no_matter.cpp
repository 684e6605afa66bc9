#include "engine/sentences/names_no_matter.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {

bool names_no_matter(std::string_view text) {
  static constexpr std::array of_no_matter{"all", "everything", "whole", "entire", "full", "wanted", "needed", "wish", "think", "guess", "suppose", "believe", "hope"};
  static constexpr std::array wishing{"want", "need", "like"};
  const auto among = [](const auto& list) { return [&list](const std::string& word) { return std::ranges::find(list, word) != list.end(); }; };
  if (const std::vector<std::string> said = content_words(text); !said.empty()) return std::ranges::all_of(said, among(of_no_matter));
  return std::ranges::any_of(spelled_out(text), among(wishing)) && text.find('?') == std::string_view::npos;
}

}  // namespace handrail
