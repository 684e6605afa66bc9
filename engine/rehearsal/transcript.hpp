// A transcript (*.turn) as text: lines at the margin are what is set up and what people do, the indented lines below each are what comes of it.
// dsl/REFERENCE.md ("Transcripts") says how one is written.
#pragma once

#include <string>
#include <vector>

namespace handrail {

// A line at the margin with the `| …` lines that belong to it, and what is written below it.
struct Part {
  std::string text;                    // a comment and an empty line are parts too: nothing comes of them
  std::vector<std::string> block;      // the `| …` lines, without their mark
  std::vector<std::string> expected;   // without the indentation
  int line = 0;                        // of the text, from 1
  int expected_line = 0;               // of the first expected line; 0: there is none
};

// The line at the margin with those that go on with it: "customer: one", "| two" -> "customer: one\ntwo"
[[nodiscard]] std::string whole_text(const Part& part);
// The same as lines of a file.
[[nodiscard]] std::string written_over_lines(const std::string& text);

// A byte order mark at the beginning belongs to no line.
[[nodiscard]] std::vector<Part> parts_of(const std::string& text);
// The same file again: text_of(parts_of(x)) is x, but for such a mark and empty lines at its end.
[[nodiscard]] std::string text_of(const std::vector<Part>& parts);

}  // namespace handrail
