#include "adapters/reading/lexicon.hpp"

#include <algorithm>

namespace handrail::reading::lexicon {

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0 && text[0] != '#') all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

}  // namespace handrail::reading::lexicon
