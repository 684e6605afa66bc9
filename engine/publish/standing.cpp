#include "engine/publish/standing.hpp"

#include <algorithm>

namespace handrail {
namespace {

// What the old version began and has not ended; empty at a safe point.
std::string under_way(const ConversationState& state) {
  if (state.turn) return "a message is being answered";
  if (!state.in_flight.empty()) return "a call of `" + state.in_flight.begin()->second.tool + "` is under way";
  if (!state.granted.empty()) return "an approved call of `" + state.granted.front().asked.tool + "` is not sent yet";
  if (state.approval && state.approval->asked.what == "reply") return "a draft waits for review";
  const auto open = [](const Approval& one) { return "an approval of `" + one.asked.tool + "` is open, and it is bound to the version that it was asked under"; };
  if (state.approval) return open(*state.approval);
  for (const SetAside& one : state.aside)
    if (one.approval && one.approval->asked.what == "call") return open(*one.approval);
  if (!state.aside.empty()) return "several workflows are under way";
  if (state.run && state.run->waits_for.empty()) return "a workflow is between two steps";
  return "";
}

// A handoff that is open is in a queue: the new version must have it, with its hours and its consequence.
std::string lost_queue(const Bundle& bundle, const ConversationState& state) {
  if (!state.handoff || state.handoff->queue.empty()) return "";
  const auto& queues = bundle.program->queues;
  const bool there = std::any_of(queues.begin(), queues.end(), [&](const dsl::Queue& queue) { return queue.name == state.handoff->queue; });
  return there ? "" : "it is in the queue `" + state.handoff->queue + "`, which the new version does not have";
}

}  // namespace

std::string_view word_of(Standing::Kind kind) {
  switch (kind) {
    case Standing::Kind::over: return "over";
    case Standing::Kind::there: return "there";
    case Standing::Kind::safe: return "safe";
    case Standing::Kind::busy: return "busy";
    case Standing::Kind::diverges: return "diverges";
  }
  return "diverges";
}

Standing standing_of(WorkflowRunner& runner, const Bundle& bundle, const ConversationState& state) {
  using Kind = Standing::Kind;
  if (state.episode.outcome || state.episode.bundle.empty()) return {};
  if (state.episode.bundle == bundle.hash) return {.kind = Kind::there};
  Standing standing{.kind = Kind::safe, .workflow = state.run ? state.run->workflow : ""};
  const RehearsedRun run = rehearse_run(runner, bundle, state);
  if (run.how != RehearsedRun::How::safe) {
    standing.kind = Kind::diverges;
    standing.step = run.step;
    standing.why = run.message;
    standing.awaits = run.awaits;
    return standing;
  }
  if (std::string lost = lost_queue(bundle, state); !lost.empty()) {
    standing.kind = Kind::diverges;
    standing.why = std::move(lost);
    return standing;
  }
  standing.why = under_way(state);
  if (!standing.why.empty()) standing.kind = Kind::busy;
  return standing;
}

}  // namespace handrail
