#include "engine/turn/carry_out.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "dsl/program/carried_by.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/journal/same_wish.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/asks_to_know.hpp"
#include "engine/meaning/asks_without_end.hpp"
#include "engine/meaning/how_it_stands.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/not_taken.hpp"
#include "engine/meaning/numbered_things.hpp"
#include "engine/meaning/without_taken_back.hpp"
#include "engine/policy/decide.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/declined.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/asking_again.hpp"
#include "engine/turn/before_colleague.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/corrections.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/decide_turn.hpp"
#include "engine/turn/draft_reply.hpp"
#include "engine/turn/draft_review.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/finish_run.hpp"
#include "engine/turn/framing.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/in_place_of_words.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/leaving.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/offered_person.hpp"
#include "engine/turn/refused_wish.hpp"
#include "engine/turn/said_back.hpp"
#include "engine/turn/said_now.hpp"
#include "engine/turn/send.hpp"
#include "engine/turn/several_runs.hpp"
#include "engine/turn/taken_off.hpp"
#include "engine/turn/waiting_words.hpp"
#include "engine/turn/what_was_done.hpp"

namespace handrail {
namespace {

constexpr std::string_view left_words = "All right, I leave that, and nothing of it has been begun.";

HandOff handoff_for(const Decision& decision) {
  return {decision.queue, decision.urgency, decision.because.empty() ? decision.rule : decision.because, decision.rule, decision.at, decision.by_wish, decision.say};
}

HandOff asks_back_again(const Decision& decision) {
  return {.reason = std::string(asks_without_end_reason), .rule = decision.rule, .at = decision.at, .say = std::string(asks_without_end_words)};
}

// The clause by which a person checks what the run says.
std::optional<UnderReview> review_of(const Decision& decision) {
  if (!decision.review && decision.kind != DecisionKind::draft) return std::nullopt;
  return UnderReview{decision.rule, decision.at};
}

// An intent that has tools and no workflow: with a model, which proposes the calls, it is carried out; none where there is none, where another run is under
// way, and where the model fails before anything was done.
Result<std::optional<Words>> carried_by_model(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  const auto intent = live.program().find_intent(decision.intent);
  const dsl::Workflow* calls = intent ? dsl::carried_by(live.program(), live.program().intents[*intent]) : nullptr;
  if (!calls || !dsl::by_model(*calls)) return std::nullopt;
  const bool under_way = log.state().run && log.state().run->workflow == calls->name && log.state().run->waits_for.empty();
  if (!under_way) {
    if ((log.state().run && !may_be_set_aside(log.state())) || !seams.model) return std::nullopt;
    if (log.state().run && is_done_to_the_same(live, log.state(), calls->name, *log.state().run)) return std::nullopt;   // answered, with the reminder
    if (const SetAside* same = set_aside_for(live, log.state(), calls->name)) return served_already(log.state(), *same, log.now());
    if (log.state().run) log.record(event::RunSetAside{log.state().run->id, log.state().run->workflow});
    HANDRAIL_TRY_VOID(start_run(seams, live, log, calls->name, review_of(decision)));
  }
  HANDRAIL_TRY(const RunReport report, carry_on_run(seams, live, log));
  if (report.how == RunReport::How::without_model) return std::nullopt;
  return finish_run(seams, live, log, report, decision);
}

// What they asked about is begun at their word, and not by the question. What they tell as done is offered to nobody once more.
bool is_told_as_done(const ConversationState& state) { return state.turn && state.turn->reading && does(*state.turn->reading, told_as_done_act); }

std::string asked_of_an_offer(const ConversationState& state, const Decision& decision) {
  return is_told_as_done(state) ? "anything else" : std::string(offers_to_begin) + decision.intent;
}

std::string offered(const ConversationState& state, const Decision& decision) {
  if (is_told_as_done(state))
    return "As you write it, that was done already; how it stands I cannot see here. Nothing has been begun or changed. What would you like me to do about it? You can also ask for a "
           "person.";
  return "Nothing has been begun or changed. If that is what you want me to begin (" + in_words(decision.intent) + "), just say yes; for anything else, ask for a person.";
}

// What a reply holds beside the answers: they have the room that is left.
std::string said_around(const LiveBundle& live, const ConversationState& state, const Decision& decision) {
  const bool offers = !decision.offers.empty() && !state.run;
  const std::string next = offers ? offered(state, decision) : live.program().reply.end_with_next_action ? worded(live, state, dsl::own::does_that_answer_it) : "";
  return decision.say + " " + reminder(state) + " " + next;
}

Result<Words> answer(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  if (decision.closes) return Words{.text = worded(live, log.state(), dsl::own::glad)};
  if (auto told = told_by_receipt(live, log.state())) return std::move(*told);
  HANDRAIL_TRY(auto carried, carried_by_model(seams, live, log, decision));
  if (carried) return std::move(*carried);
  const std::optional<OpenTurn>& turn = log.state().turn;
  const bool stands_apart = turn && turn->reading && does(*turn->reading, speech::ask_beside);   // that is answered by itself
  const std::string text = stands_apart ? without_further_wishes(*turn, *turn->reading) : turn ? turn->text : "";
  auto answers = answers_for(live, log.state(), log.state().run ? with_matter_pointed_at(text, log.state().run->intent) : text, decision.intent, counted_in(log));
  if (!answers) return hand_off(seams, live, log, {.reason = "the knowledge base cannot be asked: " + answers.error().message, .rule = decision.rule, .at = decision.at});
  HANDRAIL_TRY(const Drafted drafted, draft_reply(seams, live, log, decision, all_found(*answers)));
  if (drafted.how == Drafted::How::escalates)
    return hand_off(seams, live, log, {.reason = "what is known does not answer it: " + drafted.reason, .rule = decision.rule, .at = decision.at});
  std::optional<Words> answered = drafted.how == Drafted::How::good ? drafted.words : quoted_each(live, log.state(), *answers, said_around(live, log.state(), decision));
  if (drafted.how == Drafted::How::stopped) {
    const bool reviewed = answered && a_person_checks(live.program(), decision);
    log.record(event::ReplyChecked{"repair", drafted.findings, reviewed ? "reviewed" : "handed over"});
    if (!reviewed) return hand_off(seams, live, log, {.reason = "a drafted reply was stopped: " + drafted.reason, .rule = decision.rule, .at = decision.at});
    answered->review = true;
  }
  if (answered) {
    Words words = std::move(*answered);
    if (!decision.say.empty() && words.text.find(decision.say) == std::string::npos) words.text = decision.say + "\n\n" + words.text;
    // Where a workflow waits for a yes, that is the one question: a yes to another one beside it would be taken for it.
    const bool asks_already = log.state().run && (log.state().run->waits_for == "confirmation" || log.state().run->waits_for == "answer");
    if (!decision.offers.empty() && !log.state().run) {
      words.text += "\n\n" + offered(log.state(), decision);
      words.asked = asked_of_an_offer(log.state(), decision);
    } else if (live.program().reply.end_with_next_action && !asks_already && !words.has_next_action)
      words.text += "\n\n" + worded(live, log.state(), dsl::own::does_that_answer_it);
    words.text = with_reminder(std::move(words.text), log.state());
    words.kept.push_back(reminder(log.state()));
    return words;
  }
  if (!decision.say.empty()) return Words{.text = with_reminder(decision.say, log.state())};
  if (!decision.offers.empty() && !log.state().run)
    return Words{.text = (is_told_as_done(log.state()) ? "" : worded(live, log.state(), dsl::own::nothing_found) + " ") + offered(log.state(), decision),
                 .asked = asked_of_an_offer(log.state(), decision)};
  const std::string open = log.state().run ? reminder(log.state()) : "";
  if (open.empty()) return Words{.text = worded(live, log.state(), dsl::own::nothing_found) + " " + worded(live, log.state(), dsl::own::offer), .asked = "offer a person"};
  // One question at a time: a yes to an offer beside it would be taken for the other.
  return Words{.text = worded(live, log.state(), dsl::own::nothing_found) + " If you need it answered, just ask for a person.\n\n" + open, .kept = {open}};
}

std::string question(const LiveBundle& live, const ConversationState& state, const Decision& decision) {
  // "Done", and the channel has not said so: what is asked for would be a riddle.
  if (decision.ask_key == "sign in again")
    return "I cannot see yet that you are signed in. Please sign in to your account; as soon as you are, I will go on with what you asked for. If it does not work, "
           "just ask for a person.";
  if (decision.ask_key == "verify" && waits_for_sign_in(state) && does(*state.turn->reading, corrects_wish))
    return "All right: it is about " + request_words(decision.intent) + objects_named(state.turn->reading->named) +
           ", and not what you wrote before. As soon as you have signed in to your account, I will go on with it here.";
  if (decision.ask_key == "verify" && waits_for_sign_in(state))
    return "I have noted " + request_words(decision.intent) + " as well. As soon as you have signed in to your account, I will go on with all of it here, one after the other.";
  // A greeting was asked so already: what follows it is not met with the same words.
  const bool asked_before_it = decision.ask_key.starts_with("at ") && std::ranges::count(state.episode.asked, dsl::says_nothing_yet) > 0;
  const std::string ahead = asked_before_it ? "That I could not make out. " : "";
  if (!decision.question.empty()) return ahead + decision.question;
  if (decision.ask_key == "verify")
    return decision.say.empty() ? worded(live, state, dsl::own::sign_in) : decision.say;
  const std::string numbers = with_numbers(live.program()), words = worded(live, state, dsl::own::not_understood);
  return words != dsl::own::not_understood || numbers.empty() ? ahead + words
                                                              : ahead + "I want to be sure that I understand: what would you like me to do? One sentence is enough" + numbers + ".";
}

Result<Words> run(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  const std::string left = others_not_taken(live, log.state());
  HANDRAIL_TRY(const RunReport report, carry_on_run(seams, live, log));
  Words words = finish_run(seams, live, log, report, decision);
  if (!left.empty() && log.state().owner == Ownership::bot)
    words.text = words.asked.empty() && !words.text.empty() ? words.text + "\n\n" + left : left + (words.text.empty() ? "" : "\n\n") + words.text;   // what is asked stands last
  const bool waits_silently = words.text.empty() && log.state().turn && log.state().run && log.state().run->waits_for == "time";
  if (waits_silently) words.text = still_waiting(log.state(), log.now());   // whoever has written hears that it goes on, and when
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
  if (question_in_review(log.state())) withdraw_draft(log, "the customer corrected it: " + answer.why);
  if (log.state().turn && log.state().turn->reading)
    for (const auto& [fact, value] : what_still_holds(InRun(live, log.state(), *log.state().turn->reading), answer)) log.record(event::Remembered{fact, value});
  if (answer.value) log.record(event::Remembered{answer.fact, *answer.value});
  if (const auto less = less_of_what_waits(live, log.state()); less && less->input == answer.fact) log.record(event::Remembered{less->taken_off, less->kept});
  for (const std::string& fact : answer.no_longer) log.record(event::Remembered{fact, Json()});
  restart_run(seams, live, log, answer.fact, answer.why);
  return run(seams, live, log, decision);
}

// It may be one of several: they say which, and until then nothing that was said before counts.
Words asked_which(const CustomersAnswer& answer) {
  return Words{.text = "I have not done anything yet. What is to be different: " + answer.fact + "? Please write it as it should be.", .asked = std::string(asks_which)};
}

// "W1001, it arrived broken": the order was asked for, and the workflow takes the reason as well. Empty: nothing was said beside what was asked for, or words of the
// workflow went out already and would be said again.
std::string said_beside(const LiveBundle& live, const ConversationState& state) {
  const Run& run = *state.run;
  const auto index = live.program().find_workflow(run.workflow);
  const auto speaks = [](const RecordedStep& step) { return step.name == "say"; };
  const bool typed = std::ranges::any_of(live.program().entities, [&](const dsl::Entity& entity) { return entity.name == run.waits_name; });   // free words are the answer, whole
  if (!index || !typed || has_written(state) || std::ranges::any_of(run.steps, speaks)) return "";
  for (const std::string& taken : live.program().workflows[*index].takes) {
    const Json* input = run.inputs.find(taken);
    const auto claim = state.turn->reading->claims.find(taken);
    const bool said = claim != state.turn->reading->claims.end() && (claim->second.text() || puts_forward(InRun(live, state, *state.turn->reading), taken, claim->second));
    if (taken != run.waits_name && input && input->is_null() && said) return taken;
  }
  return "";
}

// "How long does a refund take?" in the middle of one is read as being about it, and is a question all the same: it is answered where the help pages have the
// answer, and what was asked comes again. One that they do not answer is no vain answer either.
std::optional<Words> answer_in_between(const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  const bool asked_something = state.run->waits_for == "answer" || state.run->waits_for == "confirmation";
  if (state.turn && words(state.turn->text).empty()) return std::nullopt;   // "?"
  if (!asked_something || !state.turn || !state.turn->reading) return std::nullopt;
  const bool asks_back = only_asks(state.turn->text) && was_asked(state);
  if (!asks_back && !does(*state.turn->reading, speech::ask)) return std::nullopt;
  const bool is_about_us = asks_back && trim(blanked_where_it_asks_what_we_are(state.turn->text)).empty();
  if (is_about_us) return Words{.text = worded(live, state, dsl::own::ai_notice) + " " + reminder(state), .kept = {reminder(state)}};
  const std::string asked = with_matter_pointed_at(state.turn->text, state.run->intent);
  auto found = answer_from_knowledge(live, state, asked, state.turn->reading->intent, counted_in(log));
  if (found && *found) {
    (*found)->text = with_reminder(std::move((*found)->text), state);
    return std::move(**found);
  }
  if (!asks_back || crossed(state)) return std::nullopt;
  return Words{.text = with_reminder(std::string(question_not_answered_words), state), .kept = {reminder(state)}};
}

// A question whose answer a person checks, asked while a call waits for its approval: the answer goes into review beside it. Nothing found: how the call stands is told.
std::optional<Words> answer_for_review(const LiveBundle& live, ConversationLog& log, const Decision& by_itself) {
  const ConversationState& state = log.state();
  const bool asks = state.turn && state.turn->reading && does(*state.turn->reading, speech::ask);
  if (by_itself.kind != DecisionKind::draft || !asks || !state.approval || !may_be_set_aside(state)) return std::nullopt;
  auto found = answer_from_knowledge(live, state, state.turn->text, state.turn->reading->intent, counted_in(log));
  if (!found || !*found) return std::nullopt;
  (*found)->review = true;
  return std::move(**found);
}

// The answer to a question for any words, without the question that stands beside it.
std::string own_words(const ConversationState& state) {
  if (!does(*state.turn->reading, speech::ask_beside)) return std::string(trim(state.turn->text));
  const std::string left = without_further_wishes(*state.turn, *state.turn->reading);
  const std::string words(trim(left));
  const std::size_t last = words.find_last_not_of(" ,;:-\n");
  return last == std::string::npos ? std::string(trim(state.turn->text)) : words.substr(0, last + 1);
}

// What a colleague looks at, or what time is waited for: how it stands, behind what becomes of what they wrote.
Words still_waits(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const std::string told = told_of_what_waits(seams, live, log);
  return {.text = told + still_waiting(log.state(), log.now())};
}

Result<Words> go_on(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  const ConversationState& state = log.state();
  if (!state.run) return hand_off(seams, live, log, {.reason = "the workflow that waited is gone", .rule = decision.rule, .at = decision.at});
  CustomersAnswer answer;
  Decision by_itself;
  if (state.turn && state.turn->reading) {
    by_itself = decided_by_itself(seams, live, state);
    answer = customers_answer(live, state, *state.turn->reading, by_itself);
  }
  switch (answer.kind) {
    case CustomersAnswer::Kind::another_wish:
      put_before_colleague(seams, live, log, by_itself.workflow);
      return state.turn->reading->further.empty() ? wish_waits(live, state, by_itself.intent) : further_wishes_wait(live, state);
    case CustomersAnswer::Kind::drops_wish: return wish_dropped(log, answer.fact);
    case CustomersAnswer::Kind::leave: return leave_this(log, answer.says_more);
    case CustomersAnswer::Kind::leaves_other: return leave_other(log, RunId(answer.fact));
    case CustomersAnswer::Kind::leaves_all: return leave_all(log);
    case CustomersAnswer::Kind::which_run: return asked_which_run(state);
    case CustomersAnswer::Kind::which: return asked_which(answer);
    case CustomersAnswer::Kind::whether_another: return asked_whether_another(state, answer);
    case CustomersAnswer::Kind::moment: return gives_a_moment(state);
    case CustomersAnswer::Kind::correction: return corrected(seams, live, log, decision, answer);
    case CustomersAnswer::Kind::yes:
    case CustomersAnswer::Kind::no:
      log.record(event::CustomerConfirmed{state.run->waits_name, state.run->waits_arguments, answer.kind == CustomersAnswer::Kind::yes});
      break;
    case CustomersAnswer::Kind::fact:   // one that was read as an entity is on the record already
      if (fills_call(*state.run)) {   // the call lacked it: with this on the record it is made with it, and what was done before stands
        const auto claim = state.turn->reading->claims.find(state.run->waits_name);
        log.record(event::Remembered{state.run->waits_name, claim == state.turn->reading->claims.end() ? answer.value.value_or(Json(own_words(state))) : claim->second});
        break;
      }
      if (!state.turn->reading->claims.count(state.run->waits_name))
        log.record(event::Remembered{state.run->waits_name, answer.value.value_or(Json(own_words(state)))});
      // The gate asked for it again: what the script has made of the first one is not valid any more.
      if (state.run->waits_arguments.find("again"))
        return corrected(seams, live, log, decision, {CustomersAnswer::Kind::correction, state.run->waits_name, "the policy asked for it again"});
      if (question_in_review(state)) withdraw_draft(log, std::string(draft_said_already));
      if (const std::string beside = said_beside(live, state); !beside.empty()) restart_run(seams, live, log, beside, in_words(beside) + " was said as well");
      break;
    case CustomersAnswer::Kind::digression:
    case CustomersAnswer::Kind::beside:
    case CustomersAnswer::Kind::new_matter:   // decided otherwise: a trigger had its say
    case CustomersAnswer::Kind::none:
      if (auto words = answer_for_review(live, log, by_itself)) return std::move(*words);
      if (state.run->waits_for == "approval" || (state.run->waits_for == "time" && state.timers.count(state.run->waits_name)))
        return still_waits(seams, live, log);
      if (asks_without_end(state)) return hand_off(seams, live, log, asks_back_again(decision));
      if (auto words = answer_in_between(live, log)) return std::move(*words);
      if (question_in_review(state)) return Words{};   // the reviewer sees the message; the draft asks it once
      break;
  }
  const Json inputs = state.run->inputs;
  HANDRAIL_TRY(Words words, run(seams, live, log, decision));
  if (answer.kind != CustomersAnswer::Kind::no) return words;
  forget_what_was_refused(log, inputs);
  after_a_no(state, answer.says_more, words);
  return words;
}

// "I have left your refund request": what a customer's next wish ends is said, so that nobody thinks it goes on. Empty: it asked them nothing.
std::string left_behind(const LiveBundle& live, const ConversationState& state, const Run& run) {
  if ((run.waits_for != "answer" && run.waits_for != "confirmation" && run.waits_for != "time") || !was_asked(state, run)) return "";
  const auto& intents = live.program().intents;
  const auto serves = [&](const dsl::Intent& intent) {
    const dsl::Workflow* its = dsl::carried_by(live.program(), intent);
    return its != nullptr && its->name == run.workflow;
  };
  const auto meant = std::find_if(intents.begin(), intents.end(), serves);
  const std::string matter = in_words(meant == intents.end() ? run.workflow : meant->name);
  const std::string done = done_by_run(state, run.id);
  return "I have left the " + matter + " that we began" + (done.empty() ? ": nothing has been changed." : ". What was done before stays: " + done + ".") +
         " If you still want it, just write so again.";
}

Result<Words> act(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  if (!log.state().run || log.state().run->waits_for.size()) {
    if (const SetAside* same = set_aside_for(live, log.state(), decision.workflow)) return served_already(log.state(), *same, log.now());
    const bool asked = log.state().run && (log.state().run->waits_for == "answer" || log.state().run->waits_for == "confirmation");
    if (asked && question_in_review(log.state())) withdraw_draft(log, "the customer turned to something else");   // it would ask for what is left now
    if (may_be_set_aside(log.state())) log.record(event::RunSetAside{log.state().run->id, log.state().run->workflow});
    HANDRAIL_TRY_VOID(start_run(seams, live, log, decision.workflow, review_of(decision)));
  }
  const std::optional<OpenTurn>& turn = log.state().turn;
  const std::string left = turn && turn->left ? left_behind(live, log.state(), *turn->left) : "";
  HANDRAIL_TRY(Words words, run(seams, live, log, decision));
  if (left.empty() || log.state().owner != Ownership::bot) return words;
  if (!words.asked.empty()) {   // what is asked stands last
    words.text = left + "\n\n" + words.text;
    return words;
  }
  words.text += (words.text.empty() ? "" : "\n\n") + left;
  words.kept.push_back(left);
  words.asked = std::string(left_something);
  return words;
}

// "I have noted your refund request (W1001) as well": what the message wishes for beside what is taken up. What is asked stands last.
Words with_further_wishes(const LiveBundle& live, const ConversationState& state, Words words) {
  const bool goes_on_later = state.turn && state.turn->reading && state.owner == Ownership::bot && (state.run || words.asked == "verify") && !words.text.empty();
  if (!goes_on_later) return words;
  if (state.turn->reading->further.empty()) return words;
  const std::string more = "One after the other: I have noted " + further_matters(state) + " as well, and go on with it here as soon as this is done." +
                           (words.asked == "verify" ? "" : sign_in_meanwhile(live, state, further_intents(state)));
  words.text = words.asked.empty() ? words.text + "\n\n" + more : more + "\n\n" + words.text;
  words.kept.push_back(more);
  return words;
}

}  // namespace

// "If it doesn't fit I want a refund": what happens then, where the articles say it.
static std::optional<Words> what_happens_then(const LiveBundle& live, ConversationLog& log) {
  const OpenTurn& turn = *log.state().turn;
  auto found = answer_from_knowledge(live, log.state(), turn.text, turn.reading->intent, counted_in(log));
  if (!found || !*found) return std::nullopt;
  const std::string then = std::string(not_later_words);
  (*found)->text += "\n\n" + then;
  (*found)->kept.push_back(then);
  return std::move(**found);
}

static Result<Words> carried_out(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  if (decision.kind == DecisionKind::ask || decision.kind == DecisionKind::draft) {
    if (auto words = draft_taken_back(log)) return std::move(*words);
    // "Ok", or "hello, are you there?", while a colleague looks: nothing is missing, and they hear who has it.
    const bool nothing_missing = decision.ask_key == "what is missing" || decision.ask_key == crossed_key || decision.intent == "other";
    if (decision.kind == DecisionKind::ask && nothing_missing && draft_waits(log.state())) return Words{};
  }
  switch (decision.kind) {
    case DecisionKind::answer:
    case DecisionKind::draft:
      if (asks_without_end(log.state())) return hand_off(seams, live, log, asks_back_again(decision));
      return answer(seams, live, log, decision);
    case DecisionKind::ask:
      if (decision.ask_key == crossed_key) return asked_again_as_crossed(log.state());
      if (auto words = answer_to_what_was_said_back(live, log.state(), worded(live, log.state(), dsl::own::offer))) return std::move(*words);
      if (auto words = done_already(live, log.state(), decision, worded(live, log.state(), dsl::own::offer))) return std::move(*words);
      if (decision.intent == "other" && (decision.ask_key.starts_with("at ") || decision.ask_key == dsl::says_nothing_yet))   // a rule of the policy asks what is meant
        if (auto words = still_to_sign_in(log.state(), decision.ask_key)) return std::move(*words);
      if (decision.ask_key == "declined")
        if (auto words = said_beside_a_refusal(live, log.state(), worded(live, log.state(), dsl::own::offer))) return std::move(*words);
      if (is_all_taken_back(log.state())) return Words{.text = std::string(left_words) + " Write again whenever you need something.", .asked = decision.ask_key};
      if (is_all_for_later(log.state()))
        if (auto words = what_happens_then(live, log)) return std::move(*words);
      if (is_all_for_later(log.state())) return Words{.text = std::string(not_later_words) + " What can I do for you now?", .asked = decision.ask_key};
      return with_further_wishes(live, log.state(), Words{.text = question(live, log.state(), decision), .asked = decision.ask_key});
    case DecisionKind::act: {
      if (auto words = taken_back_too_late(live, log.state(), decision, worded(live, log.state(), dsl::own::offer))) return std::move(*words);
      const ConversationState before = log.state();   // the run changes it
      HANDRAIL_TRY(Words words, act(seams, live, log, decision));
      words.ahead += ahead_of_the_same_denial(before, words);
      return with_further_wishes(live, log.state(), std::move(words));
    }
    case DecisionKind::carry_on: {
      const bool asks = log.state().run.has_value();
      HANDRAIL_TRY(Words words, go_on(seams, live, log, decision));
      const bool is_told = !asks || words.text.find("I have noted ") != std::string::npos || words.asked.empty();
      return is_told ? words : with_further_wishes(live, log.state(), std::move(words));
    }
    case DecisionKind::offer_person:
      return Words{.text = decision.say.empty() ? worded(live, log.state(), dsl::own::offer) : decision.say, .asked = "offer a person"};
    case DecisionKind::refuse: return Words{.text = decision.say.empty() ? worded(live, log.state(), dsl::own::no_help) : decision.say};
    case DecisionKind::hand_off:
    case DecisionKind::none: break;
  }
  HandOff request = handoff_for(decision);
  if (decision.rule == offer_in_passing && takes_offered_person(live, log.state()))   // behind the offer another matter was spoken of
    if (std::string queue = offered_queue(live, log.state()); !queue.empty()) request.queue = std::move(queue);
  return hand_off(seams, live, log, request);
}

Result<Words> carry_out(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision) {
  HANDRAIL_TRY(Words words, carried_out(seams, live, log, decision));
  return with_what_stood_apart(live, log, std::move(words));
}

}  // namespace handrail
