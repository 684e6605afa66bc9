// The page of each code: what to avoid, what to write instead, and why. Kept as dsl/pages/CODE.md and embedded in the program.
#pragma once

#include <string_view>
#include <vector>

namespace handrail::dsl {

struct Page {
  std::string_view code;   // "P0312"
  std::string_view text;   // Markdown; opens with `# P0312 amounts in two currencies are compared`
};

[[nodiscard]] const std::vector<Page>& pages();                     // in order of code
[[nodiscard]] std::string_view page_of(std::string_view code);      // empty where there is none

}  // namespace handrail::dsl
