// Searches an index, top to bottom: understand the question, find candidates by rare words and by meaning, judge them, keep what is relevant, sort the best again.
#pragma once

#include <memory>
#include <vector>

#include "adapters/knowledge/connections.hpp"
#include "adapters/knowledge/meaning.hpp"
#include "adapters/knowledge/shelf.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

class Fts5Knowledge : public KnowledgeBase {
 public:
  // `meaning`: null where no embedding model is configured.
  Fts5Knowledge(std::shared_ptr<Connections> connections, Shelf shelf, std::shared_ptr<const Meaning> meaning = nullptr)
      : connections_(std::move(connections)), shelf_(std::move(shelf)), meaning_(std::move(meaning)) {}
  Result<std::vector<Passage>> search(const KnowledgeQuery& query) const override;

 private:
  std::shared_ptr<Connections> connections_;
  Shelf shelf_;
  std::shared_ptr<const Meaning> meaning_;
};

}  // namespace handrail::knowledge
