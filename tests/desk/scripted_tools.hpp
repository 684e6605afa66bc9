// That of engine/rehearsal.
#pragma once

#include "engine/rehearsal/scripted_tools.hpp"  // IWYU pragma: export
