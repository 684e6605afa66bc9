#include "adapters/knowledge/document.hpp"

#include "adapters/knowledge/markdown.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/knowledge/files.hpp"

using namespace handrail;
using namespace handrail::knowledge;

TEST_CASE("front matter says title, category, audience, priority, review and address") {
  const auto document = read_document({"knowledge/a/b.md", "---\r\ntitle: \"Late: parcels\"\r\ncategory: shipping\r\nAudience: Internal\r\npriority: high\r\nreviewed: 2026-10-01\r\nurl: https://x.org/a:b\r\nowner: anybody\r\n---\r\nText.\r\n"});
  REQUIRE(document);
  CHECK(document->name == "a/b");
  CHECK(document->front.title == "Late: parcels");
  CHECK(document->front.category == "shipping");
  CHECK(document->front.audience == Audience::internal);
  CHECK(document->front.priority == Priority::high);
  CHECK(document->front.reviewed_at == *parse_time("2026-10-01"));
  CHECK(document->front.url == "https://x.org/a:b");
  REQUIRE(document->passages.size() == 1);
  CHECK(document->passages[0].text == "Text.");
}

TEST_CASE("without front matter the first heading is the title, else the file's name") {
  CHECK(read_document({"knowledge/x.md", "# Signing in\ntext"})->front.title == "Signing in");
  CHECK(read_document({"knowledge/gift-cards.md", "text"})->front.title == "gift cards");
  CHECK(read_document({"gift.cards.md", "text"})->name == "gift.cards");
  CHECK(read_document({"knowledge/x.md", ""})->passages.empty());
}

TEST_CASE("controls, and marks that turn letters round, are blanked out where an article is read") {
  const auto document = read_document({"knowledge/x.md", "# Late\fparcels\nWe ship\fon \u202eMonday\u2069.\tAnd\u0085so on."});
  REQUIRE(document);
  CHECK(document->front.title == "Late parcels");
  REQUIRE(document->passages.size() == 1);
  CHECK(document->passages[0].text.find_first_of("\f\xc2\xe2") == std::string::npos);
  CHECK(document->passages[0].text.starts_with("We ship on"));
}

TEST_CASE("front matter that cannot be trusted is refused with file and line") {
  const auto message = [](const std::string& text) {
    const auto document = read_document({"knowledge/x.md", text});
    return document ? std::string("read") : document.error().message;
  };
  CHECK(message("---\naudience: staff\n---\n") == "knowledge/x.md:2: audience is `everyone` or `internal`, not `staff`");
  CHECK(message("---\ntitle: a\nreviewed: last year\n---\n").starts_with("knowledge/x.md:3: reviewed is a date"));
  CHECK(message("---\npriority: low\n---\n").starts_with("knowledge/x.md:2: priority is"));
  CHECK(message("---\ntitle: a\n").starts_with("knowledge/x.md:1: the front matter that begins here"));
  CHECK(message("---\ntitle: a\naudience: internal\n# H\nno colon\n").starts_with("knowledge/x.md:1: the front matter that begins here"));
  CHECK(message("\n---\naudeince: internal\n---\n").starts_with("knowledge/x.md:3: `audeince` is no setting"));
  CHECK(message("<!-- x -->\n---\naudience: internal\n---\ntext").starts_with("knowledge/x.md:2: who may read the article"));
  CHECK(message("---\nno colon\n---\n").starts_with("knowledge/x.md:2:"));
  CHECK(message("\xff").starts_with("knowledge/x.md:1: the file is not UTF-8"));
  CHECK(message(std::string("a\0b", 3)).starts_with("knowledge/x.md:1:"));
}

TEST_CASE("front matter stands behind lines with nothing to see, and a text between two rules is text") {
  struct Row { const char* text; bool internal; const char* first; };
  const Row table[] = {
      {"\n \n---\naudience: internal\n---\nA.", true, "A."},
      {"\xC2\xA0\n\xE2\x80\x8B\n---\xC2\xA0\n\xC2\xA0" "audience:\xC2\xA0internal\n---\nA.", true, "A."},
      {"\n---\n\nWe open at eight. Note: bring id.\n\n---\n# T\nbody", false, "We open at eight. Note: bring id."},
      {"A.\n\n---\n\nAudience: everybody.\nCome early.\n\n---\nB.", false, "A.\nAudience: everybody. Come early.\nB."},
  };
  for (const auto& [text, internal, first] : table) {
    INFO(text);
    const auto document = read_document({"knowledge/x.md", text});
    REQUIRE(document);
    CHECK((document->front.audience == Audience::internal) == internal);
    REQUIRE(!document->passages.empty());
    CHECK(document->passages[0].text == first);
  }
}

