// The list of codes: every diagnostic that an author may see, with one line about it. A code is never used for two things.
// P00xx layout, P01xx syntax, P02xx names, P03xx types, P04xx missing or contradictory clauses, P05xx examples.
#pragma once

#include <string_view>
#include <vector>

namespace handrail::dsl {

struct CodeLine {
  std::string_view code;     // "P0001"
  std::string_view summary;  // one lower-case line
};

[[nodiscard]] const std::vector<CodeLine>& codes();                  // in order of code
[[nodiscard]] std::string_view summary_of(std::string_view code);    // empty for a code that is not in the list

}  // namespace handrail::dsl
