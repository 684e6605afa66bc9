#include "adapters/sqlite/store_view.hpp"

#include <filesystem>

#include "adapters/sqlite/reads.hpp"
#include "adapters/sqlite/schema.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

template <class Id> Result<std::vector<Id>> first_column(sqlite::Database& database, std::string_view sql) {
  HANDRAIL_TRY(auto select, database.kept(sql));
  std::vector<Id> all;
  while (true) {
    HANDRAIL_TRY(const bool row, select->step());
    if (!row) return all;
    all.emplace_back(std::string(select->text(0)));
  }
}

}  // namespace

Result<StoreView> StoreView::open(const std::string& path) {
  std::error_code error;
  if (path.find('\0') != std::string::npos || !std::filesystem::is_regular_file(path, error))
    return fail(ErrorCode::not_found, "there is no store `" + printable(path) + "`");
  HANDRAIL_TRY(auto database, sqlite::Database::open_read_only(path));
  std::int64_t schema = 0;
  {
    HANDRAIL_TRY(auto statement, database.prepare("PRAGMA user_version"));
    HANDRAIL_TRY(const bool row, statement.step());
    schema = row ? statement.integer(0) : 0;
  }
  if (schema > 0 && schema < sqlite::store_schema)
    return fail(ErrorCode::corrupt, "`" + printable(path) + "` is as an earlier version of this program left it: start `handrail serve` on it once, which brings it up to date");
  if (schema > sqlite::store_schema)
    return fail(ErrorCode::corrupt, "`" + printable(path) + "` was written by a newer program (its schema is number " + std::to_string(schema) + ", this program knows " +
                                        std::to_string(sqlite::store_schema) + "): use that program, or restore a backup");
  if (schema != sqlite::store_schema)
    return fail(ErrorCode::corrupt, "`" + printable(path) + "` is no store of this program: its schema is number " + std::to_string(schema) + ", and " +
                                        std::to_string(sqlite::store_schema) + " is known");
  return StoreView(std::move(database));
}

Result<std::vector<StoredEvent>> StoreView::events(const ConversationId& conversation) {
  return sqlite::read_events(database_, conversation, 0, limits::events_per_conversation);
}

Result<std::vector<ConversationId>> StoreView::conversations() { return first_column<ConversationId>(database_, "SELECT id FROM conversations ORDER BY number"); }

Result<void> StoreView::verify(const ConversationId& conversation) {
  return database_.snapshot([&] { return sqlite::walk_chain(database_, conversation); });
}

Result<std::vector<std::string>> StoreView::damaged_pages() {
  HANDRAIL_TRY(auto found, first_column<std::string>(database_, "PRAGMA quick_check(100)"));
  if (found.size() == 1 && found.front() == "ok") found.clear();
  return found;
}

Result<std::vector<BundleHash>> StoreView::bundles() { return first_column<BundleHash>(database_, "SELECT hash FROM bundles ORDER BY hash"); }

Result<std::optional<std::string>> StoreView::bundle(const BundleHash& hash) { return sqlite::read_bundle(database_, hash); }

}  // namespace handrail
