// One exchange over HTTP as plain values: what is asked, what came back, and, where nothing came back, whether the other side may have acted.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace handrail::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  std::string target;            // what follows the origin's path: "/tools"
  Headers headers;               // Host, Content-Length, Connection and User-Agent are the client's
  std::string body;
  Duration deadline = seconds(15);   // for all of it: waiting for a place, connecting, the handshake, the answer to its last byte
  bool repeatable = false;       // asking twice changes nothing: any idle connection will do
};

struct Answer {
  int status = 0;
  Headers headers;               // names in lower case
  std::string body;
  [[nodiscard]] std::string header(std::string_view name) const {   // the first of that name, or ""
    for (const auto& [header, value] : headers)
      if (header == name) return value;
    return "";
  }
};

// Pieces of a body as they arrive, on the strand that asked, which may park in it. False: no more is wanted; the connection is then given up, and what came
// counts as the answer.
using OnBytes = std::function<bool(std::string_view)>;

struct Failure {
  bool sent = false;             // bytes of the request left: whether it was carried out is not known. False: it certainly was not.
  int status = 0;                // of an answer whose body could not be read to its end, else 0
  Error error;                   // timeout, unavailable, limit (an answer above the limit), cancelled, invalid (a request that HTTP cannot say)
};

}  // namespace handrail::http
