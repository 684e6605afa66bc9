// What a desk's journals say of its knowledge: what customers asked that it had no answer to, and the articles behind drafts that a person did not let through.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/insight/history.hpp"

namespace handrail {

struct Unanswered {
  std::string question;        // the customer's message, or what a workflow searched for
  std::string intent;
  ConversationId conversation;
  Instant at;
};

struct JudgedArticle {         // by the part of a passage's id before its `#`
  std::size_t refused = 0, edited = 0;   // drafts that cited it
  Instant last;
  ConversationId conversation; // the last one
};

struct KnowledgeUse {
  std::vector<Unanswered> unanswered;    // in the order of the conversations
  std::map<std::string, JudgedArticle> judged;
  std::size_t answered = 0;              // replies that cited something
  std::size_t unreadable = 0;            // conversations that this program cannot read
};

// `since`: only what happened from then on. `on_progress`: conversations read, of how many. Fails with what the history fails with.
[[nodiscard]] Result<KnowledgeUse> knowledge_use(History& history, std::optional<Instant> since, const std::function<void(std::size_t, std::size_t)>& on_progress = {});

}  // namespace handrail
