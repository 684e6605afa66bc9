// The fake of engine/rehearsal, where `handrail test` plays on it too.
#pragma once

#include "engine/rehearsal/fake_clock.hpp"  // IWYU pragma: export
