// Connections to one index, lent out one search at a time: a file is opened as often as there are searches at once, an index in memory is searched by one after
// another.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/knowledge/stemming.hpp"
#include "adapters/sqlite/database.hpp"

namespace handrail::knowledge {

struct Connection {
  sqlite::Database database;
  Stemming stemming;
};

class Connections {
 public:
  explicit Connections(std::string path) : path_(std::move(path)) {}
  explicit Connections(std::unique_ptr<Connection> in_memory) { idle_.push_back(std::move(in_memory)); }
  struct Return {
    Connections* owner = nullptr;
    void operator()(Connection* connection) const;
  };
  using Lent = std::unique_ptr<Connection, Return>;   // goes back by itself; the owner outlives it
  Result<Lent> borrow();

 private:
  void give_back(std::unique_ptr<Connection> connection);
  std::string path_;        // empty: in memory
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

[[nodiscard]] Result<std::unique_ptr<Connection>> connect(sqlite::Database database);

}  // namespace handrail::knowledge
