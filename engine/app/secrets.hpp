// Secrets that the settings name and do not hold: they are read from the environment or a file when the process is built, and stand in no setting, log or message.
#pragma once

#include <string>

#include "engine/base/result.hpp"

namespace handrail {

struct SecretPlace {
  std::string env, file;   // at most one of them; the file's path is complete
  [[nodiscard]] bool none() const { return env.empty() && file.empty(); }
};

// One line of printable characters, without its end. `whose`: for messages, "[tools.billing]". Fails with not_found or invalid, naming the variable or the file
// and never what is in it.
Result<std::string> read_secret(const SecretPlace& place, const std::string& whose);

}  // namespace handrail
