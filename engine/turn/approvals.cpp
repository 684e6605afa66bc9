#include "engine/turn/approvals.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/base/visible.hpp"
#include "engine/policy/gate.hpp"
#include "engine/turn/after_bug.hpp"
#include "engine/turn/ask_approval.hpp"
#include "engine/turn/call_tool.hpp"
#include "engine/turn/carry_out.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/decide_turn.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/finish_run.hpp"
#include "engine/turn/handle_message.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/request_keys.hpp"
#include "engine/turn/send.hpp"
#include "engine/turn/settle_call.hpp"
#include "engine/turn/several_runs.hpp"
#include "engine/turn/words.hpp"

namespace handrail {
namespace {

// The customer's own yes to exactly this call, as the approver saw it.
bool customer_agreed(const GateCall& call) {
  return std::ranges::any_of(call.confirmed, [&](const Confirmed& yes) { return call_name(yes.tool, yes.arguments) == call_name(call.tool, call.arguments); });
}

bool is_the_customer(const ConversationState& state, const Principal& who) { return !state.customer.id.empty() && who.name == state.customer.id.text; }

// In which roles somebody decides. Whoever checks replies also checks the calls that wait for such a person.
std::vector<std::string> roles_of(const Principal& who) {
  std::vector<std::string> roles = who.roles;
  if (who.agent) roles.emplace_back(person_who_checks);
  return roles;
}

// Four eyes: whoever asked for a call does not approve it, and that is also the approver who wrote it, unless the customer has said yes to it since.
Result<void> four_eyes(const ConversationState& state, const Principal& who, const GateCall& call) {
  if (!state.run) return {};
  const auto edited = state.run->edited_by.find(call_name(call.tool, call.arguments));
  if (edited == state.run->edited_by.end() || edited->second != who.name || customer_agreed(call)) return {};
  return fail(ErrorCode::forbidden, "nobody approves their own request: you changed this call, so somebody else with the role decides on it");
}

Result<GateCall> call_as_seen(const event::ApprovalRequested& asked) {
  std::vector<JsonIssue> issues;
  GateCall call = read_gate_call(asked.facts, issues);
  if (!issues.empty()) return fail(ErrorCode::corrupt, "the facts of this approval cannot be read: " + issues.front().pointer + " " + issues.front().message);
  return call;
}

Result<void> may_decide(const LiveBundle& live, const ConversationState& state, const Principal& who, const ApprovalRequest& request) {
  const event::ApprovalRequested& asked = state.approval->asked;
  if (who.name == state.channel) return fail(ErrorCode::forbidden, "nobody approves their own request");
  if (asked.what == "reply") return who.agent ? Result<void>() : fail(ErrorCode::forbidden, "drafted replies are decided by agents");
  const std::vector<std::string> roles = roles_of(who);
  if (std::ranges::find(roles, asked.role) == roles.end()) return fail(ErrorCode::forbidden, "this approval is for the role `" + asked.role + "`");
  // What is asked for in their name is nobody's to approve, nor to change into what they would have: they may refuse it, as they could take it back.
  if (is_the_customer(state, who) && request.verdict != ApprovalRequest::Verdict::refuse) return fail(ErrorCode::forbidden, "nobody approves their own request");
  if (request.verdict != ApprovalRequest::Verdict::approve) return {};   // of an edit, the edited call is asked about
  HANDRAIL_TRY(const GateCall call, call_as_seen(asked));
  HANDRAIL_TRY_VOID(four_eyes(state, who, call));
  return may_approve(live.program(), roles, asked.role, call);
}

// A drafted reply: sent as it is or as it was mended, or the customer goes to a person.
Result<void> decide_reply(Seams& seams, const LiveBundle& live, ConversationLog& log, const event::ApprovalRequested& asked, const ApprovalRequest& request) {
  if (request.verdict == ApprovalRequest::Verdict::refuse) {
    Decision decision;
    decision.because = "a reviewer stopped the drafted reply" + (request.reason.empty() ? "" : ": " + printable(request.reason, 4 * request.reason.size()));
    decision.rule = asked.rule;
    decision.at = asked.at;
    HANDRAIL_TRY(const Words words, carry_out(seams, live, log, decision));
    return send(seams, live, log, decision, words);
  }
  Reply reply = asked.reply;
  if (request.verdict == ApprovalRequest::Verdict::edit) {
    reply.text = with_ai_notice(live.program().reply, log.state(), request.arguments.text_or("text"), worded(live, log.state(), dsl::own::ai_notice));
    reply::Checked checked = check_persons_words(live, log.state(), reply.text, asked.reply.text);
    if (checked.may_go()) checked = check_words(live, log.state(), {.text = reply.text, .citations = reply.citations, .receipts = reply.receipts, .drafted = true});
    if (!checked.may_go()) return fail(ErrorCode::invalid, "/arguments/text: " + why_stopped(checked.findings) + "; mend it, or refuse the draft and answer as a person");
  }
  if (reply.text.size() > limits::reply_bytes) return fail(ErrorCode::invalid, "/arguments/text: more than " + std::to_string(limits::reply_bytes) + " bytes");
  // A yes is to what was read: words that do not name the call any more have not asked for one, and the customer is asked again.
  const auto& run = log.state().run;
  const bool still_asked = !run || run->waits_for != "confirmation" || reply.text == asked.reply.text || names_call(reply.text, run->waits_arguments);
  const std::string question = still_asked ? asked.facts.text_or("asked") : "";
  log.record(event::ReplySent{MessageId(asked.facts.text_or("message")), std::move(reply), question, "draft", asked.rule, asked.at, ""});
  const dsl::EpisodeRules& rules = live.program().episode;
  if (!others_are_awaited(log.state())) log.record(event::TimerSet{"silence", log.now() + (log.state().episode.waits_for_customer ? rules.abandoned_after : rules.resolved_after)});
  if (!log.state().turn && !log.state().held_up.empty()) log.record(event::TurnEnded{MessageId()});   // a wish that waited for the draft
  next_matter(log);
  return log.commit();
}

// What a rollout asks: of how many drafts was each intent's, and how many went out as they were. Kept with the review, in the same commit.
void count_review(ConversationLog& log, const ApprovalId& approval, const ApprovalRequest& request) {
  const std::string intent = log.state().episode.last_intent.empty() ? "other" : log.state().episode.last_intent;
  const bool accurate = request.verdict == ApprovalRequest::Verdict::approve;
  for (const std::string& key : {"intent=" + intent, std::string("every intent")}) {
    log.reserve({std::string(reviewed_replies), key, approval.text, 1, "", log.now(), std::nullopt, std::nullopt});
    if (accurate) log.reserve({std::string(accurate_replies), key, approval.text, 1, "", log.now(), std::nullopt, std::nullopt});
  }
}

// A run whose wait is over: its script goes on, and what it says goes out.
Result<void> go_on(Seams& seams, ConversationLog& log) {
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  HANDRAIL_TRY_VOID(settle_unfinished(seams, *live, log));
  const std::string about = about_run(log.state());
  HANDRAIL_TRY(const RunReport report, carry_on_run(seams, *live, log));
  Decision decision;
  decision.kind = DecisionKind::carry_on;
  decision.rule = report.rule;
  decision.at = report.at;
  decision.because = report.because;
  Words words = finish_run(seams, *live, log, report, decision);
  return send(seams, *live, log, decision, give_way(log, about, std::move(words)));
}

// An edit is judged again from scratch before it takes the place of the call; all that it may still lack is the customer's yes and an approval. It is another
// call of the same tool: there is no edit into another one. Returns its arguments in one spelling.
Result<Json> edit_may_pass(Seams& seams, const LiveBundle& live, ConversationLog& log, const Principal& who, const event::ApprovalRequested& asked,
                           const ApprovalRequest& request) {
  const auto tool = live.program().find_tool(asked.tool);
  if (!tool) return fail(ErrorCode::conflict, "the policy has no tool `" + asked.tool + "`");
  HANDRAIL_TRY(GateCall call, gate_call(seams, live, log, live.program().tools[*tool], request.arguments, log.now()));
  HANDRAIL_TRY_VOID(may_approve(live.program(), roles_of(who), asked.role, call));
  if (call_name(call.tool, call.arguments) == call_name(asked.tool, asked.arguments))
    return fail(ErrorCode::invalid, "/arguments: the edit changes nothing; approve the call, or refuse it");
  call.confirmed.push_back({asked.tool, call.arguments, call.now});   // as if the customer had said yes, so that the rules after it are asked too
  const Verdict verdict = judge(live.program(), live.bundle->hash, call);
  if (verdict.kind != VerdictKind::deny) return call.arguments;
  return fail(ErrorCode::invalid, "/arguments: the gate denies the edited call: " + (verdict.because.empty() ? verdict.rule : verdict.because) + " (" + verdict.at + ")");
}

std::string_view word_of(ApprovalRequest::Verdict verdict) {
  switch (verdict) {
    case ApprovalRequest::Verdict::approve: return "approved";
    case ApprovalRequest::Verdict::refuse: return "refused";
    case ApprovalRequest::Verdict::edit: return "edited";
  }
  return "refused";
}

}  // namespace

Result<void> resume_run(Seams& seams, ConversationLog& log) {
  if (!log.state().run || log.state().owner != Ownership::bot) return log.commit();
  HANDRAIL_TRY_VOID(or_hand_over(seams, log, [&] { return go_on(seams, log); }));
  return carry_on_turn(seams, log);   // a wish, or a question of another run, that had waited for this one
}

Result<void> decide_approval(Seams& seams, ConversationLog& log, const Principal& who, const ApprovalId& approval, const ApprovalRequest& request) {
  if (!take_up_for_approval(log, approval))
    return fail(ErrorCode::conflict, "this approval is not open any more");
  const event::ApprovalRequested asked = log.state().approval->asked;
  if (asked.expires_at <= log.now()) return fail(ErrorCode::conflict, "this approval has expired");
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  HANDRAIL_TRY_VOID(may_decide(*live, log.state(), who, request));
  if (request.verdict == ApprovalRequest::Verdict::edit && asked.what == "reply" && !says_something(request.arguments.text_or("text")))
    return fail(ErrorCode::invalid, "/arguments/text: the edited reply is empty");
  Json edited = request.verdict == ApprovalRequest::Verdict::edit ? request.arguments : Json();
  if (request.verdict == ApprovalRequest::Verdict::edit && asked.what == "call") {
    HANDRAIL_TRY(edited, edit_may_pass(seams, *live, log, who, asked, request));
  }
  log.record(event::TimerCleared{"approval " + approval.text});
  const std::string reason = printable(request.reason, 4 * request.reason.size());
  log.record(event::ApprovalDecided{approval, std::string(word_of(request.verdict)), who.name, asked.role, reason, std::move(edited)});
  if (asked.what == "call" && request.verdict == ApprovalRequest::Verdict::edit) void_granted(log, "`" + asked.role + "` changed the call");
  keep_key(log, request_taken(who, approval, request));
  if (asked.what == "reply") {
    count_review(log, approval, request);
    HANDRAIL_TRY_VOID(decide_reply(seams, *live, log, asked, request));
    return carry_on_turn(seams, log);
  }
  HANDRAIL_TRY_VOID(log.commit());
  return resume_run(seams, log);
}

Result<void> expire_approval(Seams& seams, ConversationLog& log) {
  const event::ApprovalRequested asked = log.state().approval->asked;
  log.record(event::ApprovalDecided{asked.approval, "expired", "", asked.role, "", {}});
  if (asked.what == "call") {
    HANDRAIL_TRY_VOID(log.commit());
    return resume_run(seams, log);
  }
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  Decision decision;
  decision.because = "nobody reviewed the drafted reply in time";
  decision.rule = asked.rule;
  decision.at = asked.at;
  HANDRAIL_TRY(const Words words, carry_out(seams, *live, log, decision));
  return send(seams, *live, log, decision, words);
}

}  // namespace handrail
