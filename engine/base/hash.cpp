#include "engine/base/hash.hpp"

#include <array>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "engine/base/assert.hpp"

namespace handrail {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  HANDRAIL_ASSERT(done == 1 && size == 32, "OpenSSL cannot compute SHA-256");
  static constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  text.reserve(64);
  for (unsigned int i = 0; i < size; ++i) {
    text.push_back(hex[digest[i] >> 4]);
    text.push_back(hex[digest[i] & 0xf]);
  }
  return text;
}

// The length is no secret: keys of one kind have one length.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace handrail
