// A schema that was read once: its patterns compiled, its references found.
#pragma once

#include <re2/re2.h>

#include <map>
#include <memory>
#include <string>

#include "engine/schema/json_schema.hpp"

namespace handrail {

struct CompiledSchema {
  Json root;
  std::map<std::string, std::unique_ptr<re2::RE2>, std::less<>> patterns;
  std::map<std::string, const Json*, std::less<>> references;   // into root, by the text of the $ref
};

}  // namespace handrail
