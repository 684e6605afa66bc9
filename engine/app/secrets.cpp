#include "engine/app/secrets.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "engine/base/limits.hpp"

namespace handrail {

Result<std::string> read_secret(const SecretPlace& place, const std::string& whose) {
  std::string secret;
  const std::string where = place.env.empty() ? "the file `" + place.file + "`" : "the environment variable `" + place.env + "`";
  if (!place.env.empty()) {
    const char* value = std::getenv(place.env.c_str());
    if (!value) return fail(ErrorCode::not_found, where + ", which " + whose + " reads its secret from, is not set");
    secret = value;
  } else {
    std::ifstream in(place.file, std::ios::binary);
    if (!in) return fail(ErrorCode::not_found, where + ", which " + whose + " reads its secret from, cannot be read");
    secret.resize(limits::secret_bytes + 2);   // a line's end more than it may have
    in.read(secret.data(), static_cast<std::streamsize>(secret.size()));
    secret.resize(static_cast<std::size_t>(in.gcount()));
  }
  while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  const bool one_line = std::all_of(secret.begin(), secret.end(), [](unsigned char c) { return c >= ' ' && c < 127; });
  if (secret.empty() || secret.size() > limits::secret_bytes || !one_line)
    return fail(ErrorCode::invalid, "the secret of " + whose + " in " + where + " is not one line of at most " + std::to_string(limits::secret_bytes) + " printable characters");
  return secret;
}

}  // namespace handrail
