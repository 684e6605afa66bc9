// Whether a reader sees anything of a text.
#include "engine/base/visible.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("a text says something when one character of it is seen") {
  for (const char* blank : {"", " ", " \t\r\n", "\u00a0\u2003\u3000", "\u200b", "\u2060\ufeff \u200e", "\u202e", "\u3164", "\u2800", "\u00ad", "\x1b", "\xff", "\U000E0041"}) {
    INFO(blank);
    CHECK_FALSE(says_something(blank));
  }
  for (const char* seen : {"a", " . ", "\u200b!", "\u0646\u0639\u0645", "\u597d", "\U0001F44D", "\n\n1"}) {
    INFO(seen);
    CHECK(says_something(seen));
  }
}
