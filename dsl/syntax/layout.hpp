// The layout pass: columns to blocks and clauses. A block starts at the margin, its clauses are indented alike, a deeper line continues its clause.
// A statement is one text with comments gone, lines joined and blanks collapsed, and still knows where each of its bytes stood.
#pragma once

#include <string>
#include <vector>

#include "dsl/source/source.hpp"
#include "dsl/syntax/findings.hpp"

namespace handrail::dsl {

struct Statement {
  // Blanks outside of quotes are single spaces, none at either end; every quoted text is closed; well-formed UTF-8 without control characters.
  std::string text;
  std::uint32_t file = 0;
  bool broken = false;  // a finding of the layout is about it: its words are not worth reading

  struct Run {                    // from here on, byte i of the text stood at original + (i - joined)
    std::uint32_t joined = 0;
    std::uint32_t original = 0;
  };
  std::vector<Run> runs;

  [[nodiscard]] std::uint32_t original(std::uint32_t at) const;                     // where byte `at` stood
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const;            // of a part of the text; empty at its end
  [[nodiscard]] Span whole() const { return span(0, static_cast<std::uint32_t>(text.size())); }
};

struct LaidOutBlock {
  Statement head;
  std::vector<Statement> clauses;
  [[nodiscard]] Span span() const;  // from the head to the last clause
};

[[nodiscard]] std::vector<LaidOutBlock> lay_out(const Sources& sources, std::uint32_t file, Findings& findings);

}  // namespace handrail::dsl
