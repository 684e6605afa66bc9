// Whose key is this. Keys are kept as hashes; the key itself is seen once, when it is made.
#pragma once

#include <optional>
#include <string_view>

#include "engine/domain/principal.hpp"

namespace handrail {

class KeyRing {
 public:
  virtual ~KeyRing() = default;
  // The principal of a bearer key, none for a key that nobody has. Takes the same time for a near miss as for a far one. Safe from many threads.
  [[nodiscard]] virtual std::optional<Principal> principal_of(std::string_view key) const = 0;
};

}  // namespace handrail
