// Of what a question lists, one is chosen by its name, a part of it or its place; in doubt none is.
#include "engine/sentences/listed_choice.hpp"

#include <algorithm>

#include "tests/catch.hpp"

namespace handrail {
namespace {

const std::string question = "Which of your orders is it?\n- W1003: Arc desk lamp, Glide wireless mouse\n- W1006: Trail backpack 28 l\n- W1007: Wave wireless headphones";

struct Row { const char* said; const char* is; };

constexpr Row shown[] = {
    {"the lamp", "W1003"}, {"the backpack", "W1006"}, {"Trail backpack 28 l", "W1006"}, {"desk lamp and mouse", "W1003"}, {"it's the one with the mouse", "W1003"},
    {"the second one", "W1006"}, {"2", "W1006"}, {"Number two", "W1006"}, {"the first", "W1003"}, {"the last one please", ""}, {"the last of them", "W1007"}, {"the latter", "W1007"}, {"3rd", "W1007"}, {"#2 please", "W1006"},
    {"the rucksack... sorry, the backpack", "W1006"}, {"the lamp, no, the backpack", "W1006"}, {"not the lamp, the backpack", "W1006"}, {"the wireless headphones", "W1007"},
    {"neither the lamp nor the backpack", ""}, {"the wireless one", ""}, {"the lamp or the backpack", ""}, {"the fourth one", ""}, {"my last order", ""}, {"two weeks ago", ""}, {"all of them", ""},
    {"the toaster", ""}, {"I want my money back", ""}, {"0", ""}, {"not the lamp", ""}, {"put it on my desk", ""}, {"to the backpack fund", ""},
    {"the headphones do not work", "W1007"}, {"my headphones are not working", "W1007"}, {"I did not like the backpack", "W1006"}, {"the desk lamp works, my headphones are not working", ""},
    {"the headphones do not work, the backpack is fine", ""}, {"the desk lamp is fine whereas the backpack leaks", ""}, {"actually the lamp is fine, the backpack is not", ""},
    {"the backpack leaks, actually the lamp is fine", ""}, {"the lamp is not the one", ""}, {"the lamp works, the headphones are not the colour I ordered", ""},
    {"not the lamp or the headphones, the backpack", "W1006"}, {"I do not mean the lamp, the backpack", "W1006"}, {"the backpack, not the lamp", "W1006"},
    {"2 of them", ""}, {"two of them", ""}, {"the second of them", "W1006"}, {"I want 2", ""}, {"2 items", ""}, {"option 2", "W1006"}, {"it's number 2", "W1006"}, {"both of them", ""},
    {"both of them, number 3 and the backpack", ""}, {"number 3 and the backpack", ""}, {"number 2, the backpack", "W1006"}, {"one of them, the backpack", "W1006"},
};

TEST_CASE("one of a list is chosen by name, part of a name and place") {
  const std::vector<Listed> list = listed_in(question);
  REQUIRE(list.size() == 3);
  for (const Row& row : shown) {
    INFO(row.said);
    const Listed* one = chosen(list, row.said, true);
    CHECK((one ? *one->value.text() : "") == row.is);
  }
  CHECK(chosen(list, "the second one", false) == nullptr);   // whoever has not seen the list means no place in it
  CHECK(listed_in("Which order is it?").empty());
  CHECK(listed_in("Which is it?\n- W1: one").empty());
}

TEST_CASE("of two, the other one is the one that is not turned down") {
  const std::vector<Listed> list = listed_in("Which?\n- W1003: Arc desk lamp\n- W1006: Trail backpack");
  const Listed* one = chosen(list, "not the lamp, the other one", true);
  REQUIRE(one != nullptr);
  CHECK(*one->value.text() == "W1006");
}

TEST_CASE("several of a list are chosen each by its name or its place") {
  const std::vector<Listed> list = listed_in(question);
  const auto all = [&](std::string_view text) {
    std::string row;
    for (const Listed* one : all_chosen(list, text)) row += (row.empty() ? "" : " ") + *one->value.text();
    return row;
  };
  const std::string each = all("all of them");
  CHECK(std::ranges::count(each, 'W') == 3);
  CHECK(all("all three please") == each);
  CHECK(all("the lamp and the backpack") == all("the backpack, the lamp").substr(6) + " W1006");
  CHECK(all("the second and the headphones") == "W1006 W1007");
  CHECK(all("W1006 and the headphones please") == "W1006 W1007");
  CHECK(all("2 and 3") == all("the second one and number 3"));
  for (const char* message : {"both", "the lamp", "the lamp or the backpack", "not the lamp and not the backpack", "the lamp is broken and the backpack is fine", "the lamp, no, the backpack",
                              "the lamp and the lamp", "all of them?", "the lamp and my old kettle", "yes please"}) {
    INFO(message);
    CHECK(all(message).empty());
  }
  CHECK(means_none("neither of them"));
  CHECK(means_none("none of these, thanks"));
  CHECK_FALSE(means_none("none of them works"));
  CHECK_FALSE(means_none("the first"));
}

}  // namespace
}  // namespace handrail
