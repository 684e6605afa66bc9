// Which arguments of a call say how many of something.
#include "engine/turn/more_or_fewer.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("one more is counted where an argument says how many, and not where it names something") {
  for (const char* counts : {"pieces", "seats", "number_of_guests", "quantity", "item_count"}) {
    INFO(counts);
    CHECK(names_a_count(counts));
  }
  for (const char* names : {"booking", "room_number", "year", "order_id", "row", "case_no", "address", "status", "s", ""}) {
    INFO(names);
    CHECK_FALSE(names_a_count(names));
  }
}
