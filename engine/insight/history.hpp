// What a desk recorded, to be read once from its first conversation to its last. Whoever reads on several threads opens one each.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/seams/store.hpp"

namespace handrail {

class History {
 public:
  virtual ~History() = default;
  virtual Result<std::vector<ConversationId>> conversations() = 0;   // in the order in which they were recorded
  virtual Result<std::vector<StoredEvent>> events(const ConversationId& conversation) = 0;
  virtual Result<std::vector<BundleHash>> versions() = 0;            // of all bundles that are kept, by hash
  // A bundle's files, as `bundle_files` reads them.
  virtual Result<std::optional<std::string>> bundle(const BundleHash& hash) = 0;
};

using HistoryOpener = std::function<Result<std::unique_ptr<History>>()>;

}  // namespace handrail