TEST_CASE("inline marks are stripped and what is no mark stays") {
  const std::pair<const char*, const char*> table[] = {
      {"**30 days** and *more*, __this__ and _that_", "30 days and more, this and that"}, {"`code` and ~~gone~~", "code and gone"}, {"[our terms](https://x.org/a_(b)) apply", "our terms apply"},
      {"![a picture](x.png)", "a picture"}, {"[a **bold** link][ref]", "a bold link"}, {"order_id is 2 * 3 and 2*3", "order_id is 2 * 3 and 2*3"}, {"\\*not a mark\\*", "*not a mark*"},
      {"a < b and c > d", "a < b and c > d"}, {"line<br>break <b>bold</b>", "linebreak bold"}, {"<https://x.org>", "https://x.org"}, {"a &amp; b", "a & b"}, {"[just brackets] here", "[just brackets] here"}, {"[", "["}, {"snake_case_name", "snake_case_name"},
  };
  for (const auto& [written, plain] : table) CHECK(without_marks(written) == plain);
}

TEST_CASE("blocks become lines: paragraphs, lists, tables, code and quotes") {
  const auto sections = sections_of(split("One\ntwo.\n\n* first\n  goes on\n+ second\n\n3) third\n\n| a | b |\n|---|---|\n| *c* | d |\n\n```\n  kept  *as is*\n# no heading\n```\n> quoted\n\n***\n<!-- hidden\nstill hidden -->shown\n", '\n'));
  REQUIRE(sections.size() == 1);
  CHECK(sections[0].text == "One two.\n- first goes on\n- second\n3. third\na | b\nc | d\n  kept  *as is*\n# no heading\nquoted\nshown");
}

TEST_CASE("headings cut the text, also when underlined, and remember what is above them") {
  const auto document = *read_document({"x.md", "# Top\nintro\n\n## Inner ##\none\n\n### Deep\ntwo\n\nUnderlined\n----------\nthree\n\n#hashtag is text\n"});
  REQUIRE(document.passages.size() == 4);
  CHECK(document.passages[0].heading == "Top");
  CHECK(document.passages[1].heading == "Inner");
  CHECK(document.passages[2].above == "Top / Inner");
  CHECK(document.passages[3].above == "Top");
  CHECK(document.passages[3].text == "three\n#hashtag is text");
}

TEST_CASE("a long section is split where sentences end, and a short last sentence is repeated") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "Sentence number " + std::to_string(i) + " says something useful. ";
  const auto passages = split_into_passages(text);
  REQUIRE(passages.size() >= 4);
  for (const std::string& passage : passages) {
    CHECK(passage.size() <= 500);
    CHECK(passage.ends_with("useful."));
    CHECK(passage.starts_with("Sentence number"));
  }
  const std::string first_of_second = passages[1].substr(0, passages[1].find('.'));
  CHECK(passages[0].find(first_of_second) != std::string::npos);
  CHECK(split_into_passages("  \n ").empty());
}

TEST_CASE("text without sentences is cut between words, and never inside a character") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "wörd ";
  for (const std::string& passage : split_into_passages(text)) {
    CHECK(utf8_length(passage) <= 500);
    CHECK(valid_utf8(passage));
    CHECK(passage.ends_with("wörd"));
  }
  std::string solid;
  for (int i = 0; i < 2000; ++i) solid += "字";
  std::string together;
  for (const std::string& passage : split_into_passages(solid)) {
    CHECK(valid_utf8(passage));
    together += passage;
  }
  CHECK(together == solid);
}

TEST_CASE("a sentence that points back does not begin a passage without what it points to") {
  const std::string filler(330, 'x'), named = "Vouchers that you buy here " + std::string(120, 'y') + " are sent by e-mail. ";
  const auto passages = split_into_passages(filler + ". " + named + "They never expire, wherever you use them in one of our many shops.");
  REQUIRE(passages.size() == 2);
  CHECK(passages[1].starts_with("Vouchers"));
}

TEST_CASE("a page of nothing but marks takes linear work") {
  for (const char* mark : {"[", "<", "*", "(", "![", "`", "> ", "<!--", "_a", "[]("}) {
    std::string text;
    while (text.size() < 200'000) text += mark;
    CHECK(read_document({"x.md", text}));
  }
}
