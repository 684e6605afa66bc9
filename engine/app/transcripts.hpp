// The transcripts (*.turn) of a bundle's folder, played against the bundle: what `handrail test` makes of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/policy/bundle.hpp"
#include "engine/rehearsal/check.hpp"

namespace handrail {

struct PlayedTranscript {
  std::string file;            // relative to the bundle's folder
  TranscriptResult result;
};

struct Transcripts {
  std::vector<PlayedTranscript> played;
  std::vector<std::string> unreadable;   // files that could not be read or, with `update`, written; and why
  std::vector<std::string> updated;      // files that were written
  [[nodiscard]] std::size_t failed() const;           // were played, and came out otherwise
  [[nodiscard]] std::size_t not_understood() const;   // have a line that is none of a transcript
};

enum class Mend { no, yes };

// Every *.turn file below the folder, by path. `mend`: what came otherwise is written into the file. Fails with what keeps all of them from being played:
// settings, the classifier.
Result<Transcripts> play_transcripts(const std::string& folder, const Bundle& bundle, Mend mend);

}  // namespace handrail
