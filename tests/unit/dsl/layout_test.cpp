#include "dsl/syntax/layout.hpp"
#include "tests/catch.hpp"

using namespace handrail::dsl;

namespace {

struct Laid {
  Sources sources;
  Diagnostics found;
  std::vector<LaidOutBlock> blocks;
  explicit Laid(std::string text) : sources({{"a.policy", std::move(text)}}) {
    Findings findings(found);
    blocks = lay_out(sources, 0, findings);
  }
};

}  // namespace

TEST_CASE("a block starts at the margin, its clauses are indented") {
  const Laid laid("queue a\n  name \"A\"\n  promise within 1 hour\n\nqueue b\n    name \"B\"\n");
  CHECK(laid.found.empty());
  REQUIRE(laid.blocks.size() == 2);
  CHECK(laid.blocks[0].head.text == "queue a");
  REQUIRE(laid.blocks[0].clauses.size() == 2);
  CHECK(laid.blocks[0].clauses[1].text == "promise within 1 hour");
  CHECK(laid.blocks[1].clauses.at(0).text == "name \"B\"");
}

TEST_CASE("a line indented deeper than its clause continues it") {
  const Laid laid("tool t()\n  deny   when a\n         because \"no\"\n    then refuse\n  reads\n");
  REQUIRE(laid.blocks.at(0).clauses.size() == 2);
  CHECK(laid.blocks[0].clauses[0].text == "deny when a because \"no\" then refuse");
}

TEST_CASE("a head that ends in a comma or an open parenthesis goes on") {
  const Laid laid("tool t(\n    a: text,\n    b: text)\n  reads\n");
  REQUIRE(laid.blocks.size() == 1);
  CHECK(laid.blocks[0].head.text == "tool t( a: text, b: text)");
  CHECK(laid.blocks[0].clauses.size() == 1);
}

TEST_CASE("comments and blank lines leave nothing behind, except in quotes") {
  const Laid laid("# all about queues\nqueue a   # the first\n\n   # between\n  say \"call #1\"  # end\n");
  CHECK(laid.found.empty());
  REQUIRE(laid.blocks.size() == 1);
  CHECK(laid.blocks[0].head.text == "queue a");
  CHECK(laid.blocks[0].clauses.at(0).text == "say \"call #1\"");
}

TEST_CASE("every byte of a statement knows where it stood") {
  const Laid laid("queue a\n  say    \"two  blanks\"     at   # x\n     most\tonce\n");
  const Statement& clause = laid.blocks.at(0).clauses.at(0);
  CHECK(clause.text == "say \"two  blanks\" at most once");
  for (const std::string_view word : {"say", "\"two  blanks\"", "at", "most", "once"}) {
    const auto begin = static_cast<std::uint32_t>(clause.text.find(word));
    CHECK(laid.sources.text(clause.span(begin, begin + static_cast<std::uint32_t>(word.size()))) == word);
  }
  const auto size = static_cast<std::uint32_t>(clause.text.size());
  const Span end = clause.span(size, size);
  CHECK(end.begin == end.end);
  CHECK(end.begin == laid.sources.file(0).text.size() - 1);
}

TEST_CASE("lines of Windows and a byte order mark are read as if they were not there") {
  const Laid laid("\xEF\xBB\xBFqueue a\r\n  name \"A\"\r\n");
  CHECK(laid.found.empty());
  CHECK(laid.blocks.at(0).head.text == "queue a");
  CHECK(laid.blocks[0].clauses.at(0).text == "name \"A\"");
}

TEST_CASE("a statement with a fault of the layout is broken, its neighbours are not") {
  const Laid laid("queue a\n  name \"open\n  say \"closed\"\n\tpromise within 1 hour\n");
  CHECK(laid.found.size() == 2);
  REQUIRE(laid.blocks.at(0).clauses.size() == 3);
  CHECK(laid.blocks[0].clauses[0].broken);
  CHECK_FALSE(laid.blocks[0].clauses[1].broken);
  CHECK(laid.blocks[0].clauses[2].broken);
}

TEST_CASE("letters of any alphabet may stand in quotes and comments, whole words of one alphabet at least") {
  const Laid good("signal s   # прощай\n  phrases \"живой человек\", \"Gespräch\", \"人間\", \"אדם\", \"family 👩‍👧\", \"iPhone и чек\"\n");
  CHECK(good.found.empty());
  const Laid bad("signal s\n  phrases \"аgent\"\n");
  REQUIRE(bad.found.size() == 1);
  CHECK(bad.found[0].code == "P0007");
}

TEST_CASE("an escaped quote does not close the text") {
  const Laid laid("queue a\n  say \"she said \\\"no\\\" # really\"\n  name \"ends in \\\\\"\n");
  CHECK(laid.found.empty());
  CHECK(laid.blocks.at(0).clauses.size() == 2);
}
