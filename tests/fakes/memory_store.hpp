// The fake of engine/rehearsal, where `handrail test` plays on it too.
#pragma once

#include "engine/rehearsal/memory_store.hpp"  // IWYU pragma: export
