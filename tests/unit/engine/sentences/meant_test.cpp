#include "engine/sentences/meant.hpp"

#include "tests/catch.hpp"

using namespace handrail;

namespace {

// The first order that counts, of a text that names orders as W and four digits.
std::string order_meant(const std::string& text) {
  std::vector<EntityClaim> claims;
  for (std::size_t at = text.find('W'); at != std::string::npos; at = text.find('W', at + 1)) {
    const std::string value = text.substr(at, 5);
    claims.push_back({"order_id", value, Json(value), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 5)});
  }
  const auto ordered = meant(text, claims);
  return ordered.empty() ? "" : ordered.front().text;
}

}  // namespace

TEST_CASE("what corrects something said before is meant") {
  struct Row { const char* text; const char* order; };
  const Row row = GENERATE(values<Row>({
      {"W1001, sorry, I mean W1002", "W1002"}, {"it's W1001\nsorry i meant W1002", "W1002"}, {"W1001 no wait W1002", "W1002"}, {"W1001... oops, W1002", "W1002"}, {"W1001, make that W1002", "W1002"},
      {"not W1001 but W1002", "W1002"}, {"W1002, not W1001", "W1002"}, {"W1002 instead of W1001", "W1002"}, {"W1001, I mean W1002, sorry: W1003", "W1003"}, {"not W1001", "W1001"},
      {"W1002, broken. Sorry, not W1002 but W1001", "W1001"}, {"refund W1002. No, not W1002, W1001!", "W1001"},
      {"I have two orders, W1001 and W1002. W1002 is broken", "W1002"}, {"I have two orders W1001 and W1002. Only the second one is broken", "W1002"},
      {"My orders are W1001, W1002 and W1003. Cancel the last one", "W1003"}, {"I got W1001 and W1002. The latter leaks", "W1002"}, {"I have W1001 and W1002, both broken", "W1001"},
      {"I have W1001 and W1002. The first one is fine, the second one is broken", "W1001"}, {"I bought W1001 and W1002, and W1003 too", "W1001"},
      {"I want W1001 and W1002 back. The second one first", "W1001"},
      {"W1001 and W1002", "W1001"}, {"W1001 or W1002", ""}, {"was it W1001, or maybe W1002?", ""}, {"W1001 or W1001", "W1001"}, {"either W1001 or W1002, sorry, I mean W1003", "W1003"}, {"sorry, it is W1001, and W1002 too", "W1001"}, {"it did not come. W1001 and W1002", "W1001"}, {"", ""},
  }));
  CAPTURE(row.text);
  CHECK(order_meant(row.text) == row.order);
}

TEST_CASE("of several sums the one that is asked for is meant, and not what was paid") {
  struct Row { const char* text; const char* sum; };
  const Row row = GENERATE(values<Row>({
      {"I paid $29 and I'd like $10 back", "$10"}, {"My fee is $29, refund me $10 please", "$10"}, {"last month you refunded $50, now I want $12 back", "$12"},
      {"of the $29 I want $10 back", "$10"}, {"you took $29, please refund $10 of it", "$10"}, {"I was charged $19 instead of $90, give me back the $10", "$10"},
      {"refund $10 and send $12 back", "$10"}, {"I paid $29", "$29"}, {"$29", "$29"},
  }));
  CAPTURE(row.text);
  const std::string text = row.text;
  std::vector<EntityClaim> claims;
  for (std::size_t at = text.find('$'); at != std::string::npos; at = text.find('$', at + 1)) {
    const std::string value = text.substr(at, 3);
    claims.push_back({"amount", value, Json::object({{"amount", value.substr(1) + ".00"}, {"currency", "USD"}}),
                      static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 3)});
  }
  const auto ordered = meant(text, claims);
  REQUIRE(!ordered.empty());
  CHECK(ordered.front().text == row.sum);
}
