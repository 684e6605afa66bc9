// The fake of engine/rehearsal, where `handrail test` plays on it too.
#pragma once

#include "engine/rehearsal/fake_waiting.hpp"  // IWYU pragma: export
