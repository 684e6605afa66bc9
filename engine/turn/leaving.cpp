#include "engine/turn/leaving.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/draft_review.hpp"
#include "engine/turn/refused_wish.hpp"
#include "engine/turn/run_workflow.hpp"
#include "engine/turn/several_runs.hpp"
#include "engine/turn/waiting_words.hpp"

namespace handrail {

Words wish_dropped(ConversationLog& log, const std::string& intent) {
  log.record(event::WishDropped{intent, "the customer does not want it any more"});
  const ConversationState& state = log.state();
  Words words{.text = "All right, I have dropped " + request_words(intent) + ": nothing of it was done."};
  if (state.run->waits_for == "time") words.text += " What we began before it goes on by itself.";
  words.text = with_reminder(std::move(words.text), state);
  words.kept.push_back(reminder(state));
  return words;
}

Words leave_it(ConversationLog& log, bool says_more) {
  const ConversationState& state = log.state();
  const std::string done = done_by_run(state);
  Words words{.text = "All right, I have stopped that, and nothing has been changed. Is there anything else I can do?", .asked = "anything else"};
  if (!done.empty()) words.text = "All right, I have stopped there. What was done before stays: " + done + ". Is there anything else I can do?";
  if (state.run->waits_for == "approval" && state.approval) {
    const ApprovalId approval = state.approval->asked.approval;
    log.record(event::TimerCleared{"approval " + approval.text});
    log.record(event::ApprovalDecided{approval, "withdrawn", "", "", "the customer took it back", {}});
    if (done.empty()) words.text = "All right, I have taken that back: nothing is changed. Is there anything else I can do?";
  }
  if (draft_waits(state)) withdraw_draft(log, "the customer does not want it any more");   // it would ask for what is left now
  const Json inputs = state.run->inputs;
  end_run(log, "cancelled", "the customer does not want it any more");
  forget_what_was_refused(log, inputs);
  after_a_no(state, says_more, words);
  return words;
}

void take_up_what_is_left(const LiveBundle& live, ConversationLog& log, const Decision& by_itself) {
  const ConversationState& state = log.state();
  const auto last = std::ranges::find_if(state.aside.rbegin(), state.aside.rend(), [](const SetAside& one) { return one.run.has_value(); });
  if (!draft_waits(state) || state.run || last == state.aside.rend() || !state.turn || !state.turn->reading) return;
  const Run& run = *last->run;
  ConversationState spoken_with = state;   // as it would be if the run were spoken with
  take_up(spoken_with, event::RunTakenUp{run.id, run.workflow, false});
  const auto is_named = [&](const Run* one) { return names_run(InRun(live, spoken_with, *state.turn->reading), *one); };
  if (std::ranges::none_of(open_runs(spoken_with), is_named)) return;
  using Kind = CustomersAnswer::Kind;
  const Kind kind = customers_answer(live, spoken_with, *state.turn->reading, by_itself).kind;
  if (kind != Kind::leave && kind != Kind::leaves_other && kind != Kind::leaves_all && kind != Kind::which_run) return;
  const std::string words_of = state.approval->asked.facts.text_or("kind");
  const bool answers = !state.approval->asked.reply.citations.empty();
  const bool of_a_run = !answers && (words_of == word_of(DecisionKind::act) || words_of == word_of(DecisionKind::carry_on));
  const RunId left = run.id;
  if (of_a_run && kind == Kind::leave) withdraw_draft(log, "the customer does not want it any more");   // it tells of the run that is left
  take_up_run(log, left);
}

Words leave_this(ConversationLog& log, bool says_more) {
  const ConversationState& state = log.state();
  if (state.aside.empty()) return leave_it(log, says_more);
  const std::string about = "About " + run_words(*state.run) + ": ";
  Words words = leave_it(log, says_more);
  const std::size_t more = words.text.rfind(" Is there anything else");
  words.text.insert(more == std::string::npos ? words.text.size() : more, how_others_stand(state, log.now()));
  words.text = about + words.text;
  return words;
}

Words leave_other(ConversationLog& log, const RunId& run) {
  take_up_run(log, run);
  const std::string about = about_run(log.state());
  return give_way(log, about, leave_it(log, false));
}

Words leave_all(ConversationLog& log) {
  std::vector<std::string> left;
  for (const Run* run : open_runs(log.state())) left.push_back(run_words(*run));
  std::vector<std::string> done;
  while (log.state().run) {
    if (std::string some = done_by_run(log.state()); !some.empty()) done.push_back(std::move(some));
    (void)leave_it(log, false);
    if (!log.state().aside.empty()) take_up_next(log);
  }
  const std::string stays = done.empty() ? ": nothing has been changed." : ". What was done before stays: " + english_list(done) + ".";
  return Words{.text = "All right, I have stopped " + english_list(left) + stays + " Is there anything else I can do?", .asked = "anything else"};
}

}  // namespace handrail
