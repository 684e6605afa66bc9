#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/quoted.hpp"
#include "engine/journal/held_up.hpp"
#include "engine/journal/said_of_matter.hpp"
#include "engine/journal/same_wish.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/journal/state.hpp"

namespace handrail {
namespace {

Clause clause_in(const Json& verdict) { return {verdict.text_or("rule"), verdict.text_or("at"), verdict.text_or("because")}; }

bool is_call(const Confirmed& yes, const std::string& tool, const Json& arguments) { return call_name(yes.tool, yes.arguments) == call_name(tool, arguments); }

constexpr std::size_t lookups_kept = 64, settled_kept = 200;
constexpr std::size_t strain_kept = 3;   // messages that a rising risk is measured against
constexpr std::size_t followed_by_kept = 8;   // a message holds no more wishes

class Folding {
 public:
  Folding(ConversationState& state, Instant at) : state_(state), at_(at) {}

  void operator()(const event::ConversationOpened& e) {
    state_.channel = e.channel;
    state_.customer = {e.customer, e.verified, e.verified_by};
    state_.context = e.context;
    state_.opened_at = at_;
    state_.episode.bundle = e.bundle;
  }
  void operator()(const event::CustomerVerified& e) {
    state_.customer = {e.customer, true, e.verified_by};
    // A wish goes on as who they turned out to be, from its beginning: the gate judges it by that, and no step of it rests on whom they were taken for.
    for (HeldUp& wish : state_.held_up) {
      if (!wish.customer.empty() && wish.customer != e.customer) wish.run.reset();
      wish.customer = e.customer;
    }
    for (std::size_t i = 1; i < state_.held_up.size(); ++i) state_.held_up[i].behind_another = true;   // one after the other, from here on
    go_on_with_what_was_held_up(state_, at_);
  }
  void operator()(const event::BundleChanged& e) {
    state_.episode.bundle = e.to;
    if (state_.run && !e.script_hash.empty()) state_.run->script_hash = e.script_hash;
    std::erase_if(state_.held_up, [](const HeldUp& wish) { return wish.run.has_value(); });   // its steps belong to the script that it began with
  }
  void operator()(const event::EpisodeOpened& e) {
    if (state_.episode.outcome) state_.closed.push_back(std::move(state_.episode));
    state_.episode = {};
    state_.episode.number = e.number;
    state_.episode.bundle = e.bundle;
    state_.claims.clear();
    state_.said_before.reset();
    state_.confirmed.clear();
    state_.approvals_given.clear();
    state_.granted.clear();
    state_.settled.clear();
    state_.receipts.clear();
    state_.owner = Ownership::bot;
    state_.held_up.clear();
    state_.aside.clear();
  }
  void operator()(const event::MessageReceived& e) {
    spoken({Speaker::customer, "", e.text, e.received.at.value_or(at_), e.message, false, state_.events});
    if (state_.episode.messages++ == 0) state_.episode.first_message_at = at_;
    if (e.context.members())
      for (const auto& [key, value] : *e.context.members()) state_.context.set(key, value);
    if (state_.owner == Ownership::bot) open_or_join(e);
    if (state_.answered.size() == limits::answers_kept) state_.answered.erase(state_.answered.begin());
    state_.answered.push_back({e.message, sha256(e.text), state_.owner != Ownership::bot, {}, {}, {}});
  }
  void operator()(const event::MessageRead& e) {
    if (state_.turn) state_.turn->reading = e;
    if (state_.turn && state_.run) state_.turn->claims_before = state_.claims;
    for (const auto& [name, value] : e.claims) state_.claims[name] = value;
    const auto has = [&](std::string_view signal) { return std::find(e.signals.begin(), e.signals.end(), signal) != e.signals.end(); };
    for (auto& [signal, count] : state_.episode.running)
      if (!has(signal)) count = 0;
    for (const std::string& signal : e.signals) ++state_.episode.running[signal];
    const bool not_wanted = has("says_no") && !does(e, corrects_wish) && !came_before_last_word();
    if (not_wanted) std::erase_if(state_.held_up, [](const HeldUp& wish) { return !wish.behind_another; });
    if (has("angry")) ++state_.episode.sentiment_low;
    state_.episode.mood = has("angry") ? Mood::angry : has("frustrated") ? Mood::annoyed : Mood::calm;
    state_.episode.asked_before = has("asks_again") ? state_.episode.asked_before + 1 : 0;
    const int worse = has("angry") ? 2 : has("frustrated") || has("asks_again") ? 1 : -1;
    state_.episode.frustration = std::max<std::int64_t>(0, state_.episode.frustration + worse);
    state_.episode.urgency = e.urgency.empty() ? "low" : e.urgency;
    if (!e.written_in.empty()) state_.episode.written_in = e.written_in;
    auto& strain = state_.episode.strain;
    if (strain.size() == strain_kept) strain.erase(strain.begin());
    strain.push_back(e.strain);
  }
  void operator()(const event::FactLookedUp& e) {
    LookedUp lookup{e.tool, e.arguments, e.failed ? std::nullopt : std::optional<Json>(e.result), e.error, at_};
    auto& kept = state_.lookups;
    std::erase_if(kept, [&](const LookedUp& old) { return old.tool == e.tool && old.arguments == e.arguments; });
    if (kept.size() == lookups_kept) kept.erase(kept.begin());
    kept.push_back(std::move(lookup));
  }
  void operator()(const event::TurnDecided& e) {
    if (state_.turn) {
      state_.turn->decision = e.decision;
      for_answers_to(state_.turn->message, [&](Answered& answer) { answer.decision = e.decision; });
    }
    forget_what_was_only_asked(state_);
    const bool about_something_new = e.decision.kind != DecisionKind::carry_on && (e.decision.intent != "other" || state_.episode.last_intent.empty());
    if (about_something_new && !e.decision.intent.empty() && e.decision.intent != state_.episode.last_intent) {
      leave_earlier_matter(state_);
      state_.episode.last_intent = e.decision.intent;
      if (state_.turn) state_.episode.matter_words = state_.turn->text;
    }
    if (!e.decision.triggers.empty() && !e.decision.triggers.front().undecided) {
      auto& won = state_.episode.triggers_won;
      const std::string& name = e.decision.triggers.front().name;
      if (e.decision.rule == name && std::find(won.begin(), won.end(), name) == won.end()) won.push_back(name);
    }
  }
  void operator()(const event::RunStarted& e) {
    state_.run = Run{};
    state_.run->id = e.run;
    state_.run->workflow = e.workflow;
    state_.run->script_hash = e.script_hash;
    state_.run->inputs = e.inputs;
    state_.run->review = e.review;
    state_.run->review_rule = e.review_rule;
    state_.run->review_at = e.review_at;
    state_.run->host_api = e.host_api;
    state_.run->intent = state_.episode.last_intent;
    state_.run->matter_words = state_.episode.matter_words;
    std::erase_if(state_.claims, [&](const auto& claim) { return said_of_earlier_matter(state_, claim.first, claim.second); });
    if (state_.turn) state_.turn->claims_before.reset();   // what the message says is said of it
  }
  void operator()(const event::RunSetAside& e) {
    if (!state_.run || state_.run->id != e.run) return;
    set_aside(state_);
    go_on_with_what_was_held_up(state_, at_);
  }
  void operator()(const event::RunTakenUp& e) { take_up(state_, e); }
  void operator()(const event::StepRecorded& e) {
    if (!state_.run || state_.run->id != e.run) return;
    state_.run->steps.push_back({e.name, e.arguments_hash, e.result, e.refused, e.message, e.arguments, e.asked});
    state_.run->waits_for.clear();
    if (e.name == "try" && state_.run->steps.front().name == step_of_model) ++state_.model_spend.calls;
    if (!e.said.empty()) state_.run->said.push_back(e.said);
  }
  void operator()(const event::RunWaits& e) {
    if (!state_.run || state_.run->id != e.run) return;
    const bool is_the_same = state_.run->waits_for == e.what && state_.run->waits_name == e.name && state_.run->waits_question == e.question &&
                             call_name(e.name, state_.run->waits_arguments) == call_name(e.name, e.arguments);
    if (!is_the_same) state_.run->asked.reset();
    state_.run->clause.reset();
    state_.run->waits_for = e.what;
    state_.run->waits_name = e.name;
    state_.run->waits_arguments = e.arguments;
    state_.run->waits_question = e.question;
    if (e.what != "confirmation") return;
    std::erase_if(state_.confirmed, [&](const Confirmed& old) { return is_call(old, e.name, e.arguments); });   // asked anew: what was said of it before counts no more
  }
  // What was agreed to in a run ends with it.
  void operator()(const event::RunEnded& e) {
    if (!state_.run || state_.run->id != e.run) return;
    const Json spent = state_.run->inputs;
    const std::vector<RecordedStep> steps = state_.run->steps;
    if (state_.turn && e.how == "stopped") state_.turn->stopped = std::move(state_.run);
    else if (state_.turn && e.how == "cancelled") state_.turn->left = std::move(state_.run);
    if (e.how == "finished" || e.how == "cancelled" || e.how == "stopped") state_.episode.carried_out = state_.episode.messages;
    if (e.how == "finished") forget_what_was_carried_out(state_, spent, steps);
    if (e.how == "corrected" && state_.run) {   // it begins again, whatever was asked in between
      state_.episode.last_intent = state_.run->intent;
      state_.episode.matter_words = state_.run->matter_words;
    }
    state_.run.reset();
    state_.confirmed.clear();
    state_.approvals_given.clear();
    state_.granted.clear();
  }
  void operator()(const event::CustomerConfirmed& e) {
    // A yes to one call says nothing of another of the same tool; after a no nobody knows which of them still stand.
    std::erase_if(state_.confirmed, [&](const Confirmed& old) { return e.yes ? is_call(old, e.tool, e.arguments) : old.tool == e.tool; });
    state_.confirmed_words.erase(call_name(e.tool, e.arguments));
    if (e.yes) state_.confirmed.push_back({e.tool, e.arguments, at_});
    if (e.yes && state_.run) state_.confirmed_words[call_name(e.tool, e.arguments)] = state_.run->waits_question;
    if (state_.run) {
      state_.run->settled = state_.run->settled || e.yes;
      state_.run->declined = e.yes ? "" : call_name(e.tool, e.arguments);
      state_.run->waits_for.clear();
    }
  }
  void operator()(const event::CallJudged& e) {
    const Json& decisive = e.with_yes.text_or("verdict") == "deny" ? e.with_yes : e.verdict;
    state_.judged = {e.call, clause_in(decisive)};
    if (state_.run && decisive.text_or("verdict") != "allow" && !decisive.text_or("rule").empty()) state_.run->clause = clause_in(decisive);
  }
  // A yes and an approval are for one call: the next one, however equal, needs its own.
  void operator()(const event::CallDispatched& e) {
    state_.in_flight[e.call.text] = {e.call, e.tool, e.arguments, e.customer, e.critical, e.run, e.step, e.reserved, {}};
    if (state_.judged.call == e.call) state_.in_flight[e.call.text].clause = state_.judged.clause;
    std::erase_if(state_.confirmed, [&](const Confirmed& yes) { return is_call(yes, e.tool, e.arguments); });
    if (state_.approvals_given.empty() && state_.granted.empty()) return;
    const std::string exactly = call_name(e.tool, e.arguments);
    std::erase_if(state_.approvals_given, [&](const GivenApproval& given) { return call_name(given.tool, given.arguments) == exactly; });
    std::erase_if(state_.granted, [&](const Approval& given) { return call_name(given.asked.tool, given.asked.arguments) == exactly; });
  }
  void operator()(const event::CallSettled& e) {
    const auto call = state_.in_flight.find(e.call.text);
    if (e.outcome == "completed" && call != state_.in_flight.end() && call->second.critical)
      state_.receipts.push_back({e.receipt.empty() ? e.call.text : e.receipt, e.tool, "", e.call, e.result, call->second.arguments});
    if (e.outcome == "completed" && call != state_.in_flight.end() && call->second.critical && state_.run && state_.run->id == e.run) state_.run->clause = call->second.clause;
    if (e.outcome != "completed" && call != state_.in_flight.end() && call->second.critical) ++state_.episode.tool_errors;
    if (state_.settled.size() == settled_kept) state_.settled.erase(state_.settled.begin());
    state_.settled.push_back(e);
    // Whoever looks whether it happened needs to know what was sent; a call that nobody knows about has no other result.
    if (e.outcome == "unknown" && e.result.is_null() && call != state_.in_flight.end()) state_.settled.back().result = Json::object({{"sent", call->second.arguments}});
    state_.in_flight.erase(e.call.text);
  }
  void operator()(const event::ApprovalRequested& e) {
    // A draft that goes into review while a call waits for its approval takes the place of the run that is spoken with, and no wish that waits does.
    if (e.what == "reply" && state_.run && state_.approval && state_.approval->asked.what == "call") set_aside(state_);
    state_.approval = Approval{e, "open", e.facts.find("told") != nullptr};
    if (e.what == "reply" && e.facts.text_or("asked") == "verify") hold_up(state_);   // a colleague reads "please sign in" first
  }
  void operator()(const event::ApprovalDecided& e) {
    const auto granted = std::ranges::find_if(state_.granted, [&](const Approval& given) { return given.asked.approval == e.approval; });
    if (e.verdict == "void" && granted != state_.granted.end()) {
      const std::string call = call_name(granted->asked.tool, granted->asked.arguments);
      std::erase_if(state_.approvals_given,
                    [&](const GivenApproval& given) { return given.role == granted->asked.role && call_name(given.tool, given.arguments) == call; });
      state_.granted.erase(granted);
      return;
    }
    if (!state_.approval || state_.approval->asked.approval != e.approval) return;
    const event::ApprovalRequested& asked = state_.approval->asked;
    if (e.verdict == "approved" && asked.what == "call") {
      state_.approvals_given.push_back({e.by, asked.role, asked.tool, asked.arguments, asked.facts_hash, asked.bundle, at_});
      state_.granted.push_back(Approval{asked, e.verdict, false, e.by});
      state_.episode.approved = true;
    }
    if (state_.run && asked.what == "call") {
      const std::string call = call_name(asked.tool, asked.arguments);
      if (e.verdict == "approved" && asked.role == person_who_checks) state_.run->settled = true;
      if (e.verdict == "refused" || e.verdict == "expired") state_.run->turned_down[call] = {e.verdict, e.reason};
      if (e.verdict == "edited") {
        // The script asks for its own call for ever: what was edited before leads to the latest edit, and an edit back leads nowhere.
        auto& edits = state_.run->edited;
        for (auto& [from, to] : edits)
          if (call_name(asked.tool, to) == call) to = e.arguments;
        edits[call] = e.arguments;
        edits.erase(call_name(asked.tool, e.arguments));
        state_.run->edited_by[call_name(asked.tool, e.arguments)] = e.by;
      }
      if (state_.run->waits_for == "approval") state_.run->waits_for.clear();
    }
    if (asked.what == "reply" && (e.verdict == "approved" || e.verdict == "edited")) state_.episode.reviewed = true;
    state_.approval.reset();
  }
  void operator()(const event::ReplySent& e) {
    spoken({e.reply.by, e.reply.name, e.reply.text, at_, e.message, !e.reply.receipts.empty(), state_.events});
    state_.last_word = SaidAt{at_, state_.events};
    if (!e.asked.empty()) state_.episode.asked.push_back(e.asked);
    const bool wish_waits = e.asked == says_that_wish_waits;
    const bool run_asks = state_.run && (state_.run->waits_for == "answer" || state_.run->waits_for == "confirmation");
    if (run_asks && !state_.run->asked && asks_for_run(e.asked)) state_.run->asked = state_.last_word;
    state_.episode.waits_for_customer = run_asks || (!e.asked.empty() && !wish_waits && e.kind != "hand off") || e.kind == "ask" || e.kind == "offer a person";
    const bool offers = e.asked == "offer a person";
    state_.episode.offered_by = offers ? (e.rule.empty() ? "an offer" : e.rule) : "";
    state_.episode.offered_at = offers ? e.at : "";
    for_answers_to(e.message, [&](Answered& answer) { answer.reply = e; });
    if (e.message.empty() && e.reply.by == Speaker::bot) follows(e);
    if (state_.approval && e.kind == says_that_draft_waits) state_.approval->told = true;
    words_went_out(state_);
    if (e.asked == "verify") hold_up(state_);
    if (wish_waits) hold_behind_the_run(state_);
    if (e.reply.by == Speaker::bot) ++state_.episode.bot_turns;
    if (e.reply.by == Speaker::person) state_.episode.person_spoke = true;
    if (e.kind == "refuse") state_.episode.refused = true;
    else if (e.kind == "answer" || e.kind == "act" || e.kind == "carry on" || e.kind == "draft") {
      if (e.asked != "offer a person") state_.episode.answered = true;   // nothing was found, or it may not be
      state_.episode.refused = false;
    }
    if (state_.handoff && e.reply.by == Speaker::bot && state_.owner == Ownership::nobody) state_.handoff->acknowledged_at = at_;
  }
  void operator()(const event::HandoffMade& e) {
    state_.handoff = Handoff{e, e.queue, e.urgency, e.promise, e.promised_at, "", {}};
    state_.owner = Ownership::nobody;
    state_.held_up.clear();
    state_.episode.handed_off = true;
    state_.episode.by_wish = e.by_wish;
  }
  void operator()(const event::HandoffMoved& e) {
    if (!state_.handoff) return;
    state_.handoff->queue = e.queue;
    state_.handoff->urgency = e.urgency;
    state_.handoff->promise = e.promise;
    state_.handoff->promised_at = e.promised_at;
    state_.handoff->claimed_by.clear();
    state_.owner = Ownership::nobody;
  }
  void operator()(const event::HandoffClaimed& e) {
    if (!state_.handoff) return;
    state_.handoff->claimed_by = e.by;
    state_.owner = Ownership::person;
  }
  void operator()(const event::HandoffReturned&) {
    state_.handoff.reset();
    state_.owner = Ownership::bot;
    state_.episode.answered = state_.episode.person_spoke && !is_unanswered();   // who gives it back without a word to it has answered nothing
    state_.episode.asked.clear();
    state_.episode.running.clear();
    state_.episode.mood = Mood::calm;
    state_.episode.asked_before = state_.episode.frustration = 0;
    state_.episode.strain.clear();
  }
  void operator()(const event::HandoffResolved&) { state_.handoff.reset(); }
  void operator()(const event::Remembered& e) {
    state_.claims[e.name] = e.value;
    if (state_.run && fills_call(*state_.run) && e.name == state_.run->waits_name) fill_call(e);
  }
  void operator()(const event::TimerSet& e) { state_.timers[e.timer] = e.at; }
  void operator()(const event::TimerCleared& e) { state_.timers.erase(e.timer); }
  void operator()(const event::TimerFired& e) { state_.timers.erase(e.timer); }
  void operator()(const event::TurnEnded& e) {
    for_answers_to(e.message, [](Answered& answer) { answer.ended = true; });
    forget_what_was_said_in_passing(state_);
    keep_what_was_said_before(state_);
    hold_what_was_wished_as_well(state_, at_);
    state_.turn.reset();
    go_on_with_what_was_held_up(state_, at_);
  }
  void operator()(const event::EpisodeClosed& e) {
    state_.episode.outcome = e.outcome;
    state_.episode.closed_at = at_;
    state_.run.reset();
    state_.aside.clear();
    state_.turn.reset();
    state_.held_up.clear();
  }
  void operator()(const event::BugCaught&) {}
  void operator()(const event::WishDropped& e) {
    const auto newest = std::find_if(state_.held_up.rbegin(), state_.held_up.rend(), [&](const HeldUp& wish) { return wish.turn.reading->intent == e.intent; });
    if (newest != state_.held_up.rend()) state_.held_up.erase(std::next(newest).base());
  }
  void operator()(const event::RequestTaken&) {}
  void operator()(const event::ModelAnswered& e) {
    state_.model_spend.tokens += e.input_tokens + e.output_tokens;
    state_.model_spend.cost_micro_usd += e.cost_micro_usd;
    if (state_.turn) state_.turn->models.push_back(e);
    else if (state_.run) state_.run->models.push_back(e);
  }
  void operator()(const event::ReadingChecked& e) {
    if (!state_.turn || !state_.turn->reading) return;
    state_.turn->reading_checked = true;
    event::MessageRead& reading = *state_.turn->reading;
    reading.intent = e.intent;
    reading.confidence = e.confidence;
    reading.named.insert(reading.named.end(), e.named.begin(), e.named.end());
    for (const auto& [name, value] : e.claims) {
      reading.claims.emplace(name, value);
      state_.claims[name] = value;
    }
    for (std::size_t i = 0; i < e.signals.size() && i < e.matched.size() && 2 * i + 1 < e.matched_at.size(); ++i) {
      reading.signals.push_back(e.signals[i]);
      reading.matched.push_back(e.matched[i]);
      for (const std::size_t at : {2 * i, 2 * i + 1}) reading.matched_at.push_back(e.matched_at[at]);
      ++state_.episode.running[e.signals[i]];
    }
  }
  void operator()(const event::ReplyChecked&) {}
  void operator()(const event::ReplyJudged&) {}
  void operator()(const event::VectorAsked& e) {
    const auto add = [&](ModelSpend& spend) { spend = {spend.tokens + e.tokens, spend.cost_micro_usd + e.cost_micro_usd, spend.calls}; };
    add(state_.model_spend);
    if (state_.turn) add(state_.turn->vectors);
    else if (state_.run) add(state_.run->vectors);
  }

