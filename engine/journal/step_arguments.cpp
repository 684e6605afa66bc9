#include "engine/journal/step_arguments.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"

namespace handrail {

std::string step_hash(const Json& arguments) { return sha256(canonical(arguments)); }

std::string step_arguments(const Json& arguments) {
  const bool none = arguments.is_null() || (arguments.members() && arguments.members()->empty());
  return none ? "" : printable(canonical(arguments), step_arguments_bytes);
}

}  // namespace handrail
