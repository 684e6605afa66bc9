// What the compiler tells an author, as data: code, what was seen, where, and one edit that would mend it. Worded in one place (render), listed in one place (codes).
#pragma once

#include <string>
#include <vector>

#include "dsl/source/source.hpp"

namespace handrail::dsl {

enum class Severity { error, warning };

struct Label {
  Span span;
  std::string text;  // "declared as money in `EUR`"
};

struct Diagnostic {
  std::string code;      // "P0312": from codes.hpp
  Severity severity = Severity::error;
  std::string message;   // one lower-case line; user text in backticks
  Span span;             // the narrowest place
  std::string note;      // what stands under the caret; may be empty
  std::vector<Label> labels;  // the other party
  std::string help;      // an edit that the author can make; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);
// Errors before warnings; among them layout and syntax, names, types, clauses, examples, proof; within a kind by file and place. Each once.
[[nodiscard]] Diagnostics most_important_first(Diagnostics findings);
// "3 errors, 2 warnings in examples/shop"
[[nodiscard]] std::string summary_line(const Diagnostics& diagnostics, std::string_view folder);
// For a person: file:line:column, the line, carets, labels, help. `colour` uses ANSI escapes.
[[nodiscard]] std::string render_pretty(const Sources& sources, const Diagnostics& diagnostics, bool colour);
// One JSON array: [{"code","severity","message","file","line","column","end_line","end_column","note","labels":[…],"help"}]
[[nodiscard]] std::string render_json(const Sources& sources, const Diagnostics& diagnostics);

}  // namespace handrail::dsl
