#include "adapters/knowledge/fts5_indexer.hpp"

#include <filesystem>
#include <unordered_map>

#include "adapters/knowledge/fts5_knowledge.hpp"
#include "adapters/knowledge/index_file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"

namespace handrail {

namespace {

using namespace knowledge;

Result<std::vector<Document>> read_all(const std::vector<KnowledgeFile>& files) {
  std::size_t bytes = 0;
  for (const KnowledgeFile& file : files) bytes += file.text.size();
  if (bytes > limits::bundle_bytes) return fail(ErrorCode::limit, "the knowledge files are larger than a bundle may be");
  std::vector<Document> documents;
  std::unordered_map<std::string, int> names;
  for (const KnowledgeFile& file : files) {
    HANDRAIL_TRY(auto document, read_document(file));
    // returns.md and returns.txt are two documents.
    const int namesakes = names[document.name]++;
    if (namesakes > 0) document.name = document.path;
    documents.push_back(std::move(document));
  }
  return documents;
}

std::shared_ptr<const KnowledgeBase> opened(std::unique_ptr<Connections> connections) { return std::make_shared<const Fts5Knowledge>(std::move(connections)); }

}  // namespace

Result<std::shared_ptr<const KnowledgeBase>> Fts5Indexer::index(const std::string& version, const std::vector<KnowledgeFile>& files) {
  if (cache_directory_.empty()) {
    HANDRAIL_TRY(auto documents, read_all(files));
    HANDRAIL_TRY(auto database, sqlite::Database::open(":memory:", sqlite::Durability::normal));
    HANDRAIL_TRY_VOID(fill(database, version, documents));
    return opened(std::make_unique<Connections>(std::move(database)));
  }
  std::error_code ignored;   // what matters is whether the file can be written
  std::filesystem::create_directories(cache_directory_, ignored);
  const std::string path = cache_directory_ + "/knowledge-" + sha256(version) + ".db";
  if (!holds(path, version)) {
    HANDRAIL_TRY(auto documents, read_all(files));
    HANDRAIL_TRY_VOID(make_file(path, version, documents));
  }
  return opened(std::make_unique<Connections>(path));
}

}  // namespace handrail
