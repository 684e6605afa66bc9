#include "engine/base/hash.hpp"

#include <array>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "engine/base/assert.hpp"

namespace handrail {

namespace {

// Looking the algorithm up by its name, and making a context for it, takes longer than hashing an event: each thread does so once.
class Sha256 {
 public:
  Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {}
  ~Sha256() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(algorithm_);
  }
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  std::array<unsigned char, 32> of(std::string_view bytes) {
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    const bool done = algorithm_ && context_ && EVP_DigestInit_ex2(context_, algorithm_, nullptr) == 1 &&
                      EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1 && EVP_DigestFinal_ex(context_, digest.data(), &size) == 1;
    HANDRAIL_ASSERT(done && size == digest.size(), "OpenSSL cannot compute SHA-256");
    return digest;
  }

 private:
  EVP_MD* algorithm_;
  EVP_MD_CTX* context_;
};

}  // namespace

std::string sha256(std::string_view bytes) {
  thread_local Sha256 hasher;
  const auto digest = hasher.of(bytes);
  static constexpr std::string_view hex = "0123456789abcdef";
  std::string text(2 * digest.size(), '0');
  for (std::size_t i = 0; i < digest.size(); ++i) {
    text[2 * i] = hex[digest[i] >> 4];
    text[2 * i + 1] = hex[digest[i] & 0xf];
  }
  return text;
}

// The length is no secret: keys of one kind have one length.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace handrail
