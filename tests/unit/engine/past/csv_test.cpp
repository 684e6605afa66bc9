#include "engine/past/csv.hpp"

#include <sstream>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Read { std::vector<std::vector<std::string>> rows; std::vector<std::size_t> lines; std::size_t too_long = 0; std::vector<std::size_t> unclosed; };

Read read(const std::string& text, char separator = ',', std::size_t row_bytes_max = 1000) {
  std::istringstream in(text);
  CsvReader reader(in, separator, row_bytes_max);
  Read made;
  std::vector<std::string> fields;
  for (auto row = reader.next(fields); row != CsvReader::Row::end; row = reader.next(fields)) {
    if (row == CsvReader::Row::too_long) {
      ++made.too_long;
      continue;
    }
    if (row == CsvReader::Row::unclosed) {
      made.unclosed.push_back(reader.line());
      continue;
    }
    made.rows.push_back(fields);
    made.lines.push_back(reader.line());
  }
  return made;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("fields in quotes hold commas, quotes and line breaks, and lines count on through them") {
  const Read made = read("id,text\r\n1,\"a, \"\"b\"\"\nc\"\n\n2,d\n");
  CHECK(made.rows == Rows{{"id", "text"}, {"1", "a, \"b\"\nc"}, {"2", "d"}});
  CHECK(made.lines == std::vector<std::size_t>{1, 2, 5});
}

TEST_CASE("the last row needs no line break, a quote in the middle of a field is itself, and empty fields stay") {
  CHECK(read("a,b\"c\",,").rows == Rows{{"a", "b\"c\"", "", ""}});
  CHECK(read("").rows.empty());
  CHECK(read("a;b", ';').rows == Rows{{"a", "b"}});
}

TEST_CASE("a row may be as long as its limit, and a longer one is passed over to its end") {
  CHECK(read(std::string(10, 'x') + "\nok\n", ',', 10).rows == Rows{{std::string(10, 'x')}, {"ok"}});
  const Read made = read(std::string(11, 'x') + "\nok\n", ',', 10);
  CHECK(made.too_long == 1);
  CHECK(made.rows == Rows{{"ok"}});
}

TEST_CASE("a quote that is never closed costs its own row, and the rows behind it are read") {
  const Read made = read("1,\"open\n2,b\n3,c\n");
  CHECK(made.rows == Rows{{"2", "b"}, {"3", "c"}});
  CHECK(made.unclosed == std::vector<std::size_t>{1});
  CHECK(made.lines == std::vector<std::size_t>{2, 3});
  const Read closed_by_another = read("1,\"open\n2,\"b, c\"\n3,d\n");
  CHECK(closed_by_another.rows == Rows{{"2", "b, c"}, {"3", "d"}});
  CHECK(closed_by_another.unclosed == std::vector<std::size_t>{1});
}
