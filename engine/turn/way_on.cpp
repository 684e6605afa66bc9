#include "engine/turn/way_on.hpp"

#include <algorithm>

#include "dsl/program/bind.hpp"
#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/turn/manner.hpp"

namespace handrail {
namespace {

constexpr std::string_view offer = "{queue.name} can look at it: just say so.";   // behind offer_begins

// The author's words for it, else the reason where that is a sentence.
std::string words_of(const LiveBundle& live, const ConversationState& state, const Verdict& verdict) {
  for (const Remedy& one : verdict.remedy)
    if (!one.say.empty()) return one.say;
  const bool for_colleagues = verdict.clause == ClauseKind::arguments || !is_sentence(verdict.because);   // so is what is wrong with arguments
  return for_colleagues ? "" : worded(live, state, verdict.because);
}

HandOff to_a_person(const Verdict& verdict, std::string reason) {
  const Remedy* to = remedy_of(verdict, RemedyKind::hand_off);
  return {.queue = to ? to->what : "", .reason = std::move(reason), .rule = verdict.rule, .at = verdict.at};
}

// "An amount is never below zero, and you wrote -$50.00. ": of an argument that the gate does not take.
std::string below_zero(const ConversationState& state, const std::string& fact, const Verdict& verdict) {
  const auto claim = state.claims.find(fact);
  if (verdict.clause != ClauseKind::arguments || claim == state.claims.end()) return "";
  const auto money = parse_money(claim->second.text_or("amount") + " " + claim->second.text_or("currency"));
  return money && money->minor < 0 ? "An amount is never below zero, and you wrote " + format_money(*money) + ". " : "";
}

// The policy wants a fact again ("I can't find that order"): asked once more, then a person.
WayOn asked_again(const LiveBundle& live, const ConversationState& state, const Remedy& ask, const Verdict& verdict, const std::string& say) {
  const std::string key = "again " + verdict.at;
  if (std::ranges::find(state.episode.asked, key) != state.episode.asked.end())
    return {.handoff = to_a_person(verdict, verdict.because.empty() ? say : verdict.because)};
  std::string question = ask.what.empty() ? "" : question_for(live, state, ask.what);
  if (question.empty() && say.empty()) question = ask.what.empty() ? "Could you tell me a little more?" : "Which " + in_words(ask.what) + " is it?";
  if (question == say) question.clear();
  return {.text = below_zero(state, ask.what, verdict) + say + (say.empty() || question.empty() ? "" : " ") + question, .asked = key, .fact = ask.what};
}

}  // namespace

std::string question_for(const LiveBundle& live, const ConversationState& state, const std::string& name) {
  const dsl::AskForFact* best = nullptr;
  int best_rank = live.program().find_intent(state.episode.last_intent) ? 0 : -1;   // of one that neither is meant nor begins anything the words are not taken
  for (const dsl::Intent& intent : live.program().intents) {
    const auto fact = std::ranges::find(intent.ask_for, name, &dsl::AskForFact::name);
    const bool is_last = intent.name == state.episode.last_intent, is_carried = state.run && carries(live, state.run->workflow, intent);
    const int rank = (is_carried ? 4 : 0) + (is_last ? 2 : 0) + (intent.workflow ? 1 : 0);
    if (fact == intent.ask_for.end() || rank <= best_rank) continue;
    best = &*fact;
    best_rank = rank;
  }
  return best ? dsl::render(best->question, in_manner(live, state)) : "";
}

bool is_sentence(std::string_view because) { return because.ends_with('.') || because.ends_with('!'); }

const Remedy* remedy_of(const Verdict& verdict, RemedyKind kind) {
  const auto found = std::ranges::find(verdict.remedy, kind, &Remedy::kind);
  return found == verdict.remedy.end() ? nullptr : &*found;
}

bool wrong_by_script(const dsl::Program& program, const ConversationState& state, const GateCall& call, const Verdict& verdict) {
  const auto as_edited = [&](const auto& edited) { return canonical(edited.second) == canonical(call.arguments); };
  if (verdict.clause != ClauseKind::arguments || !state.run || std::ranges::any_of(state.run->edited, as_edited)) return false;
  const auto& parameters = program.tools[*program.find_tool(call.tool)].parameters;
  if (const auto* given = call.arguments.members())
    for (const auto& [name, value] : *given)
      if (std::ranges::find(parameters, name, &dsl::Field::name) == parameters.end()) return true;
  return std::ranges::any_of(verdict.remedy, [&](const Remedy& remedy) {
    const Json* given = remedy.kind == RemedyKind::ask ? call.arguments.find(remedy.what) : nullptr;
    return given && !given->is_null() && !used_by_run(state, remedy.what) && !state.claims.count(remedy.what);
  });
}

WayOn way_on(const LiveBundle& live, const ConversationState& state, const Verdict& verdict, Instant now) {
  // The engine has asked by itself already: what is still to be looked up could not be.
  if (remedy_of(verdict, RemedyKind::look_up)) {
    HandOff to = to_a_person(verdict, "could not be looked up: " + join(verdict.unknown, ", "));
    to.say = "That could not be looked up just now, so {queue.name} will take it from here and has everything you wrote. You will hear {queue.promise}.";
    return {.handoff = std::move(to)};
  }
  std::string say = words_of(live, state, verdict);
  if (remedy_of(verdict, RemedyKind::hand_off)) {
    HandOff to = to_a_person(verdict, verdict.because.empty() ? verdict.rule : verdict.because);
    to.say = std::move(say);
    return {.handoff = std::move(to)};
  }
  if (const Remedy* ask = remedy_of(verdict, RemedyKind::ask)) return asked_again(live, state, *ask, verdict, say);
  if (remedy_of(verdict, RemedyKind::verify)) return {.text = say.empty() ? worded(live, state, dsl::own::sign_in_first) : say, .asked = "verify"};
  if (const Remedy* wait = remedy_of(verdict, RemedyKind::wait); wait && say.empty())
    if (const auto from = parse_time(wait->what); from && *from > now) say = "That is possible again from " + format_time(*from).substr(0, 10) + ".";
  if (say.empty()) say = worded(live, state, dsl::own::may_not);
  if (remedy_of(verdict, RemedyKind::offer)) say.append(offer_begins).append(offer);
  return {.text = std::move(say), .asked = "offer a person"};
}

}  // namespace handrail
