#include "adapters/server/wire_rules.hpp"

#include <array>
#include <ctime>

#include "adapters/server/problem.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::server {

namespace {

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

}  // namespace

std::optional<HttpResponse> breaks_http(const HttpRequest& request, HttpVersion version) {
  const auto malformed = [](std::string_view detail) { return problem(ProblemKind::malformed_request, detail); };
  if (request.target.size() > limits::http_target_bytes) {
    return problem(ProblemKind::target_too_long, "the request target has " + std::to_string(request.target.size()) + " bytes, at most " +
                                                     std::to_string(limits::http_target_bytes) + " are allowed");
  }
  if (version == HttpVersion::v1_1 && request.count("host") != 1) return malformed("the header must have `Host` exactly once");
  if (const std::string coding = request.all("transfer-encoding"); !coding.empty()) {
    // Anything but plain chunks would leave the end of the body, and so the next request, to interpretation.
    if (version == HttpVersion::v1_0) return malformed("HTTP/1.0 has no `Transfer-Encoding`");
    if (lower_ascii(coding) != "chunked") return problem(ProblemKind::unsupported_coding, "only `chunked` is supported, got `" + printable(coding) + "`");
  }
  if (const std::string expect = request.all("expect"); !expect.empty() && lower_ascii(expect) != "100-continue") {
    return problem(ProblemKind::expectation_failed, "only `100-continue` can be expected here, got `" + printable(expect) + "`");
  }
  return std::nullopt;
}

bool wants_continue(const HttpRequest& request, HttpVersion version) {
  return version == HttpVersion::v1_1 && request.has_body && request.header("expect") != nullptr;
}

std::string response_head(const HttpResponse& response, bool close) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(reason_phrase(response.status)) + "\r\nDate: " + http_date();
  for (const HeaderField& field : response.headers) {
    head += "\r\n" + field.first + ": ";
    // A value that came from elsewhere (an id in a Location) must not begin a line of its own.
    for (const char c : field.second) head.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c);
  }
  head += "\r\nX-Content-Type-Options: nosniff";
  if (!response.stream && response.status != 204) head += "\r\nContent-Length: " + std::to_string(response.body.size());
  head += close ? "\r\nConnection: close\r\n\r\n" : "\r\nConnection: keep-alive\r\n\r\n";
  return head;
}

}  // namespace handrail::server
