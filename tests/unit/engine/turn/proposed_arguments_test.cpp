// What a model writes into a call that acts: marks alone are no words of the customer's.
#include "engine/turn/proposed_arguments.hpp"

#include "engine/turn/evidence.hpp"
#include "tests/catch.hpp"

namespace handrail {
namespace {

std::string why_not(const char* tag, std::vector<std::string> customer_said) {
  dsl::Tool tool;
  tool.effect = dsl::Effect::writes;
  reply::Evidence evidence;
  evidence.customer_said = std::move(customer_said);
  return why_not_passed(tool, Json::object({{"tag", tag}}), evidence, {});
}

TEST_CASE("marks alone are passed on where the customer wrote them") {
  for (const char* marks : {"\U0001F595", "\U0001F600 \U0001F600", "!!!", "$$$", " - "}) {
    INFO(marks);
    CHECK(why_not(marks, {"please tag me as vip"}) != "");
    CHECK(why_not(marks, {}) != "");
    CHECK(why_not(marks, {std::string("please tag me as ") + marks}) == "");
  }
  CHECK(why_not("", {"please tag me as vip"}) == "");
  CHECK(why_not("VIP", {"please tag me as vip"}) == "");
}

}  // namespace
}  // namespace handrail
