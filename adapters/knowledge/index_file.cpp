#include "adapters/knowledge/index_file.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace handrail::knowledge {

namespace {

constexpr std::string_view layout = "1";

constexpr std::string_view schema = R"sql(
create table about (layout text not null, version text not null);
create table passages (
  number integer primary key, id text not null unique, path text not null, title text not null, heading text not null, category text not null, url text not null,
  body text not null, internal integer not null, priority integer not null, reviewed_at integer
);
create virtual table words using fts5 (title, heading, body, tokenize = 'porter unicode61 remove_diacritics 2');
)sql";

Result<void> insert(sqlite::Database& database, const std::vector<Document>& documents) {
  HANDRAIL_TRY(auto passage, database.prepare("insert into passages (id, path, title, heading, category, url, body, internal, priority, reviewed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  HANDRAIL_TRY(auto words, database.prepare("insert into words (rowid, title, heading, body) values (?, ?, ?, ?)"));
  for (const Document& document : documents) {
    for (std::size_t i = 0; i < document.passages.size(); ++i) {
      const Section& section = document.passages[i];
      passage.bind(1, document.name + "#" + std::to_string(i + 1)).bind(2, document.path).bind(3, document.front.title).bind(4, section.heading);
      passage.bind(5, document.front.category).bind(6, document.front.url).bind(7, section.text);
      passage.bind(8, std::int64_t{document.front.audience == Audience::internal}).bind(9, static_cast<std::int64_t>(document.front.priority));
      passage.bind(10, document.front.reviewed_at ? std::optional(document.front.reviewed_at->ms) : std::nullopt);
      HANDRAIL_TRY_VOID(passage.run());
      words.bind(1, database.last_insert_id()).bind(2, document.front.title).bind(3, section.headings).bind(4, section.text);
      HANDRAIL_TRY_VOID(words.run());
    }
  }
  return {};
}

Result<void> fill_and_close(const std::string& path, const std::string& version, const std::vector<Document>& documents) {
  HANDRAIL_TRY(auto database, sqlite::Database::open(path, sqlite::Durability::normal));
  HANDRAIL_TRY_VOID(fill(database, version, documents));
  // One file, that can be renamed and read from a read-only folder.
  HANDRAIL_TRY(auto mode, database.prepare("pragma journal_mode = delete"));
  return mode.run();
}

Result<bool> whole(sqlite::Database& database, const std::string& version) {
  HANDRAIL_TRY(auto about, database.prepare("select layout, version from about"));
  HANDRAIL_TRY(const bool found, about.step());
  if (!found || about.text(0) != layout || about.text(1) != version) return false;
  HANDRAIL_TRY(auto check, database.prepare("pragma quick_check(1)"));
  HANDRAIL_TRY(const bool checked, check.step());
  return checked && check.text(0) == "ok";
}

}  // namespace

Result<void> fill(sqlite::Database& database, const std::string& version, const std::vector<Document>& documents) {
  return database.transaction([&]() -> Result<void> {
    HANDRAIL_TRY_VOID(database.execute(schema));
    HANDRAIL_TRY_VOID(insert(database, documents));
    HANDRAIL_TRY_VOID(database.execute("insert into words (words) values ('optimize')"));
    HANDRAIL_TRY(auto about, database.prepare("insert into about (layout, version) values (?, ?)"));
    about.bind(1, layout).bind(2, version);
    return about.run();
  });
}

bool holds(const std::string& path, const std::string& version) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;
  Result<sqlite::Database> database = sqlite::Database::open_read_only(path);
  if (!database) return false;
  const Result<bool> answer = whole(*database, version);
  return answer && *answer;
}

Result<void> make_file(const std::string& path, const std::string& version, const std::vector<Document>& documents) {
  std::string beside = path + ".XXXXXX";
  const int file = ::mkstemp(beside.data());
  if (file < 0) return fail(ErrorCode::unavailable, "cannot write beside " + path + ": " + std::strerror(errno));
  ::close(file);
  Result<void> made = fill_and_close(beside, version, documents);
  if (made && std::rename(beside.c_str(), path.c_str()) != 0) made = fail(ErrorCode::unavailable, "cannot write " + path + ": " + std::strerror(errno));
  if (!made) {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::remove((beside + ending).c_str());
  }
  return made;
}

}  // namespace handrail::knowledge
