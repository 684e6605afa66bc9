#include "engine/masking/veil.hpp"
#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("what a model must not see is hidden, one label for one value, and put back") {
  Veil veil({"name", "email", "phone", "address", "order_id"});
  veil.know_record(*parse_json(R"({"id":"C1","name":"Ada Park","ship_to":{"name":"Ada Park","street":"12 Elm Street"},"items":[{"name":"Blue mug"}]})"), true);
  veil.know("order_id", "W1001");
  const std::string text = "I am ada park, 12 Elm Street, ada@example.com. Where is the Blue mug of W1001? Write to ada@example.com.";
  const std::string covered = veil.cover(text);
  CHECK(covered == "I am [name 1] [name 2], [address 1], [email 1]. Where is the Blue mug of [order_id 1]? Write to [email 1].");
  CHECK(veil.uncover(covered) == "I am Ada Park, 12 Elm Street, ada@example.com. Where is the Blue mug of W1001? Write to ada@example.com.");
  CHECK(veil.uncover("Hello [name 1], about [order_id 1] and [order_id 2]") == "Hello Ada, about W1001 and [order_id 2]");
  CHECK(veil.cover("c_ada") == "c_ada");   // an id is no name
}

TEST_CASE("names of others that nobody introduces and no record has are hidden, and things with names are not") {
  struct Row { std::string text, covered; };
  for (const Row& row : std::vector<Row>{{"It is for Jonas, he lives upstairs.", "It is for [name 1], he lives upstairs."},
                                         {"Please send it to Maria Lopez at work", "Please send it to [name 1] [name 2] at work"},
                                         {"my wife Zofia ordered it", "my wife [name 1] ordered it"},
                                         {"Ask our colleague Weber about it", "Ask our colleague [name 1] about it"},
                                         {"Mr. Okonkwo signed for it", "Mr. [name 1] signed for it"},
                                         {"we have a son called Tariq", "we have a son called [name 1]"},
                                         {"Jonas's parcel and Jonas's refund", "[name 1]'s parcel and [name 1]'s refund"},
                                         {"it is a gift for Grace", "it is a gift for [name 1]"},
                                         {"Will the Wave headphones come with Amber cushions?", "Will the Wave headphones come with Amber cushions?"},
                                         {"I want the Maria dress in May", "I want the Maria dress in May"},
                                         {"Do you ship to Georgia, Paris or Austin?", "Do you ship to Georgia, Paris or Austin?"},
                                         {"I paid with Visa at Christmas. Please help", "I paid with Visa at Christmas. Please help"},
                                         {"WHERE IS JONAS'S PARCEL", "WHERE IS JONAS'S PARCEL"}}) {
    INFO(row.text);
    Veil veil({"name"});
    CHECK(veil.cover(row.text) == row.covered);
    CHECK(veil.uncover(row.covered) == row.text);
    Veil none({});
    CHECK(none.cover(row.text) == row.text);
  }
}

TEST_CASE("what the policy does not hide stays, but for cards and bank accounts, which do not come back") {
  Veil veil({});
  veil.know("name", "Ada");
  const std::string covered = veil.cover("Ada, ada@example.com, 4111 1111 1111 1111");
  CHECK(covered == "Ada, ada@example.com, [card 1]");
  CHECK(veil.uncover(covered) == covered);
}
