// The embedding model of an installation, as [embeddings] of handrail.toml names it: articles are then found by meaning as well. adapters/llm/README.md lists the
// settings.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <toml++/toml.h>

#include "adapters/llm/embedding_model.hpp"
#include "adapters/llm/model_chain.hpp"
#include "engine/app/embedding_service.hpp"

namespace handrail {

// `table`: [embeddings], null where there is none. Fails with invalid, naming the line.
Result<std::optional<EmbeddingService>> read_embedding_service(const std::filesystem::path& file, const toml::node* table);

// The model, with its key read from the environment or its file. Fails with not_found or invalid, naming the variable or the file.
Result<std::unique_ptr<llm::EmbeddingModel>> make_embedding_model(FiberWaiting& waiting, const llm::Surroundings& surroundings, const EmbeddingService& service);

}  // namespace handrail
