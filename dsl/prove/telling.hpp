// What the proof's findings have in common: warnings, worded where they are found.
#pragma once

#include <string>
#include <utility>

#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

[[nodiscard]] inline Diagnostic warning(std::string code, std::string message, Span span, std::string note, std::string help) {
  Diagnostic found;
  found.code = std::move(code);
  found.severity = Severity::warning;
  found.message = std::move(message);
  found.span = span;
  found.note = std::move(note);
  found.help = std::move(help);
  return found;
}

}  // namespace handrail::dsl
