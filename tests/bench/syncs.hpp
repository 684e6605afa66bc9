// Counts what the disk is asked for: this program's own fdatasync and fsync stand in front of the C library's, so that SQLite's calls come by here.
#pragma once

#include <cstdint>

namespace handrail::bench {

struct Syncs {
  std::uint64_t count = 0;
  std::uint64_t nanoseconds = 0;   // spent inside, over all threads
  Syncs operator-(const Syncs& before) const { return {count - before.count, nanoseconds - before.nanoseconds}; }
};
[[nodiscard]] Syncs syncs_so_far();

}  // namespace handrail::bench
