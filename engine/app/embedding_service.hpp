// An embedding model of a provider, as the settings say it: everything but its key.
#pragma once

#include <string>

#include "adapters/http/origin.hpp"
#include "adapters/llm/embedding_model.hpp"
#include "engine/app/secrets.hpp"

namespace handrail {

struct EmbeddingService {
  llm::EmbeddingOptions options;   // without its key
  http::Origin origin;
  SecretPlace key;
  std::string ca;                  // PEM file, complete path
};

}  // namespace handrail
