#include "adapters/knowledge/vector_file.hpp"

#include <cmath>
#include <cstdio>
#include <cstring>


namespace handrail::knowledge {

namespace {

constexpr std::string_view schema =
    "create table if not exists vectors (number integer primary key, space text not null, text_hash text not null, vector blob not null, unique (space, text_hash))";

// As this machine writes numbers: the file is a cache and stays where it was made.
std::string_view bytes_of(const std::vector<float>& vector) { return {reinterpret_cast<const char*>(vector.data()), vector.size() * sizeof(float)}; }

std::optional<std::vector<float>> vector_of(std::string_view bytes) {
  if (bytes.empty() || bytes.size() % sizeof(float) != 0 || bytes.size() > bounds::vector_bytes) return std::nullopt;
  std::vector<float> vector(bytes.size() / sizeof(float));
  std::memcpy(vector.data(), bytes.data(), bytes.size());
  for (const float number : vector)
    if (!(std::fabs(number) <= 1.001f)) return std::nullopt;   // of length 1, none is larger
  return vector;
}

Result<sqlite::Database> opened(const std::string& path) {
  HANDRAIL_TRY(auto database, sqlite::Database::open(path, sqlite::Durability::normal));
  HANDRAIL_TRY_VOID(database.execute(schema));
  return database;
}

}  // namespace

Result<VectorFile> VectorFile::open(const std::string& path, std::string space) {
  Result<sqlite::Database> database = opened(path);
  if (!database && database.error().code == ErrorCode::corrupt) {
    for (const char* ending : {"", "-wal", "-shm"}) std::remove((path + ending).c_str());
    database = opened(path);
  }
  if (!database) return fail(database.error());
  return VectorFile(std::move(*database), std::move(space));
}

Result<std::optional<std::vector<float>>> VectorFile::find(const std::string& text_hash) {
  HANDRAIL_TRY(auto row, database_.kept("select vector from vectors where space = ?1 and text_hash = ?2"));
  row->bind(1, space_).bind(2, text_hash);
  HANDRAIL_TRY(const bool found, row->step());
  return found ? vector_of(row->bytes(0)) : std::optional<std::vector<float>>();
}

Result<void> VectorFile::keep(const std::vector<std::pair<std::string, std::vector<float>>>& by_text_hash) {
  return database_.transaction([&]() -> Result<void> {
    for (const auto& [text_hash, vector] : by_text_hash) {
      HANDRAIL_TRY(auto row, database_.kept("insert or replace into vectors (space, text_hash, vector) values (?1, ?2, ?3)"));
      HANDRAIL_TRY_VOID(row->bind(1, space_).bind(2, text_hash).bind_bytes(3, bytes_of(vector)).run());
    }
    return {};
  });
}

Result<void> VectorFile::tidy(std::size_t most) {
  HANDRAIL_TRY(auto rows, database_.prepare("delete from vectors where number <= (select number from vectors order by number desc limit 1 offset ?1)"));
  return rows.bind(1, most).run();
}

}  // namespace handrail::knowledge
