// Server-sent events from hostile and ordinary bytes, in every way of cutting them.
#include "adapters/llm/sse.hpp"

#include "tests/catch.hpp"

using namespace handrail;
using namespace handrail::llm;

namespace {

// "name=data" of each event, with bytes that come `at_once` at a time.
std::vector<std::string> events(std::string_view text, std::size_t at_once, std::size_t most = 1000) {
  SseReader reader(most);
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size(); at += at_once) {
    const auto took = reader.take(text.substr(at, at_once), [&](const ServerEvent& event) {
      found.push_back(event.name + "=" + event.data);
      return event.data != "stop";
    });
    if (!took) found.push_back(std::string(to_text(took.error().code)));
    if (!took) break;
  }
  return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("events are the same however their bytes are cut") {
  const std::string text =
      "\xEF\xBB\xBF: a comment\nevent: one\ndata: {\"a\":1}\n\ndata:no space\r\ndata:  two spaces\r\n\r\ndata\rid: 7\rretry: 1\rwhat: ever\r\rdata: \xC3\xA9\n\n\n\nevent: alone\n\ndata: unfinished";
  const Found expected = {"one={\"a\":1}", "=no space\n two spaces", "=", "=\xC3\xA9"};
  for (const std::size_t at_once : {1u, 2u, 3u, 7u, 16u, 1000u}) {
    CAPTURE(at_once);
    CHECK(events(text, at_once) == expected);
  }
}

TEST_CASE("an event may be so large and no larger, in one line or in many") {
  const std::string fits(94, 'x');   // with "data: "
  CHECK(events("data: " + fits + "\n\ndata: " + fits + "\n\n", 10, 100).size() == 2);
  CHECK(events("data: " + fits + "x\n\n", 10, 100) == Found{"limit"});
  CHECK(events(std::string(101, 'x'), 10, 100) == Found{"limit"});
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += "data:\n";
  CHECK(events(lines, 10, 100) == Found{"limit"});
}

TEST_CASE("nothing is read behind the event that was enough") { CHECK(events("data: stop\n\ndata: more\n\n", 1000) == Found{"=stop"}); }
