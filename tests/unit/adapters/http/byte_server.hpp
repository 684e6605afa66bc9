// A service on a free loopback port that says exactly the bytes that a test gives it, and keeps what it was sent. One thread for each connection.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/base/text.hpp"
#include "tests/catch.hpp"

namespace handrail::test {

// What the service does with one request, head and body as they came.
struct Said {
  std::string bytes;            // sent as they are
  bool close = false;           // the connection, after them
  bool hang = false;            // instead: nothing is said until the test ends
};

inline Said ok(const std::string& body, const std::string& headers = "") {
  return {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
}
inline Said with_status(int status, const std::string& body = "", const std::string& headers = "Content-Type: application/json\r\n") {
  return {"HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
}

class ByteServer {
 public:
  explicit ByteServer(std::function<Said(const std::string& request)> answers) : answers_(std::move(answers)) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(listening_, reinterpret_cast<sockaddr*>(&here), sizeof here) == 0);
    REQUIRE(::listen(listening_, 64) == 0);
    socklen_t length = sizeof here;
    REQUIRE(::getsockname(listening_, reinterpret_cast<sockaddr*>(&here), &length) == 0);
    port_ = ntohs(here.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
  }
  ~ByteServer() {
    over_ = true;
    ::shutdown(listening_, SHUT_RDWR);
    accepting_.join();
    ::close(listening_);
    {
      const std::lock_guard lock(mutex_);
      for (const int open : open_) ::shutdown(open, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
  }
  ByteServer(const ByteServer&) = delete;
  ByteServer& operator=(const ByteServer&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] int at_once_most() const { return at_once_most_; }

 private:
  void accept_all() {
    for (;;) {
      const int descriptor = ::accept(listening_, nullptr, nullptr);
      if (descriptor < 0) return;
      ++connections_;
      const std::lock_guard lock(mutex_);
      open_.insert(descriptor);
      threads_.emplace_back([this, descriptor] {
        serve(descriptor);
        const std::lock_guard closing(mutex_);
        open_.erase(descriptor);
        ::close(descriptor);
      });
    }
  }

  void serve(int descriptor) {
    std::string buffer;
    for (std::string request = next_request(descriptor, buffer); !request.empty(); request = next_request(descriptor, buffer)) {
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      const int now = ++at_once_;
      for (int most = at_once_most_; now > most && !at_once_most_.compare_exchange_weak(most, now);) {}
      const Said said = answers_(request);
      --at_once_;
      for (std::size_t sent = 0; sent < said.bytes.size();) {
        const ssize_t more = ::send(descriptor, said.bytes.data() + sent, said.bytes.size() - sent, MSG_NOSIGNAL);
        if (more <= 0) return;
        sent += static_cast<std::size_t>(more);
      }
      if (said.hang) {
        char byte = 0;
        while (::recv(descriptor, &byte, 1, 0) > 0) {}
        return;
      }
      if (said.close) return;
    }
  }

  static std::string next_request(int descriptor, std::string& buffer) {
    for (;;) {
      const std::size_t head = buffer.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::string lower = lower_ascii(buffer.substr(0, head));
        const std::size_t at = lower.find("content-length: ");
        const std::size_t whole = head + 4 + (at == std::string::npos ? 0 : std::stoul(lower.substr(at + 16)));
        if (buffer.size() >= whole) {
          const std::string request = buffer.substr(0, whole);
          buffer.erase(0, whole);
          return request;
        }
      }
      char bytes[4096];
      const ssize_t more = ::recv(descriptor, bytes, sizeof bytes, 0);
      if (more <= 0) return "";
      buffer.append(bytes, static_cast<std::size_t>(more));
    }
  }

  std::function<Said(const std::string&)> answers_;
  int listening_ = -1;
  std::uint16_t port_ = 0;
  std::thread accepting_;
  mutable std::mutex mutex_;
  std::vector<std::thread> threads_;
  std::set<int> open_;
  std::vector<std::string> requests_;
  std::atomic<int> connections_{0}, at_once_{0}, at_once_most_{0};
  std::atomic<bool> over_{false};
};

}  // namespace handrail::test
