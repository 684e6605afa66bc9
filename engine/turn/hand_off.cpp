#include "engine/turn/hand_off.hpp"

#include <algorithm>
#include <array>

#include "dsl/program/carried_by.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/journal/same_wish.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/asks_to_know.hpp"
#include "engine/meaning/kept_by_wish.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/refused_clause.hpp"
#include "engine/meaning/without_taken_back.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/opening.hpp"
#include "engine/policy/queue_holes.hpp"
#include "engine/policy/turn_rules.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/needs_nobody.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/thanks_for_nothing.hpp"
#include "engine/turn/ask_approval.hpp"
#include "engine/turn/budgets_read.hpp"
#include "engine/turn/look_up.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/matter_for_person.hpp"
#include "engine/turn/offered_person.hpp"
#include "engine/turn/run_workflow.hpp"
#include "engine/turn/said_back.hpp"
#include "engine/turn/several_runs.hpp"

namespace handrail {
namespace {

// Whoever is handed over hears who takes it and when they answer, whatever the author's words say beside that.
std::string behind(std::string said, const std::string& who_comes) {
  if (said.empty()) return who_comes;
  const bool whole = said.ends_with('.') || said.ends_with('!') || said.ends_with('?');
  return said + (whole ? " " : ". ") + who_comes;
}

constexpr Decimal surely_about = {700'000};
constexpr Decimal all_of_it = {1'000'000};
constexpr std::size_t bare_words_max = 4;   // "yes, it does, thanks"

bool bare(const std::string& text, const std::vector<std::string>& signals) {
  const auto says = [&](std::string_view signal) { return std::find(signals.begin(), signals.end(), signal) != signals.end(); };
  return words(text).size() <= bare_words_max && (says("says_yes") || says("says_no") || says("thanks"));
}

// "Yes thanks" takes what was offered; "ok thanks" is content with the answer.
bool says_yes_first(std::string_view text) {
  constexpr std::array yes{"yes", "yeah", "yep", "yup", "ja", "oui", "si"};
  const std::vector<std::string_view> said = words(text);
  return !said.empty() && std::ranges::find(yes, lower_ascii(said.front())) != yes.end();
}

// "Yes thank you, that's all": nothing more is wished for, whatever the yes is to. "Yes please, that's all" and "yes, do it, bye" say more.
bool says_it_is_all(std::string_view text) {
  constexpr std::array courteous{"yes", "yeah", "yep", "yup", "ok", "okay", "no", "thank", "thanks", "you", "very", "much", "so", "a", "lot", "many", "great", "perfect", "good", "fine",
                                 "that", "thats", "is", "was", "will", "be", "all", "everything", "it", "nothing", "else", "bye", "goodbye", "for", "now", "today", "then", "i", "need",
                                 "needed", "have", "nice", "day", "s"};
  const std::vector<std::string> said = spelled_out(text);
  const auto says = [&](std::string_view word) { return std::ranges::find(said, word) != said.end(); };
  bool ends = (says("nothing") && says("else")) || says("bye") || says("goodbye");
  for (std::size_t i = 0; i + 1 < said.size(); ++i) {   // "that is all"
    const std::string& last = said[i + 1] == "all" || said[i + 1] == "everything" || i + 2 >= said.size() ? said[i + 1] : said[i + 2];
    ends = ends || ((said[i] == "that" || said[i] == "thats") && (last == "all" || last == "everything"));
  }
  return ends && std::ranges::all_of(said, [&](const std::string& word) { return std::ranges::find(courteous, word) != courteous.end(); });
}

// What was spoken of last, whatever the few words of this message read as.
std::string matter_at_hand(const ConversationState& state) { return state.episode.last_intent.empty() ? "other" : state.episode.last_intent; }

bool says_yes_to_offer(const TurnFacts& facts) {
  const auto says = [&](std::string_view signal) { return std::find(facts.signals.begin(), facts.signals.end(), signal) != facts.signals.end(); };
  return says("says_yes") && !says("says_no");
}

// "I forgot my password, but do not send a link": what the wish would do is not to be done, in the words of what it does.
bool declines_what_it_would_do(const LiveBundle& live, const ConversationState& state) {
  const auto intent = live.program().find_intent(state.turn->reading->intent);
  const bool is_wish = intent && (live.program().intents[*intent].workflow || live.program().intents[*intent].request_class == dsl::RequestClass::needs_human);
  if (!is_wish || state.run || !state.turn->reading->further.empty()) return false;
  event::MessageRead whole = *state.turn->reading;
  whole.acts = acts_of(state.turn->text);
  if (declines(live.program(), whole, state.turn->text)) return false;   // what it wishes beside that was read by itself
  return !without_refused_clauses(live, state.turn->text, state.turn->reading->intent).empty();
}

// "And W1002 please do not touch": nothing but what is to be left alone is named, and nothing else is said.
bool leaves_out_all_it_names(const LiveBundle& live, const ConversationState& state) {
  const auto intent = live.program().find_intent(state.turn->reading->intent);
  if (!intent || !live.program().intents[*intent].workflow || state.run || !state.turn->reading->further.empty()) return false;
  const std::string& text = state.turn->text;
  if (keeping_is_the_wish(live.program(), live.program().intents[*intent], text)) return false;
  std::vector<std::string_view> left_out;
  for (const EntityClaim& claim : state.turn->reading->named) {
    if (kind_named(claim.value) != NamedKind::thing || claim.end > text.size() || claim.begin >= claim.end) continue;
    if (said_of(text, claim.begin, claim.end, NamedKind::thing) != SaidOf::excluded) return false;
    left_out.push_back(std::string_view(text).substr(claim.begin, claim.end - claim.begin));
  }
  if (left_out.empty()) return false;
  return std::ranges::all_of(clauses_of(text, matter_of_wish(live, live.program().intents[*intent])), [&](const SaidClause& clause) {
    const bool names_one = std::ranges::any_of(left_out, [&](std::string_view one) { return clause.text.find(one) != std::string_view::npos; });
    return names_one || content_words(clause.text).empty();
  });
}

// What is said while a wish waits for the sign-in: "done", or the same once more, asks for nothing new; for another wish they are asked to sign in as for the first.
void after_please_sign_in(const ConversationState& state, TurnFacts& facts) {
  const event::MessageRead& reading = *state.turn->reading;
  if (does(reading, corrects_wish)) {
    std::erase(facts.asked, "verify");
    return;
  }
  if (does(reading, speech::cannot_sign_in)) return;   // that is the policy's to decide, as if nothing had been asked
  const auto says = [&](std::string_view signal) { return std::find(reading.signals.begin(), reading.signals.end(), signal) != reading.signals.end(); };
  const bool said_again = std::any_of(state.held_up.begin(), state.held_up.end(), [&](const HeldUp& wish) { return is_same_wish(*wish.turn.reading, reading); });
  facts.says_signed_in = !says("says_no") && (said_again || does(reading, speech::say_signed_in) || (facts.bare && says("says_yes")));
  if (!said_again && state.held_up.size() < limits::wishes_waiting) std::erase(facts.asked, "verify");
}

std::string intent_of_workflow(const LiveBundle& live, const ConversationState& state, const std::string& workflow) {
  const auto serves = [&](const dsl::Intent& intent) {
    const dsl::Workflow* its = dsl::carried_by(live.program(), intent);
    return its != nullptr && its->name == workflow;
  };
  const auto& intents = live.program().intents;
  const auto last = live.program().find_intent(state.episode.last_intent);
  if (last && serves(intents[*last])) return intents[*last].name;
  const auto any = std::find_if(intents.begin(), intents.end(), serves);
  return any == intents.end() ? state.turn->reading->intent : any->name;
}

void end_what_was_under_way(ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.approval) {
    log.record(event::TimerCleared{"approval " + state.approval->asked.approval.text});
    log.record(event::ApprovalDecided{state.approval->asked.approval, "withdrawn", "", "", "the conversation was handed to a person", {}});
  }
  void_granted(log, "the conversation was handed to a person");
  if (state.run) end_run(log, "handed off", "");
  while (!state.aside.empty()) {
    take_up_next(log);
    end_what_was_under_way(log);
  }
  if (state.timers.count("silence")) log.record(event::TimerCleared{"silence"});
}

// " They take over your refund request (W1002) as well.": what waited beside the matter that is handed over. Empty: nothing.
std::string others_taken_over(const ConversationState& state) {
  std::vector<std::string> others;
  for (const SetAside& one : state.aside)
    if (one.run) others.push_back(run_words(*one.run));
  return others.empty() ? "" : " They take over " + english_list(others) + " as well.";
}

// The last words said ask for something, and not whether that was it.
bool asks_at_its_end(const ConversationState& state) {
  const std::string question = lower_ascii(last_question(state));
  return !question.empty() && question.find("help?") == std::string::npos && question.find("answer") == std::string::npos;
}

}  // namespace

std::string title_of(const dsl::Queue& queue) { return queue.title.empty() ? queue.name : queue.title; }

std::string matter_for_person(const LiveBundle& live, const ConversationState& state) {
  if (!state.turn || !state.turn->reading) return matter_at_hand(state);
  const event::MessageRead& read = *state.turn->reading;
  const bool says_so = read.confidence >= surely_about && speaks_of(telling_words(state.turn->text), matter_of_intent(live, read.intent), {});
  if (says_so) return read.intent;
  if (state.run) return intent_of_workflow(live, state, state.run->workflow);
  const auto found = live.program().find_intent(read.intent);
  const auto sure_at = found ? band_of(live.program(), live.program().intents[*found]).send_at : std::nullopt;
  return sure_at && read.confidence >= *sure_at ? read.intent : matter_at_hand(state);
}

std::string intent_of_run(const LiveBundle& live, const ConversationState& state) { return intent_of_workflow(live, state, state.run->workflow); }

TurnFacts facts_on_record(const LiveBundle& live, const ConversationState& state, Instant now) {
  TurnFacts facts;
  facts.now = now;
  facts.customer = customer_on_record(live.program(), state);
  facts.context = state.context.is_null() ? Json::object() : state.context;
  facts.claims = state.claims;
  facts.running = state.episode.running;
  facts.messages = state.episode.messages;
  facts.turns_with_bot = state.episode.bot_turns;
  if (state.episode.messages > 0) facts.since_first_message = now - state.episode.first_message_at;
  facts.mood = state.episode.mood;
  facts.asked_before = state.episode.asked_before;
  facts.frustration = state.episode.frustration;
  facts.urgency = state.episode.urgency;
  facts.written_in = state.episode.written_in;
  facts.tool_errors = state.episode.tool_errors;
  facts.asked = state.episode.asked;
  facts.offered_by = state.episode.offered_by;
  facts.offered_at = state.episode.offered_at;
  facts.triggers_won = state.episode.triggers_won;
  facts.answered = state.episode.answered && !state.run && !state.approval && state.aside.empty();
  facts.intent = state.episode.last_intent.empty() ? "other" : state.episode.last_intent;
  if (state.turn && state.turn->reading) {
    facts.signals = state.turn->reading->signals;
    facts.bare = bare(state.turn->text, facts.signals) && !(facts.workflow.empty() && wishes_by_name(live.program(), *state.turn->reading, state.turn->text));
    if (does(*state.turn->reading, corrects_wish)) {   // "no, I meant W1002": a no to what they wrote before, and not to the wish
      std::erase(facts.signals, "says_no");
      facts.bare = false;
    }
    facts.only_asks = does(*state.turn->reading, asks_to_know_act);
    facts.crossed = crossed(state);
    facts.intent = state.turn->reading->intent;
    facts.confidence = state.turn->reading->confidence;
    const bool offered = !facts.offered_by.empty() && !state.run && !facts.crossed;
    if (!state.run && says_what_is_lacking(state)) {
      std::erase(facts.signals, "says_no");
      facts.bare = bare(state.turn->text, facts.signals);
    }
    if (offered && !says_yes_to_offer(facts) && clear_yes_to(state.turn->text, "", Json::object())) facts.signals.emplace_back("says_yes");   // "that would be great"
    facts.declines = declines(live.program(), *state.turn->reading, state.turn->text) || declines_what_it_would_do(live, state) || leaves_out_all_it_names(live, state);
    if (!state.run && !state.approval && state.held_up.empty() && needs_nothing(state.turn->text)) {   // whatever was spoken of before, nothing is to be done now
      facts.declines = true;
      facts.bare = false;
      facts.intent = "other";
    }
    if (takes_offered_person(live, state)) {
      if (facts.offered_by.empty()) facts.offered_by = offer_in_passing;
      std::erase(facts.signals, "says_no");
      if (!says_yes_to_offer(facts)) facts.signals.emplace_back("says_yes");
      facts.intent = matter_at_hand(state);
    }
    if (looks_themselves(live, state)) {   // no yes to the offer, and no wish
      facts.declines = true;
      facts.bare = facts.answered = facts.only_asks = false;
      facts.intent = "other";
      std::erase(facts.signals, "says_yes");
    }
    if (stops_what_was_done(state)) {   // neither content with it, nor a wish
      facts.declines = true;
      facts.bare = facts.answered = facts.only_asks = false;
      facts.intent = "other";
    }
    if (is_all_taken_back(state)) {   // it neither begins anything, nor says how the answer before it was
      facts.declines = true;
      facts.bare = facts.answered = facts.only_asks = false;
      facts.intent = "other";
      std::erase(facts.signals, "says_yes");
    }
    if (offered && says_yes_to_offer(facts)) facts.intent = matter_at_hand(state);   // the offer named the queue for that
    if (waits_for_sign_in(state) && !state.customer.verified && !state.run) after_please_sign_in(state, facts);
    if (said_back(live, state) != SaidBack::nothing) {   // it has its own answer, and begins nothing
      facts.declines = true;
      facts.bare = facts.answered = facts.only_asks = facts.says_signed_in = false;
      facts.intent = "other";
    }
    const auto says = [&](std::string_view signal) { return std::find(facts.signals.begin(), facts.signals.end(), signal) != facts.signals.end(); };
    const bool asked = state.episode.waits_for_customer && !facts.asked.empty();
    if (does(*state.turn->reading, thanks_act) && !state.run && !state.approval) {
      std::erase(facts.signals, "says_no");
      facts.bare = facts.answered = true;
    }
    const bool offers_act = asked && !state.run && !state.approval && facts.asked.back().starts_with(offers_to_begin);
    const std::string offered_act = offers_act ? facts.asked.back().substr(offers_to_begin.size()) : "";
    const bool is_content = (says("thanks") && !says_yes_first(state.turn->text)) || says_it_is_all(state.turn->text);
    if (!offered_act.empty() && !facts.crossed && live.program().find_intent(offered_act) && !is_content && clear_yes_to(state.turn->text, "", Json::object())) {
      facts.intent = offered_act;
      facts.confidence = all_of_it;
      facts.bare = facts.answered = facts.only_asks = false;
    }
    if (facts.offered_by.empty() && !state.run && !state.approval && state.held_up.empty() && (says("says_yes") || says("thanks")) && says_it_is_all(state.turn->text)) {
      facts.bare = facts.answered = true;
      facts.only_asks = false;
    }
    const bool asks_for_more = lower_ascii(last_question(state)).find("anything else") != std::string::npos;   // in the words of a model or a script
    const bool anything_else = (asks_for_more || (asked && (facts.asked.back() == "anything else" || !offered_act.empty()))) && !state.run && !state.approval;
    if ((asked || asks_at_its_end(state)) && facts.bare && says("says_yes") && !says("thanks")) facts.answered = false;   // "yes" to a question does not say that it is solved
    if (anything_else && facts.bare && says("says_no") && !says("says_yes")) {   // "no" to it says that this was all, not that it was no answer
      std::erase(facts.signals, "says_no");
      facts.answered = true;
    }
    const bool says_more = state.turn->text.find('?') != std::string::npos || !state.turn->reading->named.empty() ||
                           wishes_by_name(live.program(), *state.turn->reading, state.turn->text);
    if (facts.answered && !state.run && !says_more && thanks_for_nothing(state.turn->text)) {   // it was no answer
      facts.signals.emplace_back("says_no");
      facts.bare = true;
    }
    // An answer within a workflow is about its matter, however the few words read by themselves.
    if (state.turn->decision && state.turn->decision->kind == DecisionKind::carry_on) facts.intent = intent_of_workflow(live, state, state.turn->decision->workflow);
  }
  return facts;
}

std::string render_for_queue(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue, const dsl::Template& words,
                             const std::string& promise, Instant now) {
  const TurnFacts facts = facts_on_record(live, state, now);
  const dsl::Roots roots = with_queue_holes(dsl::with_manner(roots_of(live.program(), facts), manner_for(live.program(), facts)));
  return fill_queue_holes(dsl::render(words, roots), title_for(live, state, queue), promise);
}

std::string with_routed_queue(const LiveBundle& live, const ConversationState& state, const std::string& text, Instant now) {
  if (text.find("{queue.") == std::string::npos) return text;
  const dsl::Program& program = live.program();
  TurnFacts facts = facts_on_record(live, state, now);
  if (facts.intent == "other") facts.intent = matter_at_hand(state);   // as when they say yes to it
  const auto found = program.find_queue(queue_for(program, facts));
  if (!found) return fill_queue_holes(text, "a colleague", "as soon as possible");
  const dsl::Queue& queue = program.queues[*found];
  return fill_queue_holes(text, title_for(live, state, queue), promise_words(program, manner_of(live, state), queue, promised_at(queue, now), now));
}

std::string words_of_handing_over(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue, const std::string& say, Instant promised, Instant now) {
  const std::string title = title_for(live, state, queue), told = promise_words(live.program(), manner_of(live, state), queue, promised, now);
  std::string text = fill_queue_holes(say, title, told);
  if (text.find(told) != std::string::npos) return text;
  std::string usual = render_for_queue(live, state, queue, queue.say, told, now);
  if (usual.empty()) usual = fill_queue_holes(worded(live, state, dsl::own::handed_over), title, told);
  const bool names_them = lower_ascii(text).find(lower_ascii(title)) != std::string::npos;
  return behind(std::move(text), names_them ? fill_queue_holes(worded(live, state, dsl::own::hear_from_them), title, told) : usual);
}

Words hand_off(Seams& seams, const LiveBundle& live, ConversationLog& log, const HandOff& request) {
  const dsl::Program& program = live.program();
  const Instant now = log.now();
  customer_facts(seams, live, log, log.state().turn ? log.state().turn->at : now);   // who it is decides the queue, and stands in the packet
  TurnFacts facts = facts_on_record(live, log.state(), now);
  if (request.by_wish && request.queue.empty()) facts.intent = matter_for_person(live, log.state());
  if (request.queue.empty()) add_meters(seams, live, log.state(), facts);
  const std::string name = request.queue.empty() ? queue_for(program, facts) : request.queue;
  const auto found = program.find_queue(name);
  HANDRAIL_ASSERT(found, "the checker demands a queue to hand over to");
  const dsl::Queue& queue = program.queues[*found];
  const Instant promised = promised_at(queue, now);
  const std::string promise = promise_words(queue, promised, now);
  Json packet = make_packet(live, log.state(), queue, request);
  const std::string others = others_taken_over(log.state());
  end_what_was_under_way(log);
  const HandoffId handoff(seams.ids.next("hand"));
  log.record(event::HandoffMade{handoff, queue.name, request.urgency, request.reason, request.rule, request.at, request.by_wish, std::move(packet), promise, promised});
  log.record(event::TimerSet{"handoff " + handoff.text, promised});
  Words words;
  words.text = words_of_handing_over(live, log.state(), queue, request.say, promised, now) + others;
  return words;
}

}  // namespace handrail
