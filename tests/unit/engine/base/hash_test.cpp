#include "engine/base/hash.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/result.hpp"
#include "tests/catch.hpp"

using namespace handrail;

// The vectors of FIPS 180-4.
TEST_CASE("the hash is SHA-256 in lower-case hex") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("secrets are compared whole") {
  CHECK(equal_in_constant_time("", ""));
  CHECK(equal_in_constant_time("secret", "secret"));
  CHECK_FALSE(equal_in_constant_time("secret", "secreT"));
  CHECK_FALSE(equal_in_constant_time("secret", "secret "));
}

TEST_CASE("a failed assertion is a Bug that says where and what") {
  const auto fails = [] { HANDRAIL_ASSERT(1 + 1 == 3, "arithmetic is off"); };
  CHECK_THROWS_AS(fails(), Bug);
  CHECK_THROWS_WITH(fails(), Catch::Contains("hash_test.cpp:") && Catch::Contains("arithmetic is off") && Catch::Contains("1 + 1 == 3"));
  HANDRAIL_ASSERT(true, "never seen");
}

TEST_CASE("an error has the word of its code") {
  CHECK(to_text(ErrorCode::invalid) == "invalid");
  CHECK(to_text(ErrorCode::not_found) == "not_found");
  CHECK(to_text(ErrorCode::corrupt) == "corrupt");
}

TEST_CASE("a try passes the value on, or returns the error") {
  const auto twice = [](Result<int> in) -> Result<int> {
    HANDRAIL_TRY(const int value, in);
    return value * 2;
  };
  CHECK(twice(4) == 8);
  CHECK(twice(fail(ErrorCode::timeout, "late")).error() == Error{ErrorCode::timeout, "late"});
}
