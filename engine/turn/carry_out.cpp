#include "engine/turn/carry_out.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/hand_off.hpp"

namespace handrail {
namespace {

constexpr std::string_view nothing_found = "I have found nothing about that in our help pages, and I would rather not guess.";
constexpr std::string_view offer = "Would you like {queue.name} to take this? You would hear {queue.promise}.";

HandOff handoff_for(const Decision& decision) {
  return {decision.queue, decision.urgency, decision.because.empty() ? decision.rule : decision.because, decision.rule, decision.at, decision.by_wish, decision.say};
}

// After a digression: what we still wait for.
std::string reminder(const ConversationState& state) {
  const std::string& what = state.run ? state.run->waits_for : std::string();
  if (what == "answer" || what == "confirmation") {
    if (!was_asked(state)) return "";   // it waits for its review, and asks then
    if (!state.run->waits_question.empty()) return "And to go on with what we began: " + state.run->waits_question;
    std::string name = state.run->waits_name;
    std::replace(name.begin(), name.end(), '_', ' ');
    return what == "answer" ? "And to go on with what we began, I still need the " + name + "." : "And to go on with what we began: shall I go ahead with it? (yes or no)";
  }
  if (what == "approval" && state.approval)
    return "A colleague is still looking at the other matter (reference " + state.approval->asked.reference + "); you will hear as soon as it is decided.";
  return "";
}

std::string with_reminder(std::string text, const ConversationState& state) {
  const std::string more = reminder(state);
  return more.empty() ? text : text + "\n\n" + more;
}

Result<Words> answer(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  if (decision.closes)
    return Words{.text = "Glad to hear it. Write again whenever you need something."};
  auto found = answer_from_knowledge(live, log.state(), log.state().turn ? log.state().turn->text : "", decision.intent);
  if (!found) return hand_off(seams, live, log, {.reason = "the knowledge base cannot be asked: " + found.error().message, .rule = decision.rule, .at = decision.at});
  if (*found) {
    Words words = std::move(**found);
    if (!decision.say.empty()) words.text = decision.say + "\n\n" + words.text;
    // Where a workflow waits for a yes, that is the one question: a yes to another one beside it would be taken for it.
    const bool asks_already = log.state().run && (log.state().run->waits_for == "confirmation" || log.state().run->waits_for == "answer");
    if (live.program().reply.end_with_next_action && !asks_already)
      words.text += "\n\nDoes that answer it? If not, tell me what is missing, or ask for a person.";
    words.text = with_reminder(std::move(words.text), log.state());
    return words;
  }
  if (!decision.say.empty()) return Words{.text = with_reminder(decision.say, log.state())};
  return Words{.text = std::string(nothing_found) + " " + std::string(offer), .asked = "offer a person"};
}

std::string question(const Decision& decision) {
  if (!decision.question.empty()) return decision.question;
  if (decision.ask_key == "verify")
    return decision.say.empty() ? "For that I need to know who you are: please sign in to your account, then write again here." : decision.say;
  return "I want to be sure that I understand: what would you like me to do? One sentence is enough, with an order number if there is one.";
}

Result<Words> run(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  HANDRAIL_TRY(const RunReport report, carry_on_run(seams, live, log));
  return finish_run(seams, live, log, report, decision);
}

// The customer leaves it: what was done already is said, and nothing more is done.
Words leave_it(ConversationLog& log) {
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
  end_run(log, "cancelled", "the customer does not want it any more");
  return words;
}

// The run begins again with what is right; what was waited for is not valid any more. What was done already cannot be begun again: a person looks.
Result<Words> corrected(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, const CustomersAnswer& answer) {
  if (has_written(log.state())) {
    const std::string done = done_by_run(log.state());
    const bool by_policy = log.state().run->waits_arguments.find("again") != nullptr;   // the policy asked, and the customer has answered
    const std::string reason = (by_policy ? "" : "the customer corrects it: ") + answer.why + "; but something was done already" + (done.empty() ? "" : ": " + done);
    return hand_off(seams, live, log, {.urgency = "high", .reason = reason, .rule = decision.rule, .at = decision.at});
  }
  if (log.state().run->waits_for == "approval" && log.state().approval) {
    const ApprovalId approval = log.state().approval->asked.approval;
    log.record(event::TimerCleared{"approval " + approval.text});
    log.record(event::ApprovalDecided{approval, "withdrawn", "", "", "the customer corrected it: " + answer.why, {}});
  }
  restart_run(seams, live, log, answer.fact, answer.why);
  return run(seams, live, log, decision);
}

std::string still_waiting(const ConversationState& state, Instant now) {
  if (state.run->waits_for == "approval")
    return "A colleague is still looking at this" + (state.approval ? " (reference " + state.approval->asked.reference + ")" : std::string()) +
           ". You will hear as soon as it is decided. If you would rather talk to a person now, just say so.";
  const auto timer = state.timers.find(state.run->waits_name);
  const Duration left = timer == state.timers.end() ? Duration{} : timer->second - now;
  const std::string when = left.ms < minutes(1).ms ? "in a moment" : "in " + format_duration(minutes((left.ms + 59'999) / 60'000));
  return "This goes on by itself: you will hear from me here " + when + ". If you do not want it any more, say \"stop\"; if you would rather talk to a person, just say so.";
}

// "How long does a refund take?" in the middle of one is read as being about it, and is a question all the same: it is answered where the help pages have the
// answer, and what was asked comes again.
std::optional<Words> answer_in_between(const LiveBundle& live, const ConversationState& state) {
  const bool asked_something = state.run->waits_for == "answer" || state.run->waits_for == "confirmation";
  if (!asked_something || !state.turn || !state.turn->reading || !is_question(state.turn->text)) return std::nullopt;
  auto found = answer_from_knowledge(live, state, state.turn->text, state.turn->reading->intent);
  if (!found || !*found) return std::nullopt;
  (*found)->text = with_reminder(std::move((*found)->text), state);
  return std::move(**found);
}

// What the run asks stands in a draft that nobody has looked at yet.
bool question_in_review(const ConversationState& state) { return state.approval && state.approval->asked.what == "reply" && !was_asked(state); }

Result<Words> go_on(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  const ConversationState& state = log.state();
  if (!state.run) return hand_off(seams, live, log, {.reason = "the workflow that waited is gone", .rule = decision.rule, .at = decision.at});
  CustomersAnswer answer;
  if (state.turn && state.turn->reading) answer = customers_answer(live, state, *state.turn->reading, nullptr);
  switch (answer.kind) {
    case CustomersAnswer::Kind::leave: return leave_it(log);
    case CustomersAnswer::Kind::correction: return corrected(seams, live, log, decision, answer);
    case CustomersAnswer::Kind::yes:
    case CustomersAnswer::Kind::no:
      log.record(event::CustomerConfirmed{state.run->waits_name, state.run->waits_arguments, answer.kind == CustomersAnswer::Kind::yes});
      break;
    case CustomersAnswer::Kind::fact:   // one that was read as an entity is on the record already
      if (!state.turn->reading->claims.count(state.run->waits_name))
        log.record(event::Remembered{state.run->waits_name, Json(std::string(trim(state.turn->text)))});
      // The gate asked for it again: what the script has made of the first one is not valid any more.
      if (state.run->waits_arguments.find("again"))
        return corrected(seams, live, log, decision, {CustomersAnswer::Kind::correction, state.run->waits_name, "the policy asked for it again"});
      break;
    case CustomersAnswer::Kind::none:
      if (state.run->waits_for == "approval" || (state.run->waits_for == "time" && state.timers.count(state.run->waits_name)))
        return Words{.text = still_waiting(state, log.now())};
      if (auto words = answer_in_between(live, state)) return std::move(*words);
      if (question_in_review(state)) return Words{};   // the reviewer sees the message; the draft asks it once
      break;
  }
  return run(seams, live, log, decision);
}

// "I have left your refund request": what a customer's next wish ends is said, so that nobody thinks it goes on.
std::string left_behind(const LiveBundle& live, const ConversationState& state) {
  const auto& intents = live.program().intents;
  const auto& workflows = live.program().workflows;
  const auto serves = [&](const dsl::Intent& intent) { return intent.workflow && workflows[*intent.workflow].name == state.run->workflow; };
  const auto meant = std::find_if(intents.begin(), intents.end(), serves);
  std::string matter = meant == intents.end() ? state.run->workflow : meant->name;
  std::replace(matter.begin(), matter.end(), '_', ' ');
  const std::string done = done_by_run(state);
  return "I have left the " + matter + " that we began" + (done.empty() ? ": nothing has been changed." : ". What was done before stays: " + done + ".") +
         " If you still want it, just write so again.";
}

// A draft that asks for what is left now would go out after it.
void withdraw_question(ConversationLog& log) {
  const ApprovalId draft = log.state().approval->asked.approval;
  log.record(event::TimerCleared{"approval " + draft.text});
  log.record(event::ApprovalDecided{draft, "withdrawn", "", "", "the customer turned to something else", {}});
}

Result<Words> act(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  std::string left;
  if (!log.state().run || log.state().run->waits_for.size()) {
    const bool asked = log.state().run && (log.state().run->waits_for == "answer" || log.state().run->waits_for == "confirmation");
    if (asked && was_asked(log.state())) left = left_behind(live, log.state());
    if (asked && question_in_review(log.state())) withdraw_question(log);
    HANDRAIL_TRY_VOID(start_run(seams, live, log, decision.workflow, decision.review));
  }
  HANDRAIL_TRY(Words words, run(seams, live, log, decision));
  if (left.empty() || log.state().owner != Ownership::bot) return words;
  if (!words.asked.empty()) {   // what is asked stands last
    words.text = left + "\n\n" + words.text;
    return words;
  }
  words.text += "\n\n" + left;
  words.asked = std::string(left_something);
  return words;
}

void set_silence_timer(const LiveBundle& live, ConversationLog& log, bool waits_for_customer) {
  const ConversationState& state = log.state();
  if (state.timers.count("silence")) log.record(event::TimerCleared{"silence"});
  if (state.owner != Ownership::bot || state.approval || state.episode.outcome) return;
  if (state.run && state.run->waits_for == "time") return;   // its own timer wakes it, and the silence until then says nothing
  const dsl::EpisodeRules& rules = live.program().episode;
  log.record(event::TimerSet{"silence", log.now() + (waits_for_customer ? rules.abandoned_after : rules.resolved_after)});
}

// A draft that still waits goes out together with the newer one, or not at all: its reviewer gets both.
void take_in_older_draft(ConversationLog& log, event::ApprovalRequested& request) {
  const event::ApprovalRequested older = log.state().approval->asked;
  if (request.facts.text_or("asked").empty()) request.facts.set("asked", older.facts.text_or("asked"));   // its question goes out with it
  log.record(event::TimerCleared{"approval " + older.approval.text});
  log.record(event::ApprovalDecided{older.approval, "withdrawn", "", "", "a newer draft holds it", {}});
  request.reply.text = older.reply.text + "\n\n" + request.reply.text;
  request.reply.citations.insert(request.reply.citations.begin(), older.reply.citations.begin(), older.reply.citations.end());
  request.reply.receipts.insert(request.reply.receipts.begin(), older.reply.receipts.begin(), older.reply.receipts.end());
  request.arguments = Json::object({{"text", request.reply.text}});
}

// A person looks before it goes out: the draft waits as an approval of its own.
void ask_for_review(Seams& seams, ConversationLog& log, const Decision& decision, const Words& words, const std::string& text) {
  event::ApprovalRequested request;
  request.approval = ApprovalId(seams.ids.next("appr"));
  request.what = "reply";
  request.arguments = Json::object({{"text", text}});
  request.rule = decision.rule;
  request.at = decision.at;
  request.bundle = log.state().episode.bundle;
  request.expires_at = log.now() + hours(24);
  request.reference = request.approval.text;
  request.reply = {text, Speaker::bot, "", words.citations, words.receipts};
  request.facts = Json::object({{"message", log.state().turn ? log.state().turn->message.text : ""}, {"asked", words.asked}, {"kind", word_of(decision.kind)}});
  if (log.state().approval) take_in_older_draft(log, request);
  log.record(event::TimerSet{"approval " + request.approval.text, request.expires_at});
  log.record(std::move(request));
}

}  // namespace

Words finish_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const RunReport& report, const Decision& decision) {
  if (report.how != RunReport::How::hand_off) {
    Words words = report.words;
    words.rule = report.rule;
    words.at = report.at;
    words.because = report.because;
    return words;
  }
  HandOff request = report.handoff;
  if (request.rule.empty()) request.rule = decision.rule;
  if (request.at.empty()) request.at = decision.at;
  Words words = hand_off(seams, live, log, request);
  if (!report.words.text.empty()) words.text = report.words.text + "\n\n" + words.text;
  words.receipts = report.words.receipts;
  words.rule = request.rule;
  words.at = request.at;
  words.because = request.reason;
  return words;
}

Result<Words> carry_out(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  switch (decision.kind) {
    case DecisionKind::answer:
    case DecisionKind::draft: return answer(seams, live, log, decision);
    case DecisionKind::ask: return Words{.text = question(decision), .asked = decision.ask_key};
    case DecisionKind::act: return act(seams, live, log, decision);
    case DecisionKind::carry_on: return go_on(seams, live, log, decision);
    case DecisionKind::offer_person:
      return Words{.text = decision.say.empty() ? std::string(offer) : decision.say, .asked = "offer a person"};
    case DecisionKind::refuse: return Words{.text = decision.say.empty() ? "That is something I cannot help with." : decision.say};
    case DecisionKind::hand_off:
    case DecisionKind::none: break;
  }
  return hand_off(seams, live, log, handoff_for(decision));
}

Result<void> send(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, Words words) {
  const bool handed_off = log.state().owner != Ownership::bot;
  if (const auto wrong = check_words(words, handed_off); !wrong.empty() && !handed_off)
    words = hand_off(seams, live, log, {.urgency = "high", .reason = "a reply was stopped: it " + wrong.front(), .rule = decision.rule, .at = decision.at});
  words.text = with_routed_queue(live, log.state(), words.text, log.now());
  const std::optional<Approval>& open = log.state().approval;
  const bool joins_older = open && open->asked.what == "reply";
  const bool review = (decision.kind == DecisionKind::draft || words.review) && log.state().owner == Ownership::bot && (!open || joins_older) && !words.text.empty();
  const std::string text = words.text.empty() || (review && joins_older) ? words.text : finished_text(live.program().reply, log.state(), words.text);
  const MessageId message = log.state().turn ? log.state().turn->message : MessageId();
  if (review) {
    ask_for_review(seams, log, decision, words, text);
  } else if (!text.empty()) {
    const bool handed_over = log.state().owner != Ownership::bot;
    log.record(event::ReplySent{message, {text, Speaker::bot, "", words.citations, words.receipts}, words.asked,
                                std::string(word_of(handed_over ? DecisionKind::hand_off : decision.kind)), words.rule.empty() ? decision.rule : words.rule,
                                words.rule.empty() ? decision.at : words.at, words.rule.empty() ? decision.because : words.because});
  }
  if (log.state().turn) log.record(event::TurnEnded{message});
  const bool run_waits = log.state().run && (log.state().run->waits_for == "answer" || log.state().run->waits_for == "confirmation");
  set_silence_timer(live, log, log.state().episode.waits_for_customer || run_waits);
  if (decision.closes && !review && log.state().owner == Ownership::bot) close_episode(log, Outcome::resolved_confirmed);
  return log.commit();
}

void open_next_episode(Seams& seams, ConversationLog& log) {
  const Episode& last = log.state().episode;
  const bool soon = log.now() - last.closed_at <= hours(48);
  log.record(event::EpisodeOpened{last.number + 1, soon, seams.bundles.current()->bundle->hash});
}

}  // namespace handrail
