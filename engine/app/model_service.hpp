// One language model of a provider, as the settings say it: everything but its key.
#pragma once

#include "adapters/llm/model.hpp"
#include "engine/app/provider.hpp"

namespace handrail {

struct ModelService : Provider {
  llm::ModelOptions options;   // without its key
};

}  // namespace handrail
