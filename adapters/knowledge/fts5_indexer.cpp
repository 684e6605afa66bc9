#include "adapters/knowledge/fts5_indexer.hpp"

#include <filesystem>

#include "adapters/knowledge/articles.hpp"
#include "adapters/knowledge/connections.hpp"
#include "adapters/knowledge/fts5_knowledge.hpp"
#include "adapters/knowledge/index_file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"

namespace handrail {

namespace {

using namespace knowledge;

Result<Articles> read_all(const std::vector<KnowledgeFile>& files) {
  std::size_t bytes = 0;
  for (const KnowledgeFile& file : files) bytes += file.text.size();
  if (bytes > limits::bundle_bytes) return fail(ErrorCode::limit, "the knowledge files are larger than a bundle may be");
  std::vector<Error> problems;
  Articles articles = read_articles(files, problems);
  if (!problems.empty()) return fail(problems.front());
  return articles;
}

}  // namespace

Result<std::shared_ptr<const KnowledgeBase>> Fts5Indexer::index(const std::string& version, const std::vector<KnowledgeFile>& files) {
  if (cache_directory_.empty()) {
    HANDRAIL_TRY(const auto articles, read_all(files));
    HANDRAIL_TRY(auto database, sqlite::Database::open(":memory:", sqlite::Durability::normal));
    HANDRAIL_TRY_VOID(fill(database, version, articles, on_progress_));
    HANDRAIL_TRY(auto connection, connect(std::move(database)));
    return over(std::make_shared<Connections>(std::move(connection)));
  }
  std::error_code ignored;   // what matters is whether the file can be written
  std::filesystem::create_directories(cache_directory_, ignored);
  const std::string path = cache_directory_ + "/knowledge-" + sha256(version) + ".db";
  if (!holds(path, version)) {
    HANDRAIL_TRY(const auto articles, read_all(files));
    HANDRAIL_TRY_VOID(make_file(path, version, articles, on_progress_));
  }
  return over(std::make_shared<Connections>(path));
}

Result<std::shared_ptr<const KnowledgeBase>> Fts5Indexer::over(std::shared_ptr<Connections> connections) const {
  HANDRAIL_TRY(auto connection, connections->borrow());
  HANDRAIL_TRY(auto shelf, read_shelf(*connection));
  connection.reset();
  std::shared_ptr<Meaning> meaning;
  if (meaning_ && shelf.passages() > 0) {
    const std::string file = cache_directory_.empty() ? ":memory:" : cache_directory_ + "/embeddings.db";
    meaning = std::make_shared<Meaning>(*meaning_, file, connections, shelf.passages());
    start_filling(meaning);
  }
  return std::make_shared<const Fts5Knowledge>(std::move(connections), std::move(shelf), std::move(meaning));
}

}  // namespace handrail
