// What a language model says that a message means, made of its JSON: the schema that it is given, and the check of what it answers. Nonsense is told as such.
#pragma once

#include <string>
#include <vector>

#include "engine/reply/prompt.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

struct ModelsReading {
  std::string intent;                    // of the bundle; "other" where the model says that none is meant
  Decimal confidence;
  std::vector<EntityClaim> named;        // with their places in the message
  std::vector<SignalMatch> signals;
};

// The intents, entities and signals of the bundle in words, and the schema of the answer. Without lines.
[[nodiscard]] reply::ReadingSources reading_sources(const dsl::Program& program);

// Fails with invalid where the answer is no JSON by the schema, names what the bundle does not have, quotes words that the message does not have, or an entity
// that these words are none of: the values are read by the bundle's own reader from the words that the model points at. `answer`: with what was hidden put back.
Result<ModelsReading> models_reading(const LiveBundle& live, const std::string& message, const std::string& answer, const Json& schema);

}  // namespace handrail
