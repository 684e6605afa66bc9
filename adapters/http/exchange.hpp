// One request and its answer on a connection that stands: what HTTP/1.1 looks like on the wire, and how much of it is read.
#pragma once

#include <cstddef>
#include <string>

#include <boost/system/error_code.hpp>

#include "adapters/http/message.hpp"
#include "adapters/http/origin.hpp"
#include "adapters/http/wire.hpp"

namespace handrail::http {

// The bytes of a request. Fails with invalid where a header or the target has what would end its line.
Result<std::string> request_text(const Origin& origin, const Request& request);

struct Read {
  Answer answer;
  bool reusable = false;       // another request may follow on the connection
  boost::system::error_code error;
  int status = 0;              // as far as it was read
  bool too_large = false;      // the answer is above `body_bytes`, or its header above limits::http_header_bytes twice over
  bool malformed = false;      // it is no HTTP/1.1
};
// Reads one final answer; interim ones (1xx) are passed over. With `on_bytes`, the body of an answer with status 2xx goes there piece by piece, and `body` stays
// empty; `body_bytes` bounds it all the same.
Read read_answer(Wire& wire, std::size_t body_bytes, const OnBytes& on_bytes = {});

}  // namespace handrail::http