 private:
  // A message that comes before the open turn was read is read with it.
  void open_or_join(const event::MessageReceived& e) {
    if (!state_.turn || state_.turn->reading) {
      state_.turn = OpenTurn{.message = e.message, .text = without_what_is_quoted(e.text), .context = e.context, .at = at_, .received = e.received};
      return;
    }
    OpenTurn& turn = *state_.turn;
    turn.earlier.push_back(turn.message);
    turn.message = e.message;
    turn.text += "\n" + without_what_is_quoted(e.text);
    const auto earlier = [](const auto& a, const auto& b) { return !a ? b : !b ? a : std::min(a, b); };
    turn.received = {earlier(turn.received.at, e.received.at), earlier(turn.received.behind, e.received.behind)};
    if (e.context.members())
      for (const auto& [name, value] : *e.context.members()) turn.context.set(name, value);
  }

  // The key of what a run asks (asked.cpp): of this run, or of the gate that wants something again.
  bool asks_for_run(const std::string& key) const { return key.rfind("run " + state_.run->id.text + " ", 0) == 0 || key.rfind("again ", 0) == 0; }

  bool came_before_last_word() const { return state_.turn && state_.last_word && came_before(state_.turn->received, *state_.last_word); }

  // The customer wrote last; thanks want no answer.
  bool is_unanswered() const {
    if (state_.recent.empty() || state_.recent.back().by != Speaker::customer) return false;
    constexpr std::size_t thanks_words_max = 6;
    const std::string low = lower_ascii(state_.recent.back().text);
    const auto all = words(low);
    const auto is_thanks = [](std::string_view word) { return word.starts_with("thank") || word == "thx" || word == "cheers"; };
    return all.size() > thanks_words_max || std::none_of(all.begin(), all.end(), is_thanks);
  }

