// One expected line of a transcript against what happened. A reply is compared as a whole, and `…` in it stands for any words; any other line is compared as
// far as it is written, and of arguments in braces the members that are written.
#pragma once

#include <string>
#include <vector>

namespace handrail {

// `written`: as a lead wrote it, with line feeds for the lines below it; `happened`: one of spoken().
[[nodiscard]] bool meets(const std::string& written, const std::string& happened);

// Expected lines in their order against what happened in its order; what happened and is not expected is passed over.
struct Comparison {
  struct Line {
    enum class Kind { met, missing, unwanted, instead } kind = Kind::met;   // unwanted: expected not to happen; instead: happened near a missing one
    std::string text;
  };
  std::vector<Line> lines;                  // told in order; `instead` follows what is missing
  std::vector<std::string> as_it_happened;  // the expected lines, mended
  std::size_t failures = 0;
};
[[nodiscard]] Comparison compare(const std::vector<std::string>& expected, const std::vector<std::string>& happened);

// Lines as they stand in a file, with `| …` going on below, to whole texts and back.
[[nodiscard]] std::vector<std::string> whole_lines(const std::vector<std::string>& lines);
[[nodiscard]] std::vector<std::string> file_lines(const std::vector<std::string>& texts);

}  // namespace handrail
