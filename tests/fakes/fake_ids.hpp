// The fake of engine/rehearsal, where `handrail test` plays on it too.
#pragma once

#include "engine/rehearsal/fake_ids.hpp"  // IWYU pragma: export
