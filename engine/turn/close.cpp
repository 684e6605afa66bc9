#include "engine/turn/close.hpp"

#include <algorithm>

#include "engine/turn/ask_approval.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/several_runs.hpp"

namespace handrail {
namespace {

enum class People { may_have_come, did_not_come };   // did not: the handoff was taken back before anybody claimed it

DoneBy done_by(const Episode& episode, Outcome outcome, People people) {
  if (people == People::did_not_come && !episode.person_spoke) outcome = Outcome::abandoned;
  if (episode.person_spoke || outcome == Outcome::handed_off_by_policy || outcome == Outcome::handed_off_by_wish)
    return episode.answered ? DoneBy::assisted : DoneBy::person;
  if (episode.approved) return DoneBy::bot_with_approval;
  return episode.reviewed ? DoneBy::bot_with_review : DoneBy::bot_alone;
}

void end_run_with_episode(ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.approval) {
    log.record(event::TimerCleared{"approval " + state.approval->asked.approval.text});
    log.record(event::ApprovalDecided{state.approval->asked.approval, "withdrawn", "", "", "the conversation was closed", {}});
  }
  void_granted(log, "the conversation was closed");
  if (state.run) log.record(event::RunEnded{state.run->id, "cancelled", "the conversation was closed"});
}

void end_episode(ConversationLog& log, Outcome outcome, People people) {
  if (log.state().episode.outcome || log.state().episode.number == 0) return;
  end_run_with_episode(log);
  while (!log.state().aside.empty()) {
    take_up_next(log);
    end_run_with_episode(log);
  }
  const auto timers = log.state().timers;
  for (const auto& [timer, at] : timers) log.record(event::TimerCleared{timer});
  log.record(event::EpisodeClosed{outcome, done_by(log.state().episode, outcome, people)});
}

}  // namespace

bool something_is_promised(const ConversationState& state) {
  const auto is_promised = [](const std::optional<Approval>& approval) { return approval && (approval->asked.what == "call" || approval->told); };
  const auto by_one_aside = [&](const SetAside& one) { return !one.granted.empty() || is_promised(one.approval); };
  return !state.granted.empty() || is_promised(state.approval) || std::ranges::any_of(state.aside, by_one_aside);
}

bool may_be_content(const ConversationState& state) {
  const auto& asked = state.episode.asked;
  if (!state.episode.answered || state.run || !state.aside.empty() || asked.empty()) return false;
  return asked.back() == "anything else" || asked.back() == left_something;
}

Outcome outcome_of_silence(const ConversationState& state) {
  if (state.episode.refused) return Outcome::refused;
  if (state.approval || others_are_awaited(state)) return Outcome::abandoned;   // what they waited for had not come
  if (state.episode.waits_for_customer && !may_be_content(state)) return Outcome::abandoned;
  return state.episode.answered ? Outcome::resolved_assumed : Outcome::abandoned;
}

Outcome outcome_of_handoff(const ConversationState& state) {
  return state.episode.by_wish ? Outcome::handed_off_by_wish : Outcome::handed_off_by_policy;
}

void withdraw_handoff(ConversationLog& log) {
  const Outcome outcome = outcome_of_handoff(log.state());
  log.record(event::HandoffResolved{log.state().handoff->made.handoff, "the customer", {}});
  end_episode(log, outcome, People::did_not_come);
}

void close_episode(ConversationLog& log, Outcome outcome) { end_episode(log, outcome, People::may_have_come); }

}  // namespace handrail
