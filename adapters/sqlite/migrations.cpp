#include <string>

#include "adapters/sqlite/database.hpp"
#include "engine/base/assert.hpp"

namespace handrail::sqlite {

namespace {

Result<int> schema_number(Database& database) {
  HANDRAIL_TRY(auto statement, database.prepare("PRAGMA user_version"));
  HANDRAIL_TRY(const bool row, statement.step());
  HANDRAIL_ASSERT(row, "user_version always has a row");
  return static_cast<int>(statement.integer(0));
}

}  // namespace

Result<void> migrate(Database& database, std::initializer_list<Migration> migrations) {
  int newest = 0;
  for (const auto& migration : migrations) {
    HANDRAIL_ASSERT(migration.number == newest + 1, "migrations are numbered from 1 without gaps");
    newest = migration.number;
  }
  // The number is read inside the transaction: two programs that start together run each step once.
  return database.transaction([&]() -> Result<void> {
    HANDRAIL_TRY(const int present, schema_number(database));
    if (present > newest) {
      return fail(ErrorCode::corrupt, "the file was written by a newer program (its schema is number " + std::to_string(present) +
                                          ", this program knows " + std::to_string(newest) + "): use that program, or restore a backup");
    }
    for (const auto& migration : migrations) {
      if (migration.number > present) HANDRAIL_TRY_VOID(database.execute(migration.sql));
    }
    if (present == newest) return {};
    return database.execute("PRAGMA user_version = " + std::to_string(newest));
  });
}

}  // namespace handrail::sqlite
