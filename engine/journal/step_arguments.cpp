#include "engine/journal/step_arguments.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"

namespace handrail {

namespace {

bool none(const Json& arguments) { return arguments.is_null() || (arguments.members() && arguments.members()->empty()); }

}  // namespace

std::string step_hash(const Json& arguments) { return sha256(canonical(arguments)); }

std::string step_arguments(const Json& arguments) { return none(arguments) ? "" : printable(canonical(arguments), step_arguments_bytes); }

StepText step_text(const Json& arguments) {
  const std::string text = canonical(arguments);
  return {sha256(text), none(arguments) ? "" : printable(text, step_arguments_bytes)};
}

}  // namespace handrail
