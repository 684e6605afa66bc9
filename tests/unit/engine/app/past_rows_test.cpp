#include "engine/app/past_rows.hpp"

#include <filesystem>
#include <fstream>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Read { std::vector<std::string> rows, problems; };

Read read(const std::string& name, const std::string& text, const PastMapping& mapping = {}) {
  const auto path = std::filesystem::temp_directory_path() / ("handrail_past_rows_" + name);
  std::ofstream(path, std::ios::binary) << text;
  Read made;
  auto rows = PastRows::open(path.string(), mapping);
  if (rows) {
    PastRows::Row row;
    while (rows->next(row)) {
      if (row.problem.empty()) made.rows.push_back(std::to_string(row.line) + " " + dump(row.json));
      else made.problems.push_back(std::to_string(row.line) + ": " + row.problem);
    }
  } else {
    made.problems.push_back(rows.error().message);
  }
  std::filesystem::remove(path);
  return made;
}

}  // namespace

TEST_CASE("JSON lines are read one by one; empty lines are passed over, and a bad one is told with its line") {
  const Read made = read("a.jsonl", "{\"a\":1}\n\n{\"a\":\n{\"a\":2}");
  CHECK(made.rows == std::vector<std::string>{"1 {\"a\":1}", "4 {\"a\":2}"});
  REQUIRE(made.problems.size() == 1);
  CHECK(made.problems[0].rfind("3: ", 0) == 0);
}

TEST_CASE("a table is read by its header, and a row with other fields is told with its line") {
  const Read made = read("b.csv", "\xEF\xBB\xBFid, text\n1,\"a\nb\"\n2\n3,c\n");
  CHECK(made.rows == std::vector<std::string>{R"(2 {"id":"1","text":"a\nb"})", R"(5 {"id":"3","text":"c"})"});
  CHECK(made.problems == std::vector<std::string>{"4: the row has 1 fields, and the header 2"});
}

TEST_CASE("a header without a column of the mapping is told before anything is read") {
  PastMapping mapping;
  mapping.columns.text = "txt";
  CHECK(read("c.csv", "id,text\n1,a\n", mapping).problems == std::vector<std::string>{"the file has no column `txt` ([message] text): did you mean `text`?"});
}

TEST_CASE("a mark at the beginning of the file belongs to no row, and UTF-16 is told") {
  CHECK(read("e.csv", "\xEF\xBB\xBF\"id\",\"text\"\n1,\"a\nb\n2,c\n").rows == std::vector<std::string>{R"(4 {"id":"2","text":"c"})"});
  CHECK(read("f.jsonl", "\xEF\xBB\xBF{\"a\":1}\n").rows == std::vector<std::string>{"1 {\"a\":1}"});
  CHECK(read("g.csv", std::string("\xFF\xFEi\0d\0\n\0", 8)).problems == std::vector<std::string>{"the file is UTF-16: save it as UTF-8 (in Excel \"CSV UTF-8\")"});
}

TEST_CASE("a header that has a column twice is refused") {
  CHECK(read("h.csv", "id,text,id\n1,a,2\n").problems == std::vector<std::string>{"the header has the column `id` twice: which of them is meant, nobody can say"});
}

TEST_CASE("of JSON lines all are asked for the columns of the mapping: one that masks and is nowhere is refused, another is told") {
  PastMapping mapping;
  mapping.columns = {.conversation = "t", .customer = "who.id", .verified = "", .intent = "topic", .resolution = "", .sentiment = "", .tags = "",
                     .at = "at", .by = "by", .text = "body", .name = "", .tool = "", .arguments = "", .result = ""};
  const auto of = [&](const std::string& text) {
    const auto path = std::filesystem::temp_directory_path() / "handrail_past_rows_columns.jsonl";
    std::ofstream(path, std::ios::binary) << text;
    const auto told = PastRows::columns_not_seen(path.string(), mapping);
    std::filesystem::remove(path);
    return told ? join(*told, "\n") : "refused: " + told.error().message;
  };
  const std::string row = R"({"t":"1","who":{"id":"c","name":"Ada"},"at":"2026-01-05","by":"user","body":"hi")";
  CHECK(of(row + ",\"topic\":null}\n") == "");
  CHECK(of(row + "}\n") == "no row has the column `topic` ([conversation] intent); there are t, who, who.id, who.name, at, by, body");
  mapping.name_columns = {"who.nam"};
  CHECK(of(row + "}\n") == "refused: no row has the column `who.nam` ([mask] names): did you mean `who.name`?");
  mapping.name_columns = {"who"};
  CHECK(of(row + "}\n") == "refused: the column `who` ([mask] names) is an object: name its member that holds the name, like `who.name`");
  mapping.name_columns = {"agent"};
  CHECK(of(row + "}\nbroken\n" + row + ",\"topic\":\"x\",\"agent\":\"Lea\"}\n") == "");
  CHECK(of("broken\n") == "");
}

TEST_CASE("a row may be as long as its limit, and a longer one is told with its line") {
  const std::string frame = "\"\"";
  const std::string longest = "\"" + std::string(limits::import_row_bytes - frame.size(), 'x') + "\"";
  const Read made = read("d.jsonl", longest + "\n\"x" + longest.substr(1) + "\n1\n");
  CHECK(made.rows.size() == 2);
  REQUIRE(made.problems.size() == 1);
  CHECK(made.problems[0] == "2: the line is longer than " + std::to_string(limits::import_row_bytes) + " bytes");
}
