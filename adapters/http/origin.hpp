// Where an HTTP service is: scheme, host, port and the path that its targets begin with, out of a URL that a person wrote.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace handrail::http {

struct Origin {
  bool tls = true;          // https
  std::string host;         // a name or an address; an IPv6 address without its brackets
  std::uint16_t port = 443;
  std::string path;         // "" or "/a/b", without a slash at its end

  [[nodiscard]] std::string authority() const;   // as the Host header says it: "host", "host:8443", "[::1]:8080"
  [[nodiscard]] bool loopback() const;           // of this machine, by name or address
};

// "https://billing.example/handrail", "http://127.0.0.1:9000". Fails with invalid, saying what is wrong, for another scheme, a user or password, a query,
// a fragment, a port out of range or characters that no URL has.
Result<Origin> parse_origin(std::string_view url);

}  // namespace handrail::http
