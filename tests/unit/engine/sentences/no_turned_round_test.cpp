// A no that the same message takes back: a row a message, with what is said behind it.
#include "engine/sentences/no_turned_round.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

struct Row { const char* message; const char* behind; };   // null: nothing is turned round

const Row rows[] = {
    {"no wait, yes", ", yes"}, {"No, sorry, yes", ", yes"}, {"no, yes", nullptr}, {"no", nullptr}, {"yes, no wait", nullptr}, {"", nullptr},
};

TEST_CASE("a no is turned round by what stands between it and the yes") {
  for (const Row& row : rows) {
    INFO(row.message);
    const auto behind = behind_a_turned_no(row.message);
    CHECK(behind.has_value() == (row.behind != nullptr));
    if (behind && row.behind) CHECK(*behind == row.behind);
  }
  CHECK(says_no_and_yes("no, yes"));
  CHECK_FALSE(says_no_and_yes("no, thanks"));
}

}  // namespace
}  // namespace handrail
