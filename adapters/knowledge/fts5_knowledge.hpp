// Searches an index, top to bottom: understand the question, find candidates by rare words, judge them, keep what is relevant, sort the best of them again.
#pragma once

#include <memory>
#include <vector>

#include "adapters/knowledge/connections.hpp"
#include "adapters/knowledge/shelf.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

class Fts5Knowledge : public KnowledgeBase {
 public:
  Fts5Knowledge(std::unique_ptr<Connections> connections, Shelf shelf) : connections_(std::move(connections)), shelf_(std::move(shelf)) {}
  Result<std::vector<Passage>> search(const KnowledgeQuery& query) const override;

 private:
  std::unique_ptr<Connections> connections_;
  Shelf shelf_;
};

}  // namespace handrail::knowledge
