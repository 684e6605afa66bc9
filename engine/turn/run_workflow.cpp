#include "engine/turn/run_workflow.hpp"

#include <algorithm>

#include "dsl/program/carried_by.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/journal/said_of_matter.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/turn/ask_approval.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/result_fits.hpp"
#include "engine/turn/run_so_far.hpp"
#include "engine/turn/workflow_host.hpp"
#include "engine/turn/workflow_script.hpp"

namespace handrail {
namespace {

constexpr std::size_t receipt_line_bytes = 1000;   // a longer text that names a receipt is a story around it

// What is known under the names that the workflow takes.
Json inputs_of(const dsl::Program& program, const dsl::Workflow& workflow, const ConversationState& state) {
  const Json context = as_declared(program, program.context, state.context);
  Json inputs = Json::object();
  for (const std::string& input : workflow.takes)
    if (const auto claim = state.claims.find(input); claim != state.claims.end() && !said_of_earlier_matter(state, input, claim->second)) inputs.set(input, claim->second);
    else if (const Json* member = context.find(input)) inputs.set(input, *member);
    else inputs.set(input, Json());
  if (dsl::by_model(workflow) && state.turn) {   // what the model is asked to carry out
    inputs.set("message", state.turn->message.text);
    inputs.set("asks", state.turn->text);
  }
  return inputs;
}

bool is_sum(const Json& value) { return !value.text_or("amount").empty() && !value.text_or("currency").empty(); }

// "I want a refund, I paid $20 for the repair": a sum that the message only tells or asks of, or leaves out, is none to begin with.
std::vector<std::string> sums_of_something_else(const dsl::Workflow& workflow, const ConversationState& state) {
  std::vector<std::string> found;
  if (!state.turn || !state.turn->reading) return found;
  for (const std::string& input : workflow.takes) {
    const auto claim = state.turn->reading->claims.find(input);
    if (claim == state.turn->reading->claims.end() || !is_sum(claim->second)) continue;
    const auto& named = state.turn->reading->named;
    const auto is_placed = [&](const EntityClaim& one) { return one.entity == input && one.begin < one.end && one.end <= state.turn->text.size(); };
    const auto put_forward = [&](const EntityClaim& one) { return is_placed(one) && said_of(state.turn->text, one.begin, one.end, NamedKind::value) == SaidOf::named; };
    if (std::ranges::any_of(named, is_placed) && std::ranges::none_of(named, put_forward)) found.push_back(input);
  }
  return found;
}

std::vector<Receipt> receipts_of(const ConversationState& state, const RunId& run) {
  std::vector<Receipt> found;
  for (const event::CallSettled& call : state.settled)
    for (const Receipt& receipt : state.receipts)
      if (call.run == run && receipt.call == call.call) found.push_back(receipt);
  return found;
}

// Why this program cannot replay the run, or nothing. Bundles are kept by their contents, so that another script means a store that somebody changed.
std::string not_replayable(const Bundle& bundle, const dsl::Workflow& workflow, const Run& run) {
  if (run.host_api > host_api_version)
    return later_host_api(run.host_api);
  const std::string now = script_hash(bundle, workflow);
  if (run.script_hash.empty() || run.script_hash == now) return "";
  return workflow.file + " is not the script that it began with: that was " + run.script_hash.substr(0, 12) + ", and this one is " + now.substr(0, 12);
}

// A timer of a run that is over wakes nobody.
void clear_timers(ConversationLog& log, const RunId& run) {
  const auto timers = log.state().timers;
  for (const auto& [timer, at] : timers)
    if (timer.rfind("run " + run.text + " ", 0) == 0) log.record(event::TimerCleared{timer});
}

// What was approved for it and not sent is not sent any more, and the approvers read so.
void record_end(ConversationLog& log, const RunId& run, const std::string& how, const std::string& why) {
  void_granted(log, why.empty() ? "the workflow ended without the call" : why);
  clear_timers(log, run);
  log.record(event::RunEnded{run, how, why});
}

// The run is not lost: it ends on the record, the operator is told, and a person takes over with everything that it did.
void park(Seams& seams, ConversationLog& log, const Run& run, const RunTrouble& trouble, RunReport& report) {
  const Run so_far = log.state().run ? *log.state().run : run;
  if (seams.notices) seams.notices->tell(run_so_far_text(log.state().id, so_far, trouble));
  record_end(log, run.id, trouble.how, trouble.message);
  report.how = RunReport::How::hand_off;
  report.handoff = {.urgency = "high", .reason = "the workflow stopped: " + trouble.message, .rule = run.workflow, .workflow = run_so_far(so_far, &trouble)};
}

RunReport parked_before_replay(Seams& seams, ConversationLog& log, const Run& run, const RunTrouble& trouble) {
  RunReport report;
  park(seams, log, run, trouble, report);
  report.words.receipts = receipts_of(log.state(), run.id);
  return report;
}

// How many of the recorded steps do not depend on a fact that has another value now.
std::size_t untouched_steps(const Run& run, const std::string& fact) {
  std::size_t kept = 0;
  while (kept < run.steps.size() && run.steps[kept].name != "facts" && run.steps[kept].asked != fact) ++kept;
  return kept;
}

}  // namespace

Result<void> start_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& name, const std::optional<UnderReview>& review) {
  const dsl::Workflow& workflow = live.program().workflows[*live.program().find_workflow(name)];
  if (log.state().run) end_run(log, "cancelled", "the customer turned to something else");
  for (const std::string& input : sums_of_something_else(workflow, log.state())) log.record(event::Remembered{input, Json()});
  Json inputs = inputs_of(live.program(), workflow, log.state());
  log.record(event::RunStarted{RunId(seams.ids.next("run")), name, script_hash(*live.bundle, workflow), std::move(inputs), review.has_value(), host_api_version,
                               review ? review->rule : "", review ? review->at : ""});
  return {};
}

