#include "engine/app/store_watch.hpp"

#include "tests/catch.hpp"

using namespace handrail;

namespace {
constexpr Instant noon{1'767'614'400'000};
}

TEST_CASE("a folder that cannot be written to is told once when it begins and once when it is well, however often it changes between") {
  StoreWatch watch("/data");
  CHECK_FALSE(watch.look("", noon));
  const auto told = watch.look("the disk is full", noon + seconds(1));
  REQUIRE(told);
  CHECK_THAT(*told, Catch::Contains("`/data`") && Catch::Contains("the disk is full"));
  CHECK_FALSE(watch.look("the disk is full", noon + seconds(2)));
  CHECK_FALSE(watch.look("", noon + seconds(3)));   // for a moment
  CHECK_FALSE(watch.look("the disk is full", noon + seconds(4)));
  CHECK_FALSE(watch.look("", noon + seconds(10)));
  const auto well = watch.look("", noon + seconds(12));
  REQUIRE(well);
  CHECK_THAT(*well, Catch::Contains("9 seconds"));
  CHECK_FALSE(watch.look("", noon + seconds(20)));
  SECTION("another trouble soon after is told when a minute has passed") {
    CHECK_FALSE(watch.look("the disk is full", noon + seconds(30)));
    CHECK(watch.look("the disk is full", noon + seconds(61)));
  }
  SECTION("one that was not told of is not told to be over") {
    CHECK_FALSE(watch.look("the disk is full", noon + seconds(30)));
    CHECK_FALSE(watch.look("", noon + seconds(31)));
    CHECK_FALSE(watch.look("", noon + seconds(40)));
  }
}
