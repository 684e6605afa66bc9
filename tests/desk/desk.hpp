// A rehearsal over the bundles of tests/golden/bundles, each compiled once in the life of the program.
#pragma once

#include <string>
#include <vector>

#include "engine/rehearsal/rehearsal.hpp"

namespace handrail {

class Desk : public Rehearsal {
 public:
  explicit Desk(Instant start = FakeClock::beginning);
};

// A BundleMaker that keeps what it made.
[[nodiscard]] Result<LiveBundle> ready_to_serve(std::vector<dsl::SourceFile> files, Readings readings);

// The files of a folder under tests/golden/bundles, by path.
[[nodiscard]] std::vector<dsl::SourceFile> bundle_named(const std::string& name);

}  // namespace handrail
