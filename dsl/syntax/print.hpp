// The formatter: one file's text to its canonical text. It works on the statements that the layout finds, so that every comment and every quoted
// text stays as its author wrote it; whether the result means the same is asked of the parser, not believed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

enum class FormatOutcome {
  formatted,
  has_errors,   // the text does not read well: `diagnostics` say why
  would_change, // our bug: the canonical text does not read back as the same tree, or is not its own canonical text
};
struct Formatted {
  FormatOutcome outcome = FormatOutcome::formatted;
  std::string text;  // the canonical text, ending in a line break; where it is not `formatted`, the text as it was
};

// Formats one `.policy` text. `path` stands in the diagnostics. The result is only `formatted` after it was read back and compared.
[[nodiscard]] Formatted format(std::string_view text, const std::string& path, Diagnostics& diagnostics);

}  // namespace handrail::dsl
