#include "adapters/http/origin.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/text.hpp"

namespace handrail::http {
namespace {

constexpr std::size_t url_bytes = 2000;   // what every server and proxy takes
constexpr std::size_t host_bytes = 253;   // of a name, by RFC 1035

bool is_host_name(std::string_view host) {
  return !host.empty() && host.size() <= host_bytes && std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

bool is_bracketed_address(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
  });
}

Result<std::uint16_t> port_number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value == 0 || value > 65535) return fail(ErrorCode::invalid, "`" + printable(text) + "` is no port");
  return static_cast<std::uint16_t>(value);
}

// As messages repeat it: a password may stand before its host, with any character in it, and a key behind its path.
std::string without_secrets(std::string_view url) {
  const std::size_t scheme = url.find("://"), user = url.rfind('@');
  std::string shown;
  if (user != std::string_view::npos) {
    if (scheme < user) shown = url.substr(0, scheme + 3);
    shown += "…";
    url.remove_prefix(user);
  }
  const std::size_t query = url.find_first_of("?#");
  shown += url.substr(0, query);
  return query == std::string_view::npos ? shown : shown + url[query] + "…";
}

}  // namespace

std::string Origin::authority() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (tls ? 443 : 80) ? name : name + ":" + std::to_string(port);
}

bool Origin::loopback() const { return host == "localhost" || host == "::1" || host.starts_with("127."); }

Result<Origin> parse_origin(std::string_view url) {
  if (url.size() > url_bytes) return fail(ErrorCode::invalid, "the URL has more than " + std::to_string(url_bytes) + " bytes");
  for (const unsigned char c : url)
    if (c <= ' ' || c >= 127 || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' || c == '{' || c == '|' || c == '}')
      return fail(ErrorCode::invalid, "`" + printable(without_secrets(url)) + "` has a character that no URL has");
  Origin origin;
  const std::string scheme = lower_ascii(url.substr(0, url.find("://")));
  if (url.find("://") == std::string_view::npos || (scheme != "http" && scheme != "https"))
    return fail(ErrorCode::invalid, "`" + printable(without_secrets(url)) + "` begins with neither https:// nor http://");
  origin.tls = scheme == "https";
  origin.port = origin.tls ? 443 : 80;
  std::string_view rest = url.substr(scheme.size() + 3);
  if (rest.find_first_of("?#") != std::string_view::npos)
    return fail(ErrorCode::invalid, "`" + printable(without_secrets(url)) + "` has a query or a fragment, which a base URL has not");
  const std::size_t slash = rest.find('/');
  std::string_view authority = rest.substr(0, slash);
  if (slash != std::string_view::npos) origin.path = std::string(rest.substr(slash));
  while (origin.path.ends_with('/')) origin.path.pop_back();
  // The message does not repeat it: a password may stand there.
  if (authority.find('@') != std::string_view::npos) return fail(ErrorCode::invalid, "the URL has a user or a password; a secret goes into a header");
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos || !is_bracketed_address(authority.substr(1, close - 1)))
      return fail(ErrorCode::invalid, "`" + printable(without_secrets(url)) + "` has no host");
    origin.host = std::string(authority.substr(1, close - 1));
    authority.remove_prefix(close + 1);
    if (!authority.empty() && !authority.starts_with(':')) return fail(ErrorCode::invalid, "`" + printable(without_secrets(url)) + "` has no host");
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    origin.host = lower_ascii(authority.substr(0, colon));
    if (!is_host_name(origin.host)) return fail(ErrorCode::invalid, "`" + printable(without_secrets(url)) + "` has no host");
    authority.remove_prefix(colon);
  }
  if (!authority.empty()) {
    HANDRAIL_TRY(origin.port, port_number(authority.substr(1)));
  }
  return origin;
}

}  // namespace handrail::http
