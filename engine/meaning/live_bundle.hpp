// A bundle made ready to serve: trained and indexed.
#pragma once

#include <memory>

#include "engine/policy/bundle.hpp"
#include "engine/seams/classifier.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail {

struct LiveBundle {
  std::shared_ptr<const Bundle> bundle;
  std::shared_ptr<const Classifier> classifier;
  std::shared_ptr<const KnowledgeBase> knowledge;
  [[nodiscard]] const dsl::Program& program() const { return *bundle->program; }
};

}  // namespace handrail
