#include "adapters/server/listen.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace handrail::server {

namespace {

struct OpenSockets : ListeningSockets {
  ~OpenSockets() {
    for (const int descriptor : descriptors) ::close(descriptor);
  }
};

tl::unexpected<Error> failed(const std::string& host, std::uint16_t port) {
  const int error = errno;
  const std::string place = host + ":" + std::to_string(port);
  if (error == EADDRINUSE) return fail(ErrorCode::conflict, "port " + std::to_string(port) + " is taken: something listens on " + place + " already; choose another port");
  if (error == EACCES) return fail(ErrorCode::forbidden, "listening on " + place + " needs a privilege; choose a port from 1024 up");
  if (error == EADDRNOTAVAIL) return fail(ErrorCode::invalid, "`" + host + "` is no address of this machine");
  return fail(ErrorCode::unavailable, "cannot listen on " + place + ": " + std::strerror(error));
}

bool set_on(int descriptor, int option) {
  const int on = 1;
  return ::setsockopt(descriptor, SOL_SOCKET, option, &on, sizeof on) == 0;
}

// The first socket is bound without SO_REUSEPORT, so that the kernel refuses a port that another process of ours shares; then it opens up to its siblings.
bool listen_with(int descriptor, const sockaddr* address, socklen_t length, bool first) {
  if (!set_on(descriptor, SO_REUSEADDR)) return false;
  if (!first && !set_on(descriptor, SO_REUSEPORT)) return false;
  if (::bind(descriptor, address, length) != 0) return false;
  if (first && !set_on(descriptor, SO_REUSEPORT)) return false;
  return ::listen(descriptor, SOMAXCONN) == 0;
}

void set_port(sockaddr_storage& address, std::uint16_t port) {
  if (address.ss_family == AF_INET6) reinterpret_cast<sockaddr_in6&>(address).sin6_port = htons(port);
  else reinterpret_cast<sockaddr_in&>(address).sin_port = htons(port);
}

std::uint16_t port_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port : reinterpret_cast<sockaddr_in&>(address).sin_port);
}

}  // namespace

Result<ListeningSockets> listen_on(const std::string& host, std::uint16_t port, std::size_t count) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0 || !found) return fail(ErrorCode::invalid, "`" + host + "` is no address to listen on");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  sockaddr_storage address{};
  std::memcpy(&address, found->ai_addr, found->ai_addrlen);

  OpenSockets sockets;
  sockets.family = found->ai_family;
  sockets.port = port;
  for (std::size_t i = 0; i < count; ++i) {
    const int descriptor = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return failed(host, sockets.port);
    sockets.descriptors.push_back(descriptor);
    set_port(address, sockets.port);
    if (!listen_with(descriptor, reinterpret_cast<const sockaddr*>(&address), found->ai_addrlen, i == 0)) return failed(host, sockets.port);
    if (sockets.port == 0) sockets.port = port_of(descriptor);
  }
  ListeningSockets result = sockets;
  sockets.descriptors.clear();
  return result;
}

}  // namespace handrail::server
