// The rules of HTTP/1.1 that a parser leaves to the server: what the header must not say, whatever the path is.
#pragma once

#include <optional>

#include "adapters/server/http_request.hpp"
#include "adapters/server/http_response.hpp"

namespace handrail::server {

enum class HttpVersion { v1_0, v1_1 };

// A refusal after which the connection closes (where the next request begins may not be known), or none.
[[nodiscard]] std::optional<HttpResponse> breaks_http(const HttpRequest& request, HttpVersion version);
// The client waits for "100 Continue" before it sends the body.
[[nodiscard]] bool wants_continue(const HttpRequest& request, HttpVersion version);

// The start of a response on the wire, up to and with the empty line. Without a length for a stream (the end of the connection ends it).
[[nodiscard]] std::string response_head(const HttpResponse& response, bool close);

}  // namespace handrail::server
