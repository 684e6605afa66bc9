// What a desk's journals say of its knowledge: what customers asked that it had no answer to, and the articles behind what a person did not
// let through or judged wrong after it was sent.
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
  std::size_t wrong = 0;       // replies that cited it, went out, and were judged wrong: by the last word of somebody on each
  Instant last;
  ConversationId conversation; // the last one
  std::string by, reason;      // who said so there, and why; may be empty
  std::string correction;      // what should have been said there; empty: nobody wrote that
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
