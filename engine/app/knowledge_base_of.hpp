// The knowledge of a bundle's folder, indexed as the server would, with the vectors of an embedding model where one is configured, for commands that ask it.
#pragma once

#include <memory>
#include <string>

#include "adapters/llm/embedding_model.hpp"
#include "adapters/llm/model_chain.hpp"
#include "adapters/waiting/fibers.hpp"
#include "engine/app/settings.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail {

// An embedding model that a command asks, and what it waits with.
struct CommandEmbeddings {
  FiberWaiting waiting{1};
  llm::SteadyClock clock;
  std::unique_ptr<llm::EmbeddingModel> model;
  ~CommandEmbeddings();
};

struct BundleKnowledge {
  Settings settings;
  std::unique_ptr<CommandEmbeddings> embeddings;   // null: none is configured
  std::shared_ptr<const Bundle> bundle;
  std::shared_ptr<const KnowledgeBase> knowledge;
  std::string cache;                     // where its index lies
  std::shared_ptr<void> temporary;       // takes that folder away, where the installation's cannot be written
};

// Tells what is wrong with the bundle on standard error, and shows how far the index is. Fails with what kept it.
Result<BundleKnowledge> knowledge_of_folder(const std::string& folder);
// Asks it, by meaning as well where an embedding model is configured; personal data in the question stays here.
Result<std::vector<Passage>> search(const BundleKnowledge& of, KnowledgeQuery query);
// The same without the index.
Result<BundleKnowledge> bundle_of_folder(const std::string& folder);

// The name under which an index of these files is kept: their content.
[[nodiscard]] std::string knowledge_version(const std::vector<KnowledgeFile>& files);

// The real day, or the one that is given ("2026-11-22").
Result<Instant> day_or_now(const std::string& day);

}  // namespace handrail
