// Counts operator new in the programs that link it.
#pragma once

#include <cstdint>

namespace handrail::bench {

[[nodiscard]] std::uint64_t allocations_so_far();

}  // namespace handrail::bench
