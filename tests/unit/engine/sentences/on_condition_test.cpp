// What hangs on something that may come, and what can be seen now: a row a message, with what is left of it.
#include "engine/sentences/on_condition.hpp"

#include "engine/base/text.hpp"
#include "tests/rows.hpp"

namespace handrail {
namespace {

struct Row { const char *message, *left; };

constexpr Row of_later[] = {
    {"if it takes longer than a day, cancel it", ""},
    {"if it takes longer than a day cancel it", ""},
    {"cancel it if it takes longer than a day", ""},
    {"Cancel it, if it takes longer than a day.", ""},
    {"W1001, and if it takes longer than a day, cancel it", "W1001,"},
    {"refund W1001. If it does not arrive by Friday, cancel W1003.", "refund W1001."},
    {"refund W1001 and cancel W1003 if it does not come tomorrow", "refund W1001"},
    {"yes, but if the courier comes again, refund it", "yes,"},
    {"once it arrives, refund me", ""},
    {"when it gets here refund me the shipping", ""},
    {"as soon as it arrives, cancel my plan", ""},
    {"refund me unless it comes by Monday", ""},
    {"should it take longer than a week, cancel it", ""},
    {"in case it gets lost, send it again", ""},
    {"if you refuse, delete my account", ""},
    {"if you don't refund me, cancel my subscription", ""},
    {"if I don\u2019t hear from you, refund it", ""},
    {"cancel it whenever the price drops", ""},
    {"if it doesn't fit I want a refund", ""},
    {"if it does not work, I want my money back", ""},
    {"if I get ill I'd like my fee back", ""},
    {"in case it arrives late I'd cancel", ""},
    {"refund W1001. If the other one breaks we want that back too", "refund W1001."},
    // not looked at while the rules were written
    {"If nothing comes by tomorrow evening, call the whole thing off.", ""},
    {"please refund W1001, and should they lose it again cancel W1003 too", "please refund W1001,"},
    {"provided the shop replies, refund it", ""},
};

constexpr const char* of_now[] = {
    "if possible, cancel it",
    "cancel it if you can",
    "if it has not shipped yet, cancel W1003",
    "cancel W1003 if it is not too late",
    "if that is still possible, cancel it",
    "if it can be cancelled, cancel it",
    "if they already shipped it, refund me",
    "what happens if it takes longer than a day?",
    "can I cancel it if it takes longer?",
    "what if it takes longer",
    "I want to know if it arrives tomorrow",
    "when will it arrive",
    "refund it at once",
    "refund it as soon as possible",
    "if it still doesn't work refund me",
    "if the lamp I ordered is gone, cancel it",
    "if I already paid I want my money back",
    "yes please",
    "refund W1001",
    // not looked at while the rules were written
    "cancel it if that's okay with you",
    "If you haven't packed W1003 yet, please stop it",
    "let me know if it ships tomorrow",
};

std::string left_of(std::string text) {
  for (const OnCondition& one : things_on_condition(text))
    if (one.of_later) text = blanked(std::move(text), one.from, one.to);
  return std::string(trim(text));
}

TEST_CASE("what is wished for only if something comes to pass is told from what can be seen now") {
  test::each_row(of_later, [](const Row& row) { CHECK(left_of(row.message) == row.left); });
  test::each_row(of_now, [](const char* message) { CHECK(left_of(message) == message); });
}

TEST_CASE("a condition of now is told from what hangs on it") {
  const auto rest = [](std::string text) {
    for (const OnCondition& one : things_on_condition(text))
      if (!one.of_later) text = blanked(std::move(text), one.from, one.to);
    return std::string(trim(text));
  };
  CHECK(rest("if it has not shipped yet, cancel W1003") == "cancel W1003");
  CHECK(rest("cancel W1003 if possible") == "cancel W1003");
  const std::string cut = rest("Cancel W1003, if it is not too late. Thanks");
  CHECK((cut.starts_with("Cancel W1003,  ") && cut.ends_with("  . Thanks")));
  CHECK(rest("if it takes longer, cancel it") == "if it takes longer, cancel it");
}

TEST_CASE("whatever the bytes, what is taken out lies within the text and nothing is read past the first page") {
  for (const char* text : {"", " ", "if", "if if if", "unless", "?", "...", "if,,,", "when", "in case", "as soon as", "should it", "\u2019if\u2019 it comes",
                                 "if \xF0\x9F\x91\x8D comes, cancel"})
    for (const OnCondition& one : things_on_condition(text)) CHECK((one.from < one.to && one.to <= std::string_view(text).size()));
  const std::string endless(200'000, 'i');
  CHECK(things_on_condition(endless + " if it comes, cancel it").empty());
}

}  // namespace
}  // namespace handrail
