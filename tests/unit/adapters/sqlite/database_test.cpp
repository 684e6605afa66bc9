#include <fstream>

#include "adapters/sqlite/database.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"

using namespace handrail;
using namespace handrail::sqlite;

namespace {

Database memory() { return Database::open(":memory:", Durability::normal).value(); }

std::int64_t count(Database& database, const std::string& table) {
  auto select = database.prepare("SELECT count(*) FROM " + table).value();
  REQUIRE(select.step().value());
  return select.integer(0);
}

}  // namespace

TEST_CASE("values come back as they were bound, also empty texts and NUL bytes") {
  auto database = memory();
  REQUIRE(database.execute("CREATE TABLE t (a, b, c, d)"));
  auto insert = database.prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4)").value();
  const std::string odd("a\0b", 3);
  REQUIRE(insert.bind(1, std::numeric_limits<std::int64_t>::min()).bind(2, 0.5).bind(3, odd).bind(4, std::optional<std::int64_t>()).run());
  REQUIRE(insert.bind(1, 7u).bind(2, true).bind(3, std::string_view()).bind_null(4).run());
  auto select = database.prepare("SELECT a, b, c, d FROM t ORDER BY a").value();
  REQUIRE(select.step().value());
  CHECK(select.integer(0) == std::numeric_limits<std::int64_t>::min());
  CHECK(select.real(1) == 0.5);
  CHECK(select.text(2) == odd);
  CHECK(select.is_null(3));
  REQUIRE(select.step().value());
  CHECK_FALSE(select.is_null(2));
  CHECK(select.text(2).empty());
  CHECK_FALSE(select.step().value());
}

TEST_CASE("errors say what the caller can do") {
  auto database = memory();
  REQUIRE(database.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)"));
  REQUIRE(database.execute("INSERT INTO t VALUES (1)"));
  CHECK(database.execute("INSERT INTO t VALUES (1)").error().code == ErrorCode::conflict);
  CHECK(database.execute("INSERT INTO nowhere VALUES (1)").error().code == ErrorCode::invalid);
  CHECK(database.prepare("").error().code == ErrorCode::invalid);
  CHECK(Database::open("/nowhere/at/all/x.db", Durability::full).error().code == ErrorCode::unavailable);
  CHECK(Database::open_read_only("/nowhere/x.db").error().code == ErrorCode::unavailable);
}

TEST_CASE("a file that is no database is called corrupt") {
  const TestFolder folder;
  std::ofstream(folder.file("x.db")) << std::string(8192, 'x');
  CHECK(Database::open(folder.file("x.db"), Durability::full).error().code == ErrorCode::corrupt);
  CHECK(Database::open_read_only(folder.file("x.db")).error().code == ErrorCode::corrupt);
}

TEST_CASE("a transaction is stored whole or not at all") {
  auto database = memory();
  REQUIRE(database.execute("CREATE TABLE t (a)"));
  const auto failed = database.transaction([&]() -> Result<void> {
    HANDRAIL_TRY_VOID(database.execute("INSERT INTO t VALUES (1)"));
    return fail(ErrorCode::limit, "no");
  });
  CHECK(failed.error().code == ErrorCode::limit);
  CHECK_THROWS(database.transaction([&]() -> Result<void> {
    REQUIRE(database.execute("INSERT INTO t VALUES (1)"));
    throw std::runtime_error("bug");
  }));
  CHECK(count(database, "t") == 0);
  REQUIRE(database.transaction([&] { return database.execute("INSERT INTO t VALUES (1)"); }));
  CHECK(count(database, "t") == 1);
}

TEST_CASE("a savepoint undoes itself and nothing else") {
  auto database = memory();
  REQUIRE(database.execute("CREATE TABLE t (a)"));
  REQUIRE(database.transaction([&]() -> Result<void> {
    HANDRAIL_TRY_VOID(database.execute("INSERT INTO t VALUES (1)"));
    const auto piece = database.savepoint([&]() -> Result<void> {
      REQUIRE(database.execute("INSERT INTO t VALUES (2)"));
      return fail(ErrorCode::conflict, "no");
    });
    CHECK_FALSE(piece.has_value());
    return database.savepoint([&] { return database.execute("INSERT INTO t VALUES (3)"); });
  }));
  CHECK(count(database, "t") == 2);
}

TEST_CASE("a kept statement is reset when its scope ends, so that it holds no lock") {
  auto database = memory();
  REQUIRE(database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)"));
  for (int i = 0; i < 3; ++i) {
    auto select = database.kept("SELECT a FROM t ORDER BY a").value();
    REQUIRE(select->step().value());
    CHECK(select->integer(0) == 1);
  }
  CHECK(database.execute("DROP TABLE t").has_value());
}

TEST_CASE("migrations run once, in order, and a newer file is refused") {
  const TestFolder folder;
  auto database = Database::open(folder.file("x.db"), Durability::full).value();
  REQUIRE(migrate(database, {{1, "CREATE TABLE t (a)"}}));
  REQUIRE(migrate(database, {{1, "CREATE TABLE t (a)"}, {2, "ALTER TABLE t ADD COLUMN b; INSERT INTO t VALUES (1, 2)"}}));
  REQUIRE(migrate(database, {{1, "CREATE TABLE t (a)"}, {2, "ALTER TABLE t ADD COLUMN b; INSERT INTO t VALUES (1, 2)"}}));
  CHECK(count(database, "t") == 1);
  const auto newer = migrate(database, {{1, "CREATE TABLE t (a)"}});
  CHECK(newer.error().code == ErrorCode::corrupt);
  CHECK_THAT(newer.error().message, Catch::Contains("newer program"));
}

TEST_CASE("a migration that fails half-way leaves the file as it was") {
  auto database = memory();
  CHECK_FALSE(migrate(database, {{1, "CREATE TABLE t (a)"}, {2, "CREATE TABLE u (a); CREATE TABLE t (a)"}}).has_value());
  CHECK(database.execute("SELECT * FROM t").error().code == ErrorCode::invalid);
  CHECK(migrate(database, {{1, "CREATE TABLE t (a)"}}).has_value());
}
