// That of engine/rehearsal.
#pragma once

#include "engine/rehearsal/life.hpp"  // IWYU pragma: export
