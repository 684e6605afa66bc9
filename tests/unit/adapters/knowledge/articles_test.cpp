#include "adapters/knowledge/articles.hpp"

#include "adapters/knowledge/article_text.hpp"
#include "adapters/knowledge/alike.hpp"
#include "adapters/knowledge/fts5_indexer.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;
using namespace handrail::knowledge;

namespace {

Articles read(const std::vector<KnowledgeFile>& files, std::vector<std::string>* problems = nullptr) {
  std::vector<Error> errors;
  Articles articles = read_articles(files, errors);
  for (const Error& error : errors)
    if (problems) problems->push_back(error.message);
  if (!problems) CHECK(errors.empty());
  return articles;
}

std::string problem_of(const KnowledgeFile& file) {
  std::vector<std::string> problems;
  (void)read({file}, &problems);
  return problems.empty() ? "read" : problems[0];
}

std::string first(const std::vector<KnowledgeFile>& files, const std::string& question) {
  const auto found = *(*Fts5Indexer("").index("v", files))->search({.text = question});
  return found.empty() ? "-" : found[0].id;
}

}  // namespace

TEST_CASE("a folder speaks for its articles, the nearest folder first and the article before it") {
  const Articles articles = read({{"knowledge/folder.txt", "category: help\npriority: high\nreview: every 90 days\n"},
                                  {"knowledge/internal/folder.txt", "# for the desk\nsource: internal procedures\nreviewed: 2026-10-01\n"},
                                  {"knowledge/a.md", "text"},
                                  {"knowledge/internal/b.md", "---\ncategory: own\n---\ntext"}});
  REQUIRE(articles.documents.size() == 2);
  const FrontMatter &a = articles.documents[0].front, &b = articles.documents[1].front;
  CHECK(a.category == "help");
  CHECK(a.priority == Priority::high);
  CHECK(a.review_every == days(90));
  CHECK_FALSE(a.audience);
  CHECK(b.category == "own");
  CHECK(b.priority == Priority::high);
  CHECK(b.source == "internal procedures");
  CHECK(b.audience == Audience::internal);
  CHECK(b.reviewed_at == *parse_time("2026-10-01"));
}

TEST_CASE("what would quote something internal by mistake is refused") {
  CHECK(problem_of({"knowledge/a.md", "---\naudiance: internal\n---\n"}) == "knowledge/a.md:2: `audiance` is no setting of an article; did you mean `audience`?");
  CHECK(problem_of({"knowledge/a.md", "---\nsource: internal procedures\naudience: everyone\n---\n"}).starts_with("knowledge/a.md:1: internal procedures inform"));
  CHECK(problem_of({"knowledge/a.md", "---\nsource: wiki\n---\n"}).starts_with("knowledge/a.md:2: source is one of `help centre`"));
  CHECK(problem_of({"knowledge/a.md", "---\nreview: sometimes\n---\n"}).starts_with("knowledge/a.md:2: review is a cadence"));
  CHECK(problem_of({"knowledge/x/folder.txt", "audience: staff\n"}).starts_with("knowledge/x/folder.txt:1: audience is"));
  CHECK(problem_of({"knowledge/x/folder.txt", "\ntitle: X\n"}).starts_with("knowledge/x/folder.txt:2: title and url"));
  CHECK(problem_of({"knowledge/a.md", "\n---\naudience: stafff\n---\n"}).starts_with("knowledge/a.md:3: audience is"));
  CHECK(problem_of({"knowledge/a.md", "---\nauthor: Anna\ntags: a, b\nreviewer: Bo\n---\n"}) == "read");
}

TEST_CASE("synonyms find what is said in other words, one way where it is said so") {
  const std::vector<KnowledgeFile> files = {{"knowledge/a.md", "# Rebates\nWe pay within a week."}, {"knowledge/b.md", "# Laptops\nA laptop has two years of warranty."},
                                            {"knowledge/c.md", "# Macbooks\nWe sell no macbook."}};
  auto with = files;
  with.push_back({"knowledge/synonyms.txt", "# ours\nrebate, moolah\nmacbook means laptop\n"});
  CHECK(first(files, "how do I get my moolah") == "-");
  CHECK(first(with, "how do I get my moolah") == "a#1");
  CHECK(first(with, "macbook warranty") == "b#1");
  CHECK(first(with, "do you sell a laptop") != "c#1");
}

TEST_CASE("a line of synonyms that does nothing is told with its place") {
  const auto told = [](const std::string& text) { return problem_of({"knowledge/synonyms.txt", text}); };
  CHECK(told("red, blue\n\nrefund\n") == "knowledge/synonyms.txt:3: a line ties words together, like `refund, money back`");
  CHECK(told("refund, the").starts_with("knowledge/synonyms.txt:1: `the` says nothing by itself"));
  CHECK(told("refund, , money").starts_with("knowledge/synonyms.txt:1: between two commas"));
  CHECK(told("refund, Refund").starts_with("knowledge/synonyms.txt:1: `refund` stands here twice"));
  CHECK(told("mac means mac").starts_with("knowledge/synonyms.txt:1: `mac` means itself"));
  CHECK(told("\xff, b").starts_with("knowledge/synonyms.txt:1: the file is not UTF-8"));
}

