// That of engine/rehearsal.
#pragma once

#include "engine/rehearsal/scripted_reading.hpp"  // IWYU pragma: export
