// What a turn stands on: the journal, and one interface for each thing outside. Built once, in engine/app/wire.cpp, and handed along by reference.
#pragma once

#include <memory>

#include "engine/journal/journal.hpp"
#include "engine/meaning/live_bundle.hpp"
#include "engine/seams/clock.hpp"
#include "engine/seams/id_source.hpp"
#include "engine/seams/language_model.hpp"
#include "engine/seams/notices.hpp"
#include "engine/seams/tool_provider.hpp"
#include "engine/seams/waiting.hpp"
#include "engine/seams/workflow_runner.hpp"

namespace handrail {

class Bundles {
 public:
  virtual ~Bundles() = default;
  // What new episodes begin with.
  [[nodiscard]] virtual std::shared_ptr<const LiveBundle> current() const = 0;
  // The version that an episode began with, from memory or from the store; an old one may take as long as training does.
  virtual Result<std::shared_ptr<const LiveBundle>> pinned(const BundleHash& hash) = 0;
  // What the last edit got wrong; empty when all is well.
  [[nodiscard]] virtual Json problems() const = 0;
};

// What a model is asked about a customer's message that was read without one. By the settings of the installation, and not by the policy: the record has what
// came of it, so that no decision rests on them.
struct ModelReading {
  enum class How {
    off,
    check,   // a second opinion: it may only make the desk more careful
    read,    // and what nothing was recognised in is what the model says that it is, for a person to look at
  };
  How how = How::off;
  Decimal below{1'000'000};             // only messages whose confidence is not above it
  std::vector<std::string> intents;     // only those that are read as one of these; empty: all
};

struct Seams {
  Journal& journal;
  Clock& clock;
  IdSource& ids;
  ToolProvider& tools;
  WorkflowRunner& workflows;
  Bundles& bundles;
  Notices* notices = nullptr;   // null: nobody listens
  LanguageModel* model = nullptr;   // null: none is configured, and replies are made of the desk's own texts
  ModelReading reading;
};

}  // namespace handrail
