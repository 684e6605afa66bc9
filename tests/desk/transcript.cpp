#include "tests/desk/transcript.hpp"

#include "engine/base/assert.hpp"

namespace handrail {

Play::Play(Desk& desk) : player_(desk, {.bundle_named = [](const std::string& name) -> Result<std::vector<dsl::SourceFile>> { return bundle_named(name); },
                                        .files = {}, .readings = Readings::scripted, .tell = nullptr, .tell_journal = true, .tools_must_answer = false, .sandbox = {}}) {}

std::vector<std::string> Play::perform(const Part& part) {
  auto lines = player_.perform(part);
  HANDRAIL_ASSERT(lines, "line " + std::to_string(part.line) + " of a transcript: " + (lines ? "" : lines.error().message));
  return std::move(*lines);
}

}  // namespace handrail
