// Assertions that stay on in release. A failed one is our bug: it throws Bug, which is caught in two places only, the turn
// (which hands the customer to a person) and the HTTP session (which answers 500).
#pragma once

#include <stdexcept>
#include <string>

namespace handrail {

class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void report_bug(const char* expression, const char* file, int line, const std::string& what);

}  // namespace handrail

#define HANDRAIL_ASSERT(condition, what) \
  do {                                   \
    if (!(condition)) ::handrail::report_bug(#condition, __FILE__, __LINE__, (what)); \
  } while (false)
