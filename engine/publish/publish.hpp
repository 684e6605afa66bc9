// Moves live conversations to another version of the bundle, or says what moving them would do. Each is judged by its journal; those that are safe go on by
// the new version from their next event, on the record, and the others keep theirs.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/journal/journal.hpp"
#include "engine/publish/standing.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail {

// Those that do not move for one reason.
struct Kept {
  Standing::Kind kind = Standing::Kind::diverges;
  std::string workflow, why;
  std::string example;                      // the conversation that `why` is about, where it is put another way for the others: with their own arguments
  std::int64_t step = 0;
  std::size_t conversations = 0;
  std::vector<std::string> some;            // the first limits::publish_named of them, by id
};

struct Publication {
  BundleHash bundle;
  bool dry_run = false;
  std::size_t looked_at = 0;                // conversations of any kind
  std::size_t live = 0;                     // of those, with an open episode
  std::size_t there = 0, safe = 0, moved = 0, busy = 0, diverge = 0;
  std::vector<Kept> kept;                   // diverging first, the most conversations first
  std::vector<std::string> failed;          // conversations that could not be read or written, with the reason; the first limits::publish_named
  std::size_t failures = 0;
};
[[nodiscard]] Json to_json(const Publication& publication);

using PublishProgress = std::function<void(std::size_t looked_at)>;   // now and then, from any strand

// Replays every live journal and changes nothing. The states may come from a store that somebody else goes on writing.
using StateOf = std::function<Result<ConversationState>(const ConversationId&)>;
[[nodiscard]] Publication rehearse_publication(const std::vector<ConversationId>& conversations, const StateOf& state_of, WorkflowRunner& runner, const Bundle& bundle,
                                               const PublishProgress& progress);

// The same, and moves what is safe: many at a time, each in its lane, with a durable commit of its own. The store holds the bundle already. Parks; off the
// loops or from a strand. Fails with cancelled where the process drains before the end: what was moved stays moved.
Result<Publication> publish(Journal& journal, WorkflowRunner& runner, Waiting& waiting, std::shared_ptr<const Bundle> bundle,
                            const PublishProgress& progress);

}  // namespace handrail
