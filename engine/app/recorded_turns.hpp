// The decisions of a conversation as its journal holds them: turn by turn, each with the facts that it rested on and the version of the bundle that its
// episode keeps. Read from the store's file beside whoever writes it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/store_view.hpp"
#include "engine/policy/bundle.hpp"

namespace handrail {

struct RecordedJudgement {
  std::uint64_t seq = 0;            // of its event
  std::string what;                 // the tool; empty: a decision on the message
  std::string outcome;              // as it was recorded: "approve by billing_lead", "hand off to billing"
  Json body;                        // of the event: {"facts": …} or {"input": …}
  BundleHash bundle;
};
struct RecordedTurn {               // from one message, or a burst of them, to the next
  Instant at;
  std::string message;
  std::vector<std::string> read;    // what was read off it, with the words that say so: `angry: "furious" (5-12)`
  std::vector<RecordedJudgement> decisions, calls;
  std::vector<Json> models, checks;  // what a model was asked for and said; what the check found in words before they went out. Bodies of their events
};

class RecordedConversation {
 public:
  // Fails with not_found where there is no such store or conversation, corrupt where its events cannot be read by this program.
  static Result<RecordedConversation> read(const std::string& store, const ConversationId& conversation);

  [[nodiscard]] const std::vector<RecordedTurn>& turns() const { return turns_; }
  // Fails with corrupt where the store does not have it, or it does not compile any more.
  Result<std::shared_ptr<const Bundle>> bundle_of(const RecordedJudgement& judgement);

 private:
  explicit RecordedConversation(StoreView view) : view_(std::move(view)) {}
  StoreView view_;
  std::vector<RecordedTurn> turns_;
  std::map<BundleHash, std::shared_ptr<const Bundle>> compiled_;
};

}  // namespace handrail
