// Everything that the outside may ask of the engine, by whom, in one interface: the HTTP endpoint and the command line call nothing else.
// Answers are JSON as `openapi.yaml` publishes it. Every call parks until what it did is durable.
// What a principal may not see reads exactly like what does not exist: not_found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/json.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/result.hpp"
#include "engine/domain/message.hpp"
#include "engine/domain/principal.hpp"

namespace handrail {

struct OpenRequest {
  std::optional<std::string> id;           // the caller's own id for it; opening it twice with equal content gives the first
  CustomerIdentity customer;               // only a principal that vouches may fill it
  Json context;                            // by the policy's `context` block, or null
};

struct TakenIn {
  IncomingMessage message;                 // with its id, and when it came
  bool settled = false;                    // what came of it is on the record already
};

struct TurnAnswer {
  bool waiting = false;                    // waits for a person: HTTP answers 202
  Json body;                               // {"conversation","message","reply"?,"decision","ownership","state","receipts",…}
};

struct ApprovalRequest {
  enum class Verdict { approve, refuse, edit } verdict = Verdict::approve;
  std::string reason;                      // required for refuse
  Json arguments;                          // edit: the call's new arguments, judged again from scratch; for a drafted reply {"text"}
  std::string key;                         // the caller's own for this request; asked again with it, the answer is the first one. Empty: none
  bool only_again = false;                 // only that first answer is wanted: what is asked of anew fails with conflict
};

struct HandoffRequest {
  enum class Action { claim, reply, hand_back, resolve } action = Action::claim;
  std::string text;                        // reply: the words; hand_back: a note
  std::string from = {};                   // claim: whoever has claimed it until now; empty: nobody has
  Json closing;                            // resolve: {"root_cause"?, "assistant_was"? (correct | partially correct | off-base), "could_be_automated"? (yes | maybe | no)}
  std::string key;                         // as above
  bool only_again = false;
};

struct CloseRequest {
  bool resolved = false;                   // whether the customer says that the matter is
  std::string key;                         // as above
};

struct JudgeRequest {
  enum class Verdict { right, wrong } verdict = Verdict::right;
  std::uint64_t reply = 0;                 // the number of the event that sent it
  std::string reason;                      // required for wrong
  std::string text;                        // what it should have said, where somebody wants to say so
  std::string key;                         // as above
};

struct EventQuery { std::uint64_t after = 0; std::size_t limit = 100; };


class Conversations {
 public:
  virtual ~Conversations() = default;

  virtual Result<Json> open(const Principal& who, const OpenRequest& request) = 0;                                  // {"id","state",…}
  // The message is durable when this returns, and nobody has waited for the turn before it. What is taken in is read, here or after a restart; `message` with what
  // this gave tells what came of it.
  virtual Result<TakenIn> take_in(const Principal& who, const ConversationId& conversation, const IncomingMessage& message) = 0;
  virtual Result<TurnAnswer> message(const Principal& who, const ConversationId& conversation, const IncomingMessage& message) = 0;
  virtual Result<Json> view(const Principal& who, const ConversationId& conversation) = 0;                          // state, transcript, decisions
  virtual Result<Json> close(const Principal& who, const ConversationId& conversation, const CloseRequest& request) = 0;   // the customer says it is done
  // Events after a number, oldest first: {"events":[{"seq","at","kind","body"}],"seq"}: what a channel may see (its own side) or, for people, all.
  virtual Result<Json> events(const Principal& who, const ConversationId& conversation, EventQuery query) = 0;
  // Parks until there is an event after `after`, at most that long; true when there is one.
  virtual Result<bool> wait_for_event(const Principal& who, const ConversationId& conversation, std::uint64_t after, Duration at_most) = 0;

  struct ListQuery { std::optional<std::string> status, after; std::size_t limit = 50; };
  virtual Result<Json> approvals(const Principal& who, const ListQuery& query) = 0;                                 // {"approvals":[…],"next"?}
  virtual Result<Json> approval(const Principal& who, const ApprovalId& approval) = 0;
  // With a key that came before with another request: fails with invalid. A request that was refused keeps no key.
  virtual Result<Json> decide(const Principal& who, const ApprovalId& approval, const ApprovalRequest& request) = 0;
  virtual Result<Json> handoffs(const Principal& who, const ListQuery& query) = 0;                                  // {"handoffs":[…],"next"?}
  virtual Result<Json> handoff(const Principal& who, const HandoffId& handoff) = 0;
  virtual Result<Json> act(const Principal& who, const HandoffId& handoff, const HandoffRequest& request) = 0;

  // What a person says of a reply of the assistant's that went out. Said once more in the same words it is kept once; with a key that came before with another
  // request: fails with invalid, as for an event that sent no such reply.
  virtual Result<Json> judge(const Principal& who, const ConversationId& conversation, const JudgeRequest& request) = 0;

  // One call judged as `handrail gate` does it, nothing dispatched: the line in, the verdict line out (an {"error":…} line for a bad one).
  virtual Result<Json> gate(const Principal& who, const Json& call) = 0;

  // {"ready":true,"bundle":…,"problems":[…]}: which version serves, and what the last edit got wrong.
  virtual Json readiness() = 0;
};

}  // namespace handrail
