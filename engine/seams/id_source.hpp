// New identifiers: unguessable outside of tests. Safe to call from any thread.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

class IdSource {
 public:
  virtual ~IdSource() = default;
  // "conv_0f3a…": the prefix, an underscore, at least 128 random bits in lower-case base 32; sorts roughly by time.
  [[nodiscard]] virtual std::string next(std::string_view prefix) = 0;
};

}  // namespace handrail
