#include "engine/app/system.hpp"

#include <sys/random.h>

#include <chrono>
#include <vector>

#include "engine/base/assert.hpp"

namespace handrail {
namespace {

constexpr std::string_view base32 = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t id_random_bytes = 16;

std::string in_base32(const std::vector<unsigned char>& bytes) {
  std::string text;
  text.reserve(bytes.size() * 8 / 5 + 1);
  unsigned buffer = 0;
  int bits = 0;
  for (const unsigned char byte : bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += base32[(buffer >> (bits - 5)) & 31u];
  }
  if (bits > 0) text += base32[(buffer << (5 - bits)) & 31u];
  return text;
}

}  // namespace

Instant SystemClock::now() const {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

std::string random_text(std::size_t bytes) {
  std::vector<unsigned char> random(bytes);
  for (std::size_t have = 0; have < bytes;) {
    const ssize_t got = getrandom(random.data() + have, bytes - have, 0);
    HANDRAIL_ASSERT(got > 0, "the kernel gives randomness");
    have += static_cast<std::size_t>(got);
  }
  return in_base32(random);
}

std::string RandomIds::next(std::string_view prefix) {
  std::uint64_t seconds = static_cast<std::uint64_t>(clock_.now().ms) / 1000;
  std::string when(7, '0');
  for (auto digit = when.rbegin(); digit != when.rend(); ++digit, seconds >>= 5) *digit = base32[seconds & 31u];
  std::string id;
  id.reserve(64);
  return id.append(prefix).append("_").append(when).append(random_text(id_random_bytes));
}

}  // namespace handrail
