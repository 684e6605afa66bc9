#include "adapters/http/exchange.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::http {

namespace beast = boost::beast;
namespace wire_http = boost::beast::http;
using boost::system::error_code;
using Parser = wire_http::response_parser<wire_http::string_body>;

namespace {

constexpr std::size_t read_bytes = 16u << 10;
constexpr std::size_t first_read_bytes = 1u << 10;                    // while nothing has come: what thousands of connections hold that wait for a slow service
constexpr std::size_t header_bytes = 2 * limits::http_header_bytes;   // what services behind proxies and their cookies add
constexpr int interim_answers = 8;                                    // before the one that counts

bool token(std::string_view name) {
  constexpr std::string_view separators = "()<>@,;:\\\"/[]?={}";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](unsigned char c) {
    return c > ' ' && c < 127 && separators.find(static_cast<char>(c)) == std::string_view::npos;
  });
}

bool one_line(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](unsigned char c) { return c == '\t' || (c >= ' ' && c != 127); });
}

std::string plain(beast::string_view text) { return {text.data(), text.size()}; }

Answer taken(Parser& parser) {
  Answer answer;
  answer.status = parser.get().result_int();
  for (const auto& field : parser.get()) answer.headers.emplace_back(lower_ascii(plain(field.name_string())), plain(field.value()));
  answer.body = std::move(parser.get().body());
  return answer;
}

bool of_the_parser(const error_code& error) { return error.category() == wire_http::make_error_code(wire_http::error::bad_version).category(); }

// Hands over what the parser has of a body. False: no more is wanted.
bool hand_over(Parser& parser, const OnBytes& on_bytes) {
  if (!on_bytes || !parser.is_header_done() || parser.get().result_int() / 100 != 2 || parser.get().body().empty()) return true;
  const std::string piece = std::exchange(parser.get().body(), {});
  return on_bytes(piece);
}

// Feeds the parser until the answer is whole, or `enough`. `budget`: the bytes that may still arrive on the wire, so that chunks of one byte end, too.
error_code feed(Wire& wire, Parser& parser, beast::flat_buffer& buffer, std::size_t& budget, const OnBytes& on_bytes, bool& enough) {
  while (!parser.is_done()) {
    error_code error;
    std::size_t used = 0;
    if (buffer.size() > 0) {
      used = parser.put(buffer.data(), error);
      buffer.consume(used);
      if (error == wire_http::error::need_more) error = {};
      if (!hand_over(parser, on_bytes)) enough = true;
      if (error || enough) return error;
      if (parser.is_done()) break;
      if (used > 0 && buffer.size() > 0) continue;
    }
    if (budget == 0) return wire_http::error::body_limit;
    const std::size_t bytes = wire.read_some(buffer.prepare(std::min(parser.got_some() ? read_bytes : first_read_bytes, budget)), error);
    buffer.commit(bytes);
    budget -= bytes;
    if (error == boost::asio::error::eof && bytes == 0) {
      error = {};
      if (!parser.got_some()) return boost::asio::error::eof;
      parser.put_eof(error);
      return error;
    }
    if (error) return error;
  }
  return {};
}

}  // namespace

Result<std::string> request_text(const Origin& origin, const Request& request) {
  const std::string target = origin.path + request.target;
  if (!token(request.method) || target.empty() || target.find_first_of(" \t\r\n") != std::string::npos || !one_line(target))
    return fail(ErrorCode::invalid, "the target `" + printable(target) + "` cannot be asked for");
  std::string text = request.method + " " + target + " HTTP/1.1\r\nHost: " + origin.authority() + "\r\nUser-Agent: handrail\r\n";
  for (const auto& [name, value] : request.headers) {
    if (!token(name) || !one_line(value)) return fail(ErrorCode::invalid, "the header `" + printable(name) + "` cannot be sent: it has characters that no header has");
    text += name + ": " + value + "\r\n";
  }
  if (!request.body.empty() || request.method == "POST") text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return text + "\r\n" + request.body;
}

Read read_answer(Wire& wire, std::size_t body_bytes, const OnBytes& on_bytes) {
  Read read;
  beast::flat_buffer buffer;
  std::size_t budget = header_bytes * (interim_answers + 1) + 2 * body_bytes;
  for (int interim = 0; interim <= interim_answers; ++interim) {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(header_bytes));
    parser.body_limit(body_bytes);
    parser.eager(true);
    bool enough = false;
    read.error = feed(wire, parser, buffer, budget, on_bytes, enough);
    if (parser.is_header_done()) read.status = parser.get().result_int();
    if (read.error) {
      read.too_large = read.error == wire_http::error::body_limit || read.error == wire_http::error::header_limit || read.error == wire_http::error::buffer_overflow;
      read.malformed = !read.too_large && of_the_parser(read.error) && read.error != wire_http::error::partial_message;
      return read;
    }
    if (read.status >= 200) {
      read.reusable = parser.is_done() && parser.keep_alive() && buffer.size() == 0;
      read.answer = taken(parser);
      return read;
    }
    if (read.status == 101) break;   // nobody asked for another protocol
  }
  read.error = wire_http::make_error_code(wire_http::error::bad_status);
  read.malformed = true;
  return read;
}

}  // namespace handrail::http
