#include "engine/app/past_rows.hpp"

#include <filesystem>
#include <fstream>

#include "engine/base/limits.hpp"
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
  CHECK(read("c.csv", "id,text\n1,a\n", mapping).problems == std::vector<std::string>{"the file has no column `txt`: did you mean `text`?"});
}

TEST_CASE("a row may be as long as its limit, and a longer one is told with its line") {
  const std::string frame = "\"\"";
  const std::string longest = "\"" + std::string(limits::import_row_bytes - frame.size(), 'x') + "\"";
  const Read made = read("d.jsonl", longest + "\n\"x" + longest.substr(1) + "\n1\n");
  CHECK(made.rows.size() == 2);
  REQUIRE(made.problems.size() == 1);
  CHECK(made.problems[0] == "2: the line is longer than " + std::to_string(limits::import_row_bytes) + " bytes");
}
