// Content hashes: SHA-256 in lower-case hex. The implementation is OpenSSL's, seen by hash.cpp alone.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

[[nodiscard]] std::string sha256(std::string_view bytes);                                         // 64 hex digits
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);               // for secrets

}  // namespace handrail
