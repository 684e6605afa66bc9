// What the session sends back: a body that is there, or a stream that is written while the world goes on.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/json.hpp"
#include "adapters/server/http_request.hpp"

namespace handrail {
class Wait;
}

namespace handrail::server {

// The writing end of a response that has no length. Used on the session's own fiber.
class ResponseStream {
 public:
  virtual ~ResponseStream() = default;
  // Parks until the bytes are with the kernel; false when the client is gone or too slow: return then.
  virtual bool write(std::string_view bytes) = 0;
  // True once the server stops: return then.
  [[nodiscard]] virtual bool stopping() const = 0;
  // The stream is about to park on this: a server that stops wakes it. Null: it no longer parks.
  virtual void parks_on(std::shared_ptr<Wait> wait) = 0;
};

struct HttpResponse {
  int status = 200;
  std::vector<HeaderField> headers;   // without Content-Length, Connection and Date: the session's own
  std::string body;
  std::function<void(ResponseStream&)> stream;   // instead of a body; the connection closes after it
  bool close = false;                 // the connection closes after it

  HttpResponse& with(std::string name, std::string value) & { return headers.emplace_back(std::move(name), std::move(value)), *this; }
  HttpResponse&& with(std::string name, std::string value) && { return std::move(this->with(std::move(name), std::move(value))); }
};

[[nodiscard]] inline HttpResponse json_response(int status, const Json& body) {
  HttpResponse response{.status = status, .body = dump(body) + "\n"};
  return std::move(response).with("Content-Type", "application/json").with("Cache-Control", "no-store");
}

[[nodiscard]] inline HttpResponse text_response(std::string_view media_type, std::string_view body) {
  HttpResponse response{.body = std::string(body)};
  return std::move(response).with("Content-Type", std::string(media_type)).with("Cache-Control", "no-cache");
}

}  // namespace handrail::server
