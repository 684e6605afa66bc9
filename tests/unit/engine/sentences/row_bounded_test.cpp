// Which rows of things are not wished for one and all.
#include "engine/sentences/row_bounded.hpp"

#include <algorithm>
#include <string>

#include "engine/base/text.hpp"
#include "tests/catch.hpp"

namespace handrail {
namespace {

constexpr const char* bounded[] = {
    "put me down for yoga and pilates, but only one of them", "either yoga or pilates", "yoga and pilates, whichever is free", "yoga, pilates and boxing except pilates",
    "yoga and, if it is free, pilates", "yoga, then pilates and boxing if there is room", "yoga and pilates, just one", "one of them please, yoga and pilates",
    "yoga and pilates. But only the first", "yoga and boxing, but not boxing if pilates is free", "yoga and pilates, depending on the price", "yoga or pilates, one or the other",
    "yoga and pilates unless the latter is full",
};
constexpr const char* of_each[] = {
    "put me down for yoga and pilates", "both yoga and pilates", "I only want yoga and pilates", "yoga and pilates if possible", "yoga and pilates if it is not too late",
    "yoga and pilates if they are still free", "yoga and pilates without delay", "yoga and pilates. I have only one leg", "I do not like it either, so yoga and pilates. Only then?!",
    "yoga and pilates together", "",
};

std::vector<std::pair<std::size_t, std::size_t>> places(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (const std::string_view word : words(text)) {
    const auto at = static_cast<std::size_t>(word.data() - text.data());
    if (word == "yoga" || word == "pilates" || word == "boxing") found.emplace_back(at, at + word.size());
  }
  return found;
}

TEST_CASE("a row is bounded by what is said of one of them, or of all together") {
  for (const std::string_view message : bounded) {
    INFO(message);
    CHECK(is_bounded_row(message, places(message), false));
  }
  for (const std::string_view message : of_each) {
    INFO(message);
    CHECK_FALSE(is_bounded_row(message, places(message), false));
  }
}

TEST_CASE("a sum of all together bounds a row, and a way of doing it does not") {
  for (const std::string_view message : {"yoga and pilates with 20 EUR in total", "yoga with 20 EUR and pilates with half of it", "yoga and pilates together with 20 EUR"}) {
    INFO(message);
    CHECK(is_bounded_row(message, places(message), true));
    CHECK_FALSE(is_bounded_row(message, places(message), false));
  }
  CHECK_FALSE(is_bounded_row("yoga and pilates by 20 EUR", places("yoga and pilates by 20 EUR"), true));
  CHECK_FALSE(is_bounded_row("only one", {{0, 4}, {5, 99}}, false));   // no place in the text
}

}  // namespace
}  // namespace handrail
