// A verb of leaving alone is the wish itself where the intent is about it.
#include "engine/meaning/kept_by_wish.hpp"

#include "tests/catch.hpp"

namespace handrail {
namespace {

dsl::Intent about(std::string name, std::vector<std::string> examples) {
  dsl::Intent intent;
  intent.name = std::move(name);
  intent.examples = std::move(examples);
  return intent;
}

TEST_CASE("keeping is wished for where the intent says so, in its name or in an example") {
  const dsl::Program program;
  const dsl::Intent hold = about("hold_unit", {}), extend = about("rental_extend", {"can I keep the bike for another day", "I need it longer"});
  CHECK(keeping_is_the_wish(program, hold, "please hold U101 for 5 days"));
  CHECK(keeping_is_the_wish(program, extend, "Can we keep R1002 over the weekend?"));
  CHECK_FALSE(keeping_is_the_wish(program, hold, "don't hold U101"));
  CHECK_FALSE(keeping_is_the_wish(program, hold, "keep U101 as it is"));
}

TEST_CASE("where it is about giving something back, what is kept is left alone") {
  const dsl::Program program;
  const dsl::Intent refund = about("refund_request", {"I do not want to keep it, refund it", "money back for my order"});
  CHECK_FALSE(keeping_is_the_wish(program, refund, "keep W1002"));
  CHECK_FALSE(keeping_is_the_wish(program, refund, "leave W1002 alone"));
}

}  // namespace
}  // namespace handrail
