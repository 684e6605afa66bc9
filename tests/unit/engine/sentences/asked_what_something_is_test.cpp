// A question what something else is asks for nobody; one that asks for somebody stays.
#include "engine/base/text.hpp"
#include "engine/sentences/asked_back.hpp"
#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("a question whether something is a person is taken out, and what stands beside it is kept") {
  struct Row { const char* text; const char* left; };
  const Row row = GENERATE(values<Row>({
      {"is the meter reader a real person or automatic", "or automatic"},
      {"Are your drivers real people?", "?"},
      {"was that voice on the phone a machine? Give me a human", "? Give me a human"},
      {"is my account manager still a human", ""},
      {"is there a real person there", "is there a real person there"},
      {"is this a person", "is this a person"},
      {"is a human available", "is a human available"},
      {"is the person from yesterday back", "is the person from yesterday back"},
      {"is the matter now with a person", "is the matter now with a person"},
      {"is the lamp broken? I want a person", "is the lamp broken? I want a person"},
      {"can the meter reader call me", "can the meter reader call me"},
  }));
  CAPTURE(row.text);
  CHECK(trim(blanked_where_it_asks_what_something_is(row.text)) == row.left);
}
