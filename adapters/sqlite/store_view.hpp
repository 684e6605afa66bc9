// A store's file as somebody else may look at it while its owner goes on writing: a read-only connection, no epoch taken, no migration run. It sees what
// was committed when it asks.
#pragma once

#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "engine/seams/store.hpp"

namespace handrail {

class StoreView {
 public:
  // Fails with not_found where there is no such file, unavailable (permissions), corrupt (no store, or one of another schema than this program's).
  static Result<StoreView> open(const std::string& path);

  // A conversation's events from its first one; empty: there is no such conversation.
  Result<std::vector<StoredEvent>> events(const ConversationId& conversation);
  Result<std::vector<ConversationId>> conversations();   // in the order in which they were opened
  Result<void> verify(const ConversationId& conversation);   // as `Store::verify`
  // What SQLite finds wrong with the pages of the file, a line each, at most a hundred; empty: nothing.
  Result<std::vector<std::string>> damaged_pages();
  Result<std::vector<BundleHash>> bundles();             // every version that is kept, by hash
  // The version of a bundle that a conversation keeps, as `bundle_files` reads it.
  Result<std::optional<std::string>> bundle(const BundleHash& hash);

 private:
  explicit StoreView(sqlite::Database database) : database_(std::move(database)) {}
  sqlite::Database database_;
};

}  // namespace handrail
