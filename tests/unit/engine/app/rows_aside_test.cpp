#include "engine/app/rows_aside.hpp"

#include <filesystem>

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("rows of one conversation come together; the first that names another customer is remembered with its line") {
  const auto path = std::filesystem::temp_directory_path() / "handrail_rows_aside_test.db";
  auto aside = RowsAside::make(path.string());
  REQUIRE(aside);
  const auto add = [&](const char* id, const char* customer, std::size_t line) {
    PastConversation part;
    part.id = id;
    part.customer = customer;
    part.line = line;
    part.messages.push_back({.at = Instant{1000}, .text = "hello", .name = {}, .tool = {}, .arguments = {}, .result = {}, .line = line});
    REQUIRE(aside->add(part));
  };
  add("a", "c_1", 2);
  add("b", "c_1", 3);
  add("a", "", 4);
  add("b", "c_2", 5);
  add("b", "c_3", 6);
  std::string told;
  REQUIRE(aside->each([&](PastConversation whole, std::size_t, std::size_t) -> Result<void> {
    told += whole.id + " of " + whole.customer + ", " + std::to_string(whole.messages.size()) + " messages, another on line " + std::to_string(whole.of_another) + "\n";
    return {};
  }));
  CHECK(told == "a of c_1, 2 messages, another on line 0\nb of c_1, 3 messages, another on line 5\n");
}
