#include "adapters/server/pages.hpp"

#include "adapters/server/embedded.hpp"
#include "engine/base/hash.hpp"

namespace handrail::server {

namespace {

// The contents of the first <tag> of the page; empty when there is none.
std::string_view inside(std::string_view html, std::string_view tag) {
  const std::string open = "<" + std::string(tag) + ">", close = "</" + std::string(tag) + ">";
  const std::size_t begin = html.find(open);
  if (begin == std::string_view::npos) return "";
  const std::size_t end = html.find(close, begin);
  return end == std::string_view::npos ? "" : html.substr(begin + open.size(), end - begin - open.size());
}

int nibble(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : hex) {
    bits = bits << 4 | static_cast<unsigned>(nibble(c));
    count += 4;
    if (count >= 6) {
      count -= 6;
      out.push_back(digits[bits >> count & 63]);
    }
  }
  if (count > 0) out.push_back(digits[bits << (6 - count) & 63]);
  while (out.size() % 4 != 0) out.push_back('=');
  return out;
}

std::string source_of(std::string_view html, std::string_view tag) {
  const std::string_view text = inside(html, tag);
  return text.empty() ? "'none'" : "'sha256-" + base64_of_hex(sha256(text)) + "'";
}

}  // namespace

Pages embedded_pages() { return {embedded::chat_html, embedded::openapi_yaml, embedded::gate_schema_json}; }

std::string content_security_policy(std::string_view html) {
  return "default-src 'none'; script-src " + source_of(html, "script") + "; style-src " + source_of(html, "style") +
         "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace handrail::server
