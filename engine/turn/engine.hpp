// The engine behind the endpoint and the command line: who may ask what, and the lane of each conversation around every change.
#pragma once

#include "engine/turn/burst.hpp"
#include "engine/turn/conversations.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

class Engine final : public Conversations {
 public:
  explicit Engine(Seams& seams) : seams_(seams) {}

  Result<Json> open(const Principal& who, const OpenRequest& request) override;
  Result<TakenIn> take_in(const Principal& who, const ConversationId& conversation, const IncomingMessage& message) override;
  Result<TurnAnswer> message(const Principal& who, const ConversationId& conversation, const IncomingMessage& message) override;
  Result<Json> view(const Principal& who, const ConversationId& conversation) override;
  Result<Json> close(const Principal& who, const ConversationId& conversation, const CloseRequest& request) override;
  Result<Json> events(const Principal& who, const ConversationId& conversation, EventQuery query) override;
  Result<bool> wait_for_event(const Principal& who, const ConversationId& conversation, std::uint64_t after, Duration at_most) override;
  Result<Json> approvals(const Principal& who, const ListQuery& query) override;
  Result<Json> approval(const Principal& who, const ApprovalId& approval) override;
  Result<Json> decide(const Principal& who, const ApprovalId& approval, const ApprovalRequest& request) override;
  Result<Json> handoffs(const Principal& who, const ListQuery& query) override;
  Result<Json> handoff(const Principal& who, const HandoffId& handoff) override;
  Result<Json> act(const Principal& who, const HandoffId& handoff, const HandoffRequest& request) override;
  Result<Json> judge(const Principal& who, const ConversationId& conversation, const JudgeRequest& request) override;
  Result<Json> gate(const Principal& who, const Json& call) override;
  Json readiness() override;

  // Carries on what a crash or a full disk left under way, and reads the messages that waited; does nothing where nothing is. A conversation that cannot go on keeps
  // its place, and the others go on: fails when the store does, and with corrupt where its record does not hold together or met a mistake of ours.
  Result<void> resume(const ConversationId& conversation);
  // A timer that is due: fires once, through the journal; one that was cleared meanwhile does nothing. Fails as `resume` does; it is then still due.
  Result<void> fire(const ConversationId& conversation, const std::string& timer);

 private:
  static constexpr auto unseen = "there is no such conversation";   // also for one of another channel

  Result<ConversationLog> open_log(const Principal& who, const ConversationId& conversation);
  Received received_now(const ConversationId& conversation, const Received& given);
  Result<Item> find(const Principal& who, const std::string& kind, const std::string& id);
  Result<void> fire_timer(const ConversationId& conversation, const std::string& timer);
  Result<std::vector<IncomingMessage>> burst_with(const Principal& who, const dsl::Program& program, const ConversationLog& log, const IncomingMessage& own);

  // What was under way, and what waited for it.
  Result<void> carry_on(ConversationLog& log);
  Result<void> read_left_behind(ConversationLog& log);

  Seams& seams_;
  Inbox inbox_;
};

}  // namespace handrail
