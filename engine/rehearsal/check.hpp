// A user's transcript against a bundle: played from its first line, and what is written below each line is compared with what came of it. What is not
// written is not checked.
#pragma once

#include <string>
#include <vector>

#include "engine/rehearsal/expectation.hpp"
#include "engine/rehearsal/player.hpp"

namespace handrail {

struct TranscriptFailure {
  int line = 0;                          // of the file
  std::string part;                      // the line at the margin
  std::string problem;                   // it could not be played; empty: it came out otherwise
  std::vector<Comparison::Line> lines;
  bool understood = true;                // no: the line is none of a transcript
};

struct TranscriptResult {
  std::size_t expectations = 0;
  std::vector<TranscriptFailure> failures;
  std::string mended;                    // the file with what happened in the place of what did not
  [[nodiscard]] bool holds() const { return failures.empty(); }
  [[nodiscard]] bool understood() const;
};

// `settings` without its words: those of spoken(). A transcript that cannot be played further ends there. One that expects nothing is a failure, and is
// mended by all that is worth writing.
[[nodiscard]] TranscriptResult check_transcript(const BundleMaker& maker, PlayerSettings settings, const std::string& text);

// {"line", "part", "problem" or "lines": [{"kind": "met" | "missing" | "unwanted" | "instead", "text"}]}
[[nodiscard]] Json to_json(const TranscriptFailure& failure);
// "  12  customer: yes", "   -  bot: …", "   +  bot: …"; colour: in red and green.
[[nodiscard]] std::string told(const TranscriptFailure& failure, const std::string& file, bool colour);

}  // namespace handrail
