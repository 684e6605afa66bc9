// The versions of the bundle that the world may be given while it runs.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/source/source.hpp"

namespace handrail {

constexpr std::uint32_t bundle_versions = 6;

// 0: the bundle as it is; 1: with a lower bound for refunds; 2: with a script that notes it first and says more; 3: broken; 4: with a script that does its call
// twice; 5: with one that waits.
[[nodiscard]] std::vector<dsl::SourceFile> edited(std::uint32_t version);

}  // namespace handrail
