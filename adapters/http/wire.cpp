#include "adapters/http/wire.hpp"

#include <cerrno>

#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>

#include "adapters/waiting/fibers_asio.hpp"
#include "engine/base/text.hpp"

namespace handrail::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct Trust::Context {
  asio::ssl::context ssl{asio::ssl::context::tls_client};
};

namespace {

class PlainWire final : public Wire {
 public:
  explicit PlainWire(asio::io_context& loop) : socket_(loop) {}
  tcp::socket& socket() override { return socket_; }
  Result<void> shake_hands(const std::string&) override { return {}; }
  std::size_t read_some(asio::mutable_buffer into, error_code& error) override { return socket_.async_read_some(into, waiting::current_yield()[error]); }
  std::size_t write(std::string_view bytes, error_code& error) override { return asio::async_write(socket_, asio::buffer(bytes), waiting::current_yield()[error]); }

 private:
  tcp::socket socket_;
};

bool is_address(const std::string& host) {
  error_code error;
  asio::ip::make_address(host, error);
  return !error;
}

class TlsWire final : public Wire {
 public:
  TlsWire(asio::io_context& loop, asio::ssl::context& context) : stream_(loop, context) {}
  tcp::socket& socket() override { return stream_.next_layer(); }

  Result<void> shake_hands(const std::string& host) override {
    error_code error;
    stream_.set_verify_mode(asio::ssl::verify_peer, error);
    if (!error) stream_.set_verify_callback(asio::ssl::host_name_verification(host), error);
    if (error || (!is_address(host) && SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str()) != 1))
      return fail(ErrorCode::unavailable, "TLS cannot be prepared for " + host);
    stream_.async_handshake(asio::ssl::stream_base::client, waiting::current_yield()[error]);
    if (!error) return {};
    const long verified = SSL_get_verify_result(stream_.native_handle());
    if (verified != X509_V_OK)
      return fail(ErrorCode::unavailable, "the certificate of " + host + " is not trusted: " + X509_verify_cert_error_string(verified));
    if (error == asio::error::operation_aborted) return fail(ErrorCode::timeout, "the TLS handshake with " + host + " did not end in time");
    return fail(ErrorCode::unavailable, "the TLS handshake with " + host + " failed: " + printable(error.message(), 200));
  }

  std::size_t read_some(asio::mutable_buffer into, error_code& error) override {
    // A close without TLS's farewell stays an error: an answer that only the end of the connection ends is then not known to be whole.
    return stream_.async_read_some(into, waiting::current_yield()[error]);
  }
  std::size_t write(std::string_view bytes, error_code& error) override { return asio::async_write(stream_, asio::buffer(bytes), waiting::current_yield()[error]); }

 private:
  asio::ssl::stream<tcp::socket> stream_;
};

}  // namespace

void Wire::cut() {
  error_code ignored;
  socket().close(ignored);
}

bool Wire::quiet() {
  if (!socket().is_open()) return false;
  char byte = 0;
  const ssize_t seen = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return seen < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

Result<Trust> Trust::load(const std::string& ca_file) {
  Trust trust;
  trust.context_ = std::make_shared<Context>();
  asio::ssl::context& ssl = trust.context_->ssl;
  error_code error;
  SSL_CTX_set_min_proto_version(ssl.native_handle(), TLS1_2_VERSION);
  if (ca_file.empty()) ssl.set_default_verify_paths(error);
  else ssl.load_verify_file(ca_file, error);
  if (error) return fail(ErrorCode::invalid, ca_file.empty() ? "the system's certificates cannot be read" : "`" + ca_file + "` has no certificates that can be read");
  return trust;
}

std::unique_ptr<Wire> plain_wire(asio::io_context& loop) { return std::make_unique<PlainWire>(loop); }
std::unique_ptr<Wire> tls_wire(asio::io_context& loop, const Trust& trust) { return std::make_unique<TlsWire>(loop, trust.context().ssl); }

}  // namespace handrail::http
