// A connection as bytes in and out, plain or under TLS, for the fiber that calls: reading and writing suspend just this fiber. Closing the socket,
// from the same loop, ends whatever waits on it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "engine/base/result.hpp"

namespace handrail::http {

class Wire {
 public:
  virtual ~Wire() = default;
  [[nodiscard]] virtual boost::asio::ip::tcp::socket& socket() = 0;
  // After connecting; nothing on a plain connection. The error says why the other side is not trusted.
  virtual Result<void> shake_hands(const std::string& host) = 0;
  virtual std::size_t read_some(boost::asio::mutable_buffer into, boost::system::error_code& error) = 0;
  // All of it or an error; the number of bytes that were handed over either way.
  virtual std::size_t write(std::string_view bytes, boost::system::error_code& error) = 0;

  void cut();                  // closes the socket
  [[nodiscard]] bool quiet();  // nothing arrived since the last answer, and the other side has not closed
};

// What the certificates of a TLS connection are checked against, and the protocol's versions (1.2 and 1.3). One for all connections of a client.
class Trust {
 public:
  // `ca_file`: PEM; only what it signs is trusted. Empty: what the system trusts. Fails with invalid for a file without certificates.
  static Result<Trust> load(const std::string& ca_file);
  struct Context;
  [[nodiscard]] Context& context() const { return *context_; }

 private:
  std::shared_ptr<Context> context_;
};

[[nodiscard]] std::unique_ptr<Wire> plain_wire(boost::asio::io_context& loop);
[[nodiscard]] std::unique_ptr<Wire> tls_wire(boost::asio::io_context& loop, const Trust& trust);

}  // namespace handrail::http
