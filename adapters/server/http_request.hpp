// One request as the session read it off the wire, in plain words: no HTTP library's types leave the session.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handrail::server {

using HeaderField = std::pair<std::string, std::string>;

struct HttpRequest {
  std::string method;                 // as sent: "GET"
  std::string target;                 // as sent: "/v1/approvals?limit=10"
  std::vector<HeaderField> headers;   // names in lower case, values trimmed, in their order
  std::string body;                   // decoded from chunks; empty before it is read
  bool has_body = false;              // a body was announced

  // The value of a header, nullptr where it is missing; the first of several.
  [[nodiscard]] const std::string* header(std::string_view lower_case_name) const {
    for (const HeaderField& field : headers) {
      if (field.first == lower_case_name) return &field.second;
    }
    return nullptr;
  }
  // All values of a header that may be sent as a list, joined by ", " (RFC 9110, 5.3).
  [[nodiscard]] std::string all(std::string_view lower_case_name) const {
    std::string joined;
    for (const HeaderField& field : headers) {
      if (field.first == lower_case_name) joined += (joined.empty() ? "" : ", ") + field.second;
    }
    return joined;
  }
  [[nodiscard]] std::size_t count(std::string_view lower_case_name) const {
    std::size_t n = 0;
    for (const HeaderField& field : headers) n += field.first == lower_case_name;
    return n;
  }
};

}  // namespace handrail::server
