// A message as what was learnt looks at it: the whole, and each of its sentences, which the others would hide. Read once for everything that is learnt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/features.hpp"

namespace handrail::reading {

struct Part {
  std::string_view text;
  std::size_t words = 0;
  std::vector<std::string> stems;   // of its content, sorted
  Features features;
};

// The first limits::classified_bytes of it: the whole, then its sentences where there are several. Views into `text`.
[[nodiscard]] std::vector<Part> parts_of(std::string_view text);

// The stems that `texts` have more often than `others`: "I will" of a threat is said in any matter. Sorted.
[[nodiscard]] std::vector<std::string> telling_stems(const std::vector<std::string_view>& texts, const std::vector<std::string_view>& others);

// Whether a part says one of the stems `telling`, and more than a word by itself: "my husband" is no matter, "my husband beats me" is one.
[[nodiscard]] bool tells(const Part& part, const std::vector<std::string>& telling);

}  // namespace handrail::reading
