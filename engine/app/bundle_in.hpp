// The bundle of a folder, for a command that judges by two of them.
#pragma once

#include <memory>
#include <string>

#include "engine/policy/bundle.hpp"

namespace handrail {

// None where the folder holds no bundle that could run; why is on stderr.
std::shared_ptr<const Bundle> bundle_in(const std::string& folder);

}  // namespace handrail