  // Behind the answer to the last message. Words that come on their own days later, a reminder, are no part of it: they are after the fact, and few are kept.
  void follows(const event::ReplySent& said) {
    if (state_.answered.empty() || !state_.answered.back().ended || state_.answered.back().followed_by.size() == followed_by_kept) return;
    state_.answered.back().followed_by.push_back(said);
  }

  // That message's, and those of the burst that it ends.
  template <class Change>
  void for_answers_to(const MessageId& message, Change change) {
    const bool ends_burst = state_.turn && state_.turn->message == message;
    for (Answered& answer : state_.answered) {
      const bool in_burst = ends_burst && std::find(state_.turn->earlier.begin(), state_.turn->earlier.end(), answer.message) != state_.turn->earlier.end();
      if (!message.empty() && (answer.message == message || in_burst)) change(answer);
    }
  }

  // The script makes its call as before, and its steps compare as before: what it lacked is added between the two.
  void fill_call(const event::Remembered& e) {
    Run& run = *state_.run;
    const std::string tool = run.waits_arguments.text_or("tool");
    Json arguments = run.waits_arguments["arguments"];
    const std::string without = call_name(tool, arguments);
    arguments.set(e.name, e.value);
    for (auto& [from, to] : run.edited)
      if (call_name(tool, to) == without) to = arguments;
    run.edited[without] = std::move(arguments);
    run.waits_for.clear();
  }

  void spoken(SpokenLine line) {
    if (state_.recent.size() == limits::working_memory_messages) state_.recent.erase(state_.recent.begin());
    state_.recent.push_back(std::move(line));
  }

  ConversationState& state_;
  Instant at_;
};

}  // namespace

void fold(ConversationState& state, Instant at, const Event& event) {
  state.last_at = at;
  ++state.events;
  std::visit(Folding(state, at), event);
}

}  // namespace handrail
