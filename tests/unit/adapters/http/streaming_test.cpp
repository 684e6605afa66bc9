// Answers that are read as they arrive, with the limits of every answer.
#include <memory>

#include "adapters/http/client.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/http/byte_server.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {

struct Streamed {
  tl::expected<http::Answer, http::Failure> came = tl::unexpected<http::Failure>(http::Failure{});
  std::string bytes;
  int pieces = 0;
};

// What comes of GET `target`, of which at most `pieces_wanted` are taken.
Streamed stream(const std::string& url, const std::string& target, http::ClientOptions options = {}, int pieces_wanted = 1'000'000, Duration deadline = seconds(5)) {
  FiberWaiting waiting{1};
  auto client = http::Client::make(waiting, *http::parse_origin(url), std::move(options));
  REQUIRE(client);
  Streamed streamed;
  const auto done = waiting.prepare();
  waiting.start(0, [&] {
    streamed.came = (*client)->send({.method = "GET", .target = target, .headers = {}, .body = {}, .deadline = deadline, .repeatable = true}, [&](std::string_view piece) {
      streamed.bytes += piece;
      return ++streamed.pieces < pieces_wanted;
    });
    done->wake();
  });
  REQUIRE(done->park(seconds(20)));
  (*client)->stop();
  waiting.drain();
  return streamed;
}

const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n";

}  // namespace

TEST_CASE("the body of a good answer goes to whoever reads it, and an error's stays whole") {
  ByteServer server([](const std::string& request) {
    if (request.starts_with("GET /chunks")) return Said{chunked + "0\r\n\r\n"};
    if (request.starts_with("GET /broken")) return Said{chunked, true};
    if (request.starts_with("GET /error")) return Said{"HTTP/1.1 429 Too Many\r\nRetry-After: 2\r\nContent-Length: 4\r\n\r\nlate"};
    return ok("plain");
  });
  Streamed chunks = stream(server.url(), "/chunks");
  REQUIRE(chunks.came);
  CHECK(chunks.came->status == 200);
  CHECK(chunks.came->body.empty());
  CHECK(chunks.bytes == "abcde");
  CHECK(stream(server.url(), "/plain").bytes == "plain");
  Streamed broken = stream(server.url(), "/broken");
  REQUIRE_FALSE(broken.came);
  CHECK(broken.came.error().error.code == ErrorCode::unavailable);
  CHECK(broken.bytes == "abcde");
  Streamed error = stream(server.url(), "/error");
  REQUIRE(error.came);
  CHECK(error.bytes.empty());
  CHECK(error.came->body == "late");
  CHECK(error.came->header("retry-after") == "2");
}

TEST_CASE("a reader that has enough ends the answer, and one that is too large is refused although nothing of it was kept") {
  ByteServer server([](const std::string& request) {
    if (request.starts_with("GET /large")) return ok(std::string(100'000, 'x'));
    return Said{chunked + "0\r\n\r\n"};
  });
  Streamed enough = stream(server.url(), "/chunks", {}, 1);
  REQUIRE(enough.came);
  CHECK(enough.pieces == 1);
  Streamed large = stream(server.url(), "/large", {.answer_bytes = 50'000});
  REQUIRE_FALSE(large.came);
  CHECK(large.came.error().error.code == ErrorCode::limit);
  CHECK(large.bytes.size() <= 50'000);
}