TEST_CASE("synonyms have as many lines, ways and words as their limits") {
  const auto told = [](const std::string& text) { return problem_of({"knowledge/synonyms.txt", text}); };
  std::string lines, ways = "way0", words = "long";
  for (std::size_t i = 0; i < limits::synonym_lines; ++i) lines += "worda" + std::to_string(i) + ", wordb" + std::to_string(i) + "\n";
  for (std::size_t i = 1; i < limits::synonym_ways; ++i) ways += ", way" + std::to_string(i);
  for (std::size_t i = 1; i < limits::synonym_words; ++i) words += " long";
  CHECK(told(lines) == "read");
  CHECK(told(lines + "one, more\n").find("more than") != std::string::npos);
  CHECK(told(ways) == "read");
  CHECK(told(ways + ", one").find("more than") != std::string::npos);
  CHECK(told("short, " + words) == "read");
  CHECK(told("short, " + words + " more").find("more than") != std::string::npos);
}

TEST_CASE("a bundle has as many passages as the limit says") {
  const auto articles = [](std::size_t passages) {
    std::vector<KnowledgeFile> files;
    for (std::size_t left = passages, file = 0; left > 0; ++file) {
      std::string text;
      const std::size_t here = std::min<std::size_t>(left, 250'000);
      for (std::size_t i = 0; i < here; ++i) text += "#\nb\n";
      files.push_back({"knowledge/" + std::to_string(file) + ".md", std::move(text)});
      left -= here;
    }
    return files;
  };
  std::vector<std::string> problems;
  (void)read(articles(limits::knowledge_passages), &problems);
  CHECK(problems.empty());
  (void)read(articles(limits::knowledge_passages + 1), &problems);
  CHECK(problems.size() == 1);
}

TEST_CASE("an article that was written out is read back the same") {
  Page page;
  page.front.title = "\"Quoted\" & more: yes";
  page.front.category = "billing";
  page.front.audience = Audience::internal;
  page.front.review_every = days(30);
  page.sections = {{0, "", "Opening *line* with _marks_ and [brackets](x)."},
                   {2, "# 1. Heading <b>", "- item one\n- item two\n# no heading\n1. first\n3) no item\na | b\n| c\n> no quote\n=== \\ back & amp;\n`code` ~~gone~~"}};
  const std::string text = article_text(page);
  INFO(text);
  const auto back = read_page({"a.md", text});
  REQUIRE(back);
  CHECK(back->front.title == page.front.title);
  CHECK(back->front.audience == Audience::internal);
  CHECK(back->front.review_every == days(30));
  REQUIRE(back->sections.size() == 2);
  CHECK(back->sections[0].text == page.sections[0].text);
  CHECK(back->sections[1].heading == page.sections[1].heading);
  CHECK(back->sections[1].text == page.sections[1].text);
}

TEST_CASE("names of files are made of titles, and bytes of other days are read") {
  CHECK(file_name_for("How long do I have? (30 days)") == "how-long-do-i-have-30-days");
  CHECK(file_name_for("../../etc/passwd") == "etc-passwd");
  CHECK(file_name_for("???") == "article");
  CHECK(valid_utf8(file_name_for(std::string(200, 'a') + "ü")));
  CHECK(from_windows_1252("caf\xe9 \x80 5") == "café € 5");
}

TEST_CASE("two bytes a letter are told from text, and read in their order") {
  using namespace std::string_literals;
  struct Row { std::string bytes; TwoBytes order; const char* text; };
  const Row rows[] = {{"\xff\xfe\x61\x00\xac\x20"s, TwoBytes::low_first, "a€"},
                      {"\xfe\xff\x00\x61\x20\xac"s, TwoBytes::high_first, "a€"},
                      {"\x61\x00\x62\x00"s, TwoBytes::low_first, "ab"},
                      {"\x00\x61\x00\x62"s, TwoBytes::high_first, "ab"},
                      {"\xff\xfe\x3d\xd8\x00\xde"s, TwoBytes::low_first, "\U0001F600"},
                      {"\xff\xfe"s, TwoBytes::low_first, ""}};
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(two_bytes_a_letter(row.bytes) == row.order);
    CHECK(from_utf16(row.bytes, row.order) == row.text);
  }
  for (const std::string& text : {"plain"s, ""s, "a"s, "caf\xe9"s, "zero \0 in the midst of much text"s, "\0\0\0\0"s}) CHECK(two_bytes_a_letter(text) == TwoBytes::no);
  for (const std::string& half : {"\xff\xfe\x61"s, "\xff\xfe\x3d\xd8"s, "\xff\xfe\x00\xde"s, "\xff\xfe\x3d\xd8\x61\x00"s}) CHECK_FALSE(from_utf16(half, TwoBytes::low_first));
}

TEST_CASE("questions that say much the same are counted together") {
  const std::vector<std::string> asked = {"Do you sell bicycles?", "can you sell me a bicycle", "what is the weather", "do you sell bicycles in red", "", "the of"};
  const auto groups = *grouped(asked);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].questions == std::vector<std::size_t>{0, 1, 3});
  CHECK(groups[0].words == std::vector<std::string>{"bicycles", "sell"});
  CHECK(groups[1].questions == std::vector<std::size_t>{2});
}
