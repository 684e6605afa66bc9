// An embedding model of a provider, as the settings say it: everything but its key.
#pragma once

#include "adapters/llm/embedding_model.hpp"
#include "engine/app/provider.hpp"

namespace handrail {

struct EmbeddingService : Provider {
  llm::EmbeddingOptions options;   // without its key
};

}  // namespace handrail
