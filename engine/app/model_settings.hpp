// The language models of an installation, as handrail.toml names them: [models.main] with a provider's API, a model and where its key is read, and in
// [model] which of them are asked, in which order. adapters/llm/README.md lists the settings.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <toml++/toml.h>

#include "adapters/llm/model_chain.hpp"
#include "engine/app/model_service.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// `models`: the tables of [models]; `chain`: the table [model]; each may be null. The models that are used, in the order in which they are asked; every table is
// read, also of one that is not used. Fails with invalid, naming the line.
Result<std::vector<ModelService>> read_model_services(const std::filesystem::path& file, const toml::node* models, const toml::node* chain);

// What [model] says of reading: `reading`, `reading_below`, `reading_of`. Off where it says nothing.
Result<ModelReading> read_model_reading(const std::filesystem::path& file, const toml::node* chain);

// The chain, with the keys read from the environment or their files; at least one model. Fails with not_found or invalid, naming the variable or the file.
Result<std::unique_ptr<llm::ModelChain>> make_model_chain(FiberWaiting& waiting, const llm::Surroundings& surroundings, const std::vector<ModelService>& models);

}  // namespace handrail
