// What an installation is told: handrail.toml in the bundle's folder, and above it the command line. Nothing in it is a policy, and nothing is a secret.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/app/embedding_service.hpp"
#include "engine/app/model_service.hpp"
#include "engine/app/tool_service.hpp"
#include "engine/base/result.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

struct Settings {
  std::string bundle;                  // folder
  std::string host = "127.0.0.1";      // [server] host
  std::uint16_t port = 8080;           // [server] port; 0: any free one
  std::size_t threads = 0;             // [server] threads; 0: one per processor
  std::string data;                    // [data] folder: the store, keys, caches; relative to the bundle; ".handrail" when not set
  std::string sandbox;                 // [sandbox] data: a data set for the sandbox shop; relative to the bundle; "sandbox.json" when there is one
  std::vector<ToolService> services;   // [tools.NAME]: who does tools over HTTP; adapters/remote_tools/README.md is the contract
  ModelReading model_reading;
  std::optional<EmbeddingService> embeddings;   // [embeddings]: none, and articles are found by words alone
  std::vector<ModelService> models;    // [models.NAME], those that [model] uses, in its order; adapters/llm/README.md
};

// The settings of a bundle's folder: the file where there is one, else as it comes. Fails with invalid for a table, key or value that is not known, naming the
// line, and with not_found for a bundle that is no folder.
Result<Settings> read_settings(const std::string& bundle);

}  // namespace handrail
