// How the columns of an export are to be read: a TOML file that somebody at the desk writes once (dsl/REFERENCE.md, "A desk's past").
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/past/past.hpp"

namespace handrail {

// Fails with not_found, and with invalid for a table, key or value that is not known, naming the line.
Result<PastMapping> read_import_mapping(const std::string& path);

}  // namespace handrail