void end_run(ConversationLog& log, const std::string& how, const std::string& why) {
  record_end(log, log.state().run->id, how, why);
}

void restart_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& fact, const std::string& why) {
  const Run old = *log.state().run;
  const dsl::Workflow& workflow = live.program().workflows[*live.program().find_workflow(old.workflow)];
  Json inputs = inputs_of(live.program(), workflow, log.state());
  const std::size_t kept = canonical(inputs) == canonical(old.inputs) ? untouched_steps(old, fact) : 0;
  end_run(log, "corrected", why);
  const RunId run(seams.ids.next("run"));
  log.record(event::RunStarted{run, old.workflow, script_hash(*live.bundle, workflow), std::move(inputs), old.review, host_api_version, old.review_rule, old.review_at});
  for (std::size_t i = 0; i < kept; ++i) {
    const RecordedStep& step = old.steps[i];
    log.record(event::StepRecorded{run, static_cast<std::int64_t>(i), step.name, step.arguments_hash, step.result, "", step.refused, step.message, step.arguments, step.asked});
  }
}

bool has_written(const ConversationState& state) {
  if (!state.run) return false;
  for (const auto& [key, call] : state.in_flight)
    if (call.run == state.run->id && call.critical) return true;
  for (const event::CallSettled& call : state.settled)
    if (call.run == state.run->id && call.outcome != "failed") return true;
  return false;
}

std::string done_by_run(const ConversationState& state) { return state.run ? done_by_run(state, state.run->id) : ""; }

std::string done_by_run(const ConversationState& state, const RunId& run) {
  std::vector<std::string> done;
  for (const Receipt& receipt : receipts_of(state, run)) {
    done.push_back(in_words(receipt.tool) + " (" + receipt.id + ")");
  }
  return english_list(done);
}

std::string what_stays(const ConversationState& state) {
  const std::string done = done_by_run(state);
  return done.empty() ? "nothing has been changed." : "it has not been done. What was done before stays: " + done + ".";
}

Result<RunReport> carry_on_run(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const Run run = *log.state().run;
  const auto index = live.program().find_workflow(run.workflow);
  if (!index) return parked_before_replay(seams, log, run, {"failed", "the workflow `" + run.workflow + "` is not in this bundle", ""});
  const dsl::Workflow& workflow = live.program().workflows[*index];
  if (const std::string why = not_replayable(*live.bundle, workflow, run); !why.empty()) return parked_before_replay(seams, log, run, {"diverged", why, workflow.file});
  HostedRun hosted = run_on_this_turn(seams, live, log, script_of(*live.bundle, workflow));
  if (hosted.broken) return fail(*hosted.broken);
  RunReport report = std::move(hosted.report);
  if (report.less) {   // from here on it is the sum that the customer named
    log.record(event::Remembered{report.less->input, report.less->is});
    log.record(event::Remembered{report.less->taken_off, report.less->kept});
    restart_run(seams, live, log, report.less->input, in_words(report.less->input) + " is what is left of it");
    return carry_on_run(seams, live, log);
  }
  std::vector<std::string> said = log.state().run ? log.state().run->said : run.said;
  report.words.receipts = receipts_of(log.state(), run.id);
  report.words.review = run.review;
  // What was done before a crash is told by words of the record: they name the receipt.
  for (const std::string& line : said)
    for (const Receipt& receipt : report.words.receipts)
      if (line.size() <= receipt_line_bytes && line.find(receipt.id) != std::string::npos) report.words.kept.push_back(line);
  switch (hosted.result.end) {
    case RunEnd::finished: record_end(log, run.id, "finished", ""); break;
    case RunEnd::suspended: break;
    case RunEnd::ended:
      if (report.how == RunReport::How::without_model) record_end(log, run.id, "failed", report.because);
      else if (report.how != RunReport::How::hand_off) record_end(log, run.id, "stopped", "");
      break;
    case RunEnd::failed: park(seams, log, run, {"failed", hosted.result.message, workflow.file}, report); break;
    case RunEnd::diverged: park(seams, log, run, {"diverged", hosted.result.message, workflow.file}, report); break;
  }
  std::string text = join(said, "\n\n");
  if (!report.words.text.empty()) text += (text.empty() ? "" : "\n\n") + report.words.text;
  const bool did_nothing = report.how == RunReport::How::said && report.words.receipts.empty() && !run.review;
  if (text.empty() && hosted.result.end == RunEnd::finished && did_nothing) {   // an answer that no branch of the script takes
    report.how = RunReport::How::hand_off;
    report.handoff.reason = "the workflow " + run.workflow + " ended without a word";
    return report;
  }
  if (text.empty() && hosted.result.end == RunEnd::finished) {
    text = worded(live, log.state(), dsl::own::done_anything_else);
    report.words.asked = "anything else";
  }
  report.words.text = std::move(text);
  return report;
}

}  // namespace handrail
