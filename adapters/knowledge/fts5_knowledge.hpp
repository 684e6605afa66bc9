// Searches an index. Connections are lent out one search at a time: a file is opened as often as there are searches at once, an index in memory
// is searched by one after another.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

class Connections {
 public:
  explicit Connections(std::string path) : path_(std::move(path)) {}
  explicit Connections(sqlite::Database in_memory) { idle_.push_back(std::make_unique<sqlite::Database>(std::move(in_memory))); }
  struct Return {
    Connections* owner = nullptr;
    void operator()(sqlite::Database* database) const;
  };
  using Lent = std::unique_ptr<sqlite::Database, Return>;   // goes back by itself; the owner outlives it
  Result<Lent> borrow();

 private:
  void give_back(std::unique_ptr<sqlite::Database> database);
  std::string path_;        // empty: in memory
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<sqlite::Database>> idle_;
};

class Fts5Knowledge : public KnowledgeBase {
 public:
  explicit Fts5Knowledge(std::unique_ptr<Connections> connections) : connections_(std::move(connections)) {}
  Result<std::vector<Passage>> search(const KnowledgeQuery& query) const override;

 private:
  std::unique_ptr<Connections> connections_;
};

}  // namespace handrail::knowledge
