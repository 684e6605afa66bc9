#include "engine/turn/draft_review.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/policy/opening.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/manner.hpp"

namespace handrail {
namespace {

// To the minute, of hours no more than are left, and never nothing: "23 hours", "40 minutes". What a turn itself takes is no hour less.
Duration whole(Duration left) {
  const std::int64_t in_minutes = (left.ms + minutes(1).ms / 2) / minutes(1).ms;
  return in_minutes >= 60 ? hours(in_minutes / 60) : minutes(std::max<std::int64_t>(1, in_minutes));
}

// What is said at the end of a reply and asks whether it helped: of two replies that go out as one it stands once, behind both.
std::string without_closing_question(const LiveBundle& live, const ConversationState& state, std::string text) {
  for (const std::string& question : {std::string(dsl::own::does_that_answer_it), worded(live, state, dsl::own::does_that_answer_it)})
    if (text.ends_with(question)) return std::string(trim(std::string_view(text).substr(0, text.size() - question.size())));
  return text;
}

// A draft that still waits goes out together with the newer one, or not at all: its reviewer gets both, and the time by which the customer was to hear stays.
void take_in_older_draft(const LiveBundle& live, ConversationLog& log, event::ApprovalRequested& request) {
  const Approval waiting = *log.state().approval;
  const event::ApprovalRequested& older = waiting.asked;
  if (request.facts.text_or("asked").empty()) request.facts.set("asked", older.facts.text_or("asked"));   // its question goes out with it
  if (waiting.told) request.facts.set("told", true);
  request.expires_at = older.expires_at;
  withdraw_draft(log, "a newer draft holds it");
  const bool says_it_already = older.reply.text.find(request.reply.text) != std::string::npos;   // "are you still there?" found the same passage
  request.reply.text = says_it_already ? older.reply.text : without_closing_question(live, log.state(), older.reply.text) + "\n\n" + request.reply.text;
  if (says_it_already) request.reply.citations.clear();
  request.reply.citations.insert(request.reply.citations.begin(), older.reply.citations.begin(), older.reply.citations.end());
  request.reply.receipts.insert(request.reply.receipts.begin(), older.reply.receipts.begin(), older.reply.receipts.end());
  request.arguments = Json::object({{"text", request.reply.text}});
}

}  // namespace

bool a_person_looks(const ConversationState& state) {
  return draft_waits(state) || (state.approval && state.approval->asked.what == "call" && state.approval->asked.role == person_who_checks);
}

bool draft_waits(const ConversationState& state) { return state.approval && state.approval->asked.what == "reply"; }

void ask_for_review(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, const Words& words, const std::string& text) {
  event::ApprovalRequested request;
  request.approval = ApprovalId(seams.ids.next("appr"));
  request.what = "reply";
  request.arguments = Json::object({{"text", text}});
  request.rule = decision.rule;
  request.at = decision.at;
  request.bundle = log.state().episode.bundle;
  request.expires_at = log.now() + live.program().reply.review_within;
  request.reference = request.approval.text;
  request.reply = {text, Speaker::bot, "", words.citations, words.receipts};
  request.facts = Json::object({{"message", log.state().turn ? log.state().turn->message.text : ""}, {"asked", words.asked}, {"kind", word_of(decision.kind)}});
  if (draft_waits(log.state())) take_in_older_draft(live, log, request);
  log.record(event::TimerSet{"approval " + request.approval.text, request.expires_at});
  log.record(std::move(request));
}

void say_that_draft_waits(const LiveBundle& live, ConversationLog& log, const Decision& decision, Joining joining) {
  const ConversationState& state = log.state();
  if (!a_person_looks(state) || !state.turn || state.approval->told || state.owner != Ownership::bot) return;
  std::string text = worded(live, state, dsl::own::draft_waits);
  const std::string span = span_words(live.program(), manner_of(live, state), whole(state.approval->asked.expires_at - log.now()));
  if (const std::size_t at = text.find("{time}"); at != std::string::npos) text.replace(at, 6, span);
  if (joining == Joining::older) text = worded(live, state, dsl::own::draft_joined) + " " + text;
  log.record(event::ReplySent{state.turn->message, {finished_text(live.program().reply, state, text, worded(live, state, dsl::own::ai_notice)), Speaker::bot, "", {}, {}}, "",
                              std::string(says_that_draft_waits), decision.rule, decision.at, ""});
}

std::optional<Words> draft_taken_back(ConversationLog& log) {
  const ConversationState& state = log.state();
  if (!draft_waits(state) || state.run || !state.turn || !state.turn->reading || !does(*state.turn->reading, speech::drop_wish)) return std::nullopt;
  withdraw_draft(log, "the customer took it back");
  return Words{.text = "All right, then I leave it at that. Is there anything else I can do?", .asked = "anything else"};
}

void withdraw_draft(ConversationLog& log, const std::string& why) {
  const ApprovalId draft = log.state().approval->asked.approval;
  log.record(event::TimerCleared{"approval " + draft.text});
  log.record(event::ApprovalDecided{draft, "withdrawn", "", "", why, {}});
}

}  // namespace handrail
