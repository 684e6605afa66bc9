#include "tests/bench/load.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "tests/bench/figures.hpp"

namespace handrail::bench {
namespace {

struct Connection {
  int descriptor = -1;
  const std::vector<std::string>* requests = nullptr;
  std::size_t next = 0;
  Stopwatch::time_point sent;
  std::string received;

  void send_next() {
    const std::string& bytes = (*requests)[next++];
    received.clear();
    sent = Stopwatch::now();
    // A request is far smaller than a socket's buffer, which is empty: it goes out whole.
    if (::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) give_up("a request was not taken by the socket");
  }

  // How long the whole answer is; 0 while that is not known.
  [[nodiscard]] std::size_t whole() const {
    const std::size_t head = received.find("\r\n\r\n");
    if (head == std::string::npos) return 0;
    const char* length = ::strcasestr(received.c_str(), "content-length:");
    if (length == nullptr || length > received.c_str() + head) give_up("an answer without a length");
    return head + 4 + std::strtoull(length + std::strlen("content-length:"), nullptr, 10);
  }
};

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (descriptor < 0 || ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) give_up("the server cannot be reached");
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

// Reads what is there; true when the answer is whole.
bool receive(Connection& connection) {
  std::array<char, 16384> piece;
  const ssize_t bytes = ::recv(connection.descriptor, piece.data(), piece.size(), MSG_DONTWAIT);
  if (bytes <= 0) {
    if (bytes < 0 && (errno == EAGAIN || errno == EINTR)) return false;
    give_up("the server broke a connection");
  }
  connection.received.append(piece.data(), static_cast<std::size_t>(bytes));
  const std::size_t whole = connection.whole();
  return whole != 0 && connection.received.size() >= whole;
}

}  // namespace

std::string post(std::string_view target, std::string_view key, std::string_view body, std::string_view more) {
  std::string request = "POST " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/json\r\n";
  request += std::string(more) + "Authorization: Bearer " + std::string(key) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return request += body;
}

std::string get(std::string_view target, std::string_view key) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAuthorization: Bearer " + std::string(key) + "\r\n\r\n";
}

std::string ask_once(std::uint16_t port, std::string_view request) {
  Connection connection{.descriptor = connect_to(port)};
  if (::send(connection.descriptor, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) give_up("a request was not taken by the socket");
  for (std::array<char, 16384> piece; connection.whole() == 0 || connection.received.size() < connection.whole();) {
    const ssize_t bytes = ::recv(connection.descriptor, piece.data(), piece.size(), 0);
    if (bytes <= 0) give_up("the server broke a connection");
    connection.received.append(piece.data(), static_cast<std::size_t>(bytes));
  }
  ::close(connection.descriptor);
  return connection.received;
}

LoadResult run_load(std::uint16_t port, const std::vector<std::vector<std::string>>& requests, int wanted_status, std::string_view wanted_text) {
  LoadResult result;
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<Connection> connections(requests.size());
  for (std::size_t i = 0; i < connections.size(); ++i) {
    connections[i].descriptor = connect_to(port);
    connections[i].requests = &requests[i];
    epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, connections[i].descriptor, &event);
  }
  const std::string status = "HTTP/1.1 " + std::to_string(wanted_status);
  const auto start = Stopwatch::now();
  std::size_t open = 0;
  for (auto& connection : connections)
    if (!connection.requests->empty()) {
      connection.send_next();
      ++open;
    }
  std::array<epoll_event, 256> events;
  while (open > 0) {
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 60'000);
    if (ready == 0) give_up("no answer in a minute");
    for (int i = 0; i < ready; ++i) {
      Connection& connection = connections[events[static_cast<std::size_t>(i)].data.u64];
      if (!receive(connection)) continue;
      result.milliseconds.push_back(seconds_since(connection.sent) * 1e3);
      const bool wrong = connection.received.rfind(status, 0) != 0 || connection.received.find(wanted_text) == std::string::npos;
      if (wrong && result.wrong++ == 0) result.first_wrong = connection.received;
      if (connection.next < connection.requests->size()) connection.send_next();
      else --open;
    }
  }
  result.seconds = seconds_since(start);
  for (const auto& connection : connections) ::close(connection.descriptor);
  ::close(poll);
  return result;
}

}  // namespace handrail::bench
