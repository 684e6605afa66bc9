// Knowledge files in an index of SQLite's FTS5: stemmed English words and the bundle's synonyms, BM25 with titles and headings counting more than text.
//
//   Fts5Indexer indexer(".handrail/cache");
//   HANDRAIL_TRY(auto knowledge, indexer.index(hash_of_files, files));
//   HANDRAIL_TRY(auto passages, knowledge->search({.text = "how long do I have to return shoes", .categories = {"billing"}}));
//
// A passage is an answer only if it holds enough of what the question is about: the rarer a word is in the files, the more it has to be there.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/knowledge/meaning.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail {

class Fts5Indexer : public KnowledgeIndexer {
 public:
  // An empty directory: the index is in memory, and made anew each time.
  // `on_progress`: how many of how many passages an index that is being made holds.
  explicit Fts5Indexer(std::string cache_directory, std::function<void(std::size_t done, std::size_t all)> on_progress = {})
      : cache_directory_(std::move(cache_directory)), on_progress_(std::move(on_progress)) {}
  // From now on passages are found by meaning as well, by vectors that are filled in aside or first, and kept in the directory across versions.
  void find_by_meaning(knowledge::MeaningOptions options) { meaning_ = std::move(options); }
  // Fails with invalid for a file that cannot be read as knowledge (the message says file and line), limit for more than limits::bundle_bytes, and
  // unavailable when a cache directory cannot be written. What it returns may be searched from many threads.
  Result<std::shared_ptr<const KnowledgeBase>> index(const std::string& version, const std::vector<KnowledgeFile>& files) override;

 private:
  std::string cache_directory_;
  Result<std::shared_ptr<const KnowledgeBase>> over(std::shared_ptr<knowledge::Connections> connections) const;
  std::function<void(std::size_t done, std::size_t all)> on_progress_;
  std::optional<knowledge::MeaningOptions> meaning_;
};

}  // namespace handrail
