#include "engine/turn/asking_again.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/choices.hpp"
#include "engine/sentences/on_condition.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/said_now.hpp"
#include "engine/turn/taken_off.hpp"

namespace handrail {
namespace {

std::string no_clear_yes(const LiveBundle& live, const ConversationState& state) { return worded(live, state, dsl::own::clear_yes) + " "; }
// They said that something is to be different, and it could not be read off their words.
constexpr std::string_view not_taken_up_words =
    "I could not tell what is to be different, so nothing is changed yet. If this is not right, say no, or write what is to be in its place. As it stands: ";
// Of what is said ahead of a question for a yes where their words differ from the call: one of them is in each.
constexpr std::array<std::string_view, 3> not_taken_up_marks{"You wrote ", "othing is changed yet", "I could not take up"};
constexpr std::string_view no_answer_words = "I could not find the answer to my question in that. ";
// They do not know what they were asked for.
constexpr std::string_view cannot_tell_words = "No problem, take your time. If you cannot find it, just ask for a person, who looks it up with you. ";

bool names_an_amount(const ConversationState& state) {
  const auto& claims = state.turn->reading->claims;
  return std::any_of(claims.begin(), claims.end(), [](const auto& claim) { return !claim.second.text_or("amount").empty(); });
}

bool speaks_of_a_part(const std::string& text) { return says_some_of_it(text) || takes_some_off(text) || share_said(text).has_value(); }

bool takes(const LiveBundle& live, const ConversationState& state, const std::string& fact) {
  const auto workflow = live.program().find_workflow(state.run->workflow);
  return workflow && std::ranges::count(live.program().workflows[*workflow].takes, fact) != 0;
}

// The name of the first amount that the call is made with; empty: it has none.
std::string amount_of(const Json& call_arguments) {
  const Json::Object* arguments = call_arguments.members();
  if (!arguments) return "";
  const auto is_amount = [](const auto& one) { return !one.second.text_or("amount").empty() && !one.second.text_or("currency").empty(); };
  const auto amount = std::ranges::find_if(*arguments, is_amount);
  return amount == arguments->end() ? "" : amount->first;
}

// A part of an amount, by a desk that can change it and by one that cannot. Empty: nobody spoke of one.
std::string a_part_of_it(const LiveBundle& live, const ConversationState& state) {
  const std::string amount = amount_of(state.run->waits_arguments);
  if (amount.empty() || !speaks_of_a_part(state.turn->text)) return "";
  return takes(live, state, amount) ? "Nothing is changed yet. How much should it be? Please write the amount. As it stands: "
                    : "Nothing is changed yet. I can only do this for the whole amount; for a part of it, just ask for a person. As it stands: ";
}

bool is_read(const ConversationState& state) { return state.run && state.turn && state.turn->reading; }

// "Only if it goes back to my card", "yes, unless it is over 80 euros": the answer hangs on something that nobody here waits for, or looks at.
std::string hangs_on_a_condition(const LiveBundle& live, const ConversationState& state) {
  if (!has_clause(InRun(live, state, *state.turn->reading).clauses, ClauseAct::condition)) return "";
  const bool of_later = std::ranges::any_of(things_on_condition(state.turn->text), &OnCondition::of_later);
  return (of_later ? std::string(not_later_words) : std::string("I can do this as it stands or not at all, and on no condition; nothing is changed yet.")) +
         " Please answer yes or no to this alone: ";
}

bool is_on_condition(const ConversationState& state) { return is_read(state) && does(*state.turn->reading, speech::on_condition); }

}  // namespace

std::string before_asking_again(const LiveBundle& live, const ConversationState& state, const std::string& fact) {
  if (crossed(state)) return std::string(crossed_words);
  if (is_on_condition(state)) return std::string(not_later_words) + " ";
  const bool cannot_tell = is_read(state) && has_clause(InRun(live, state, *state.turn->reading).clauses, ClauseAct::does_not_know);
  if (cannot_tell) return std::string(cannot_tell_words);
  if (std::string several = several_named(state, fact); !several.empty()) return several;
  const std::vector<std::string> choices = state.run ? choices_of(live.program(), *state.run) : std::vector<std::string>{};
  if (std::string noted = noted_as_taken_off(state); !noted.empty()) return noted;
  return std::string(no_answer_words) + (choices.empty() ? "" : "It may be " + english_list(choices, "or") + ". ");
}

std::string before_asking_again(const LiveBundle& live, const ConversationState& state, const Json& call_arguments) {
  if (!is_read(state)) return no_clear_yes(live, state);
  if (is_on_condition(state)) return std::string(not_later_words) + " Please answer yes or no to this alone: ";
  if (is_without_it_already(live, state, call_arguments)) return "What you leave out is not in it any more. ";
  if (std::string words = hangs_on_a_condition(live, state); !words.empty()) return words;
  const std::string amounts = amounts_named(state, call_arguments);
  if (!amounts.empty() && (wants_it_different(state) || names_an_amount(state))) return "Nothing is changed yet. " + amounts;
  if (const std::string less = a_part_of_it(live, state); !less.empty()) return less;
  if (wants_it_different(state)) return std::string(not_taken_up_words);
  if (does(*state.turn->reading, speech::say_signed_in)) return no_clear_yes(live, state);   // "done"
  const std::string unclear = unclear_clause(InRun(live, state, *state.turn->reading));
  return unclear.empty() ? no_clear_yes(live, state) : "I could not take up \"" + unclear + "\", so nothing is changed yet. Please answer yes or no to this alone: ";
}

std::string part_named(const LiveBundle& live, const ConversationState& state, const Json& call_arguments) {
  const std::string amount = amount_of(call_arguments);
  const bool in_vain = !amount.empty() && leaves_out_in_vain(live, state, call_arguments);
  if (amount.empty() || !is_read(state) || (!in_vain && !speaks_of_a_part(state.turn->text))) return "";
  const std::string& text = state.turn->text;
  const auto known = state.claims.find(amount);   // it was worked out, and is what the call is about
  if (known != state.claims.end() && canonical(known->second) == canonical(*call_arguments.find(amount))) return "";
  const auto answers = [&](const RecordedStep& step) { return !step.asked.empty() && step.result.text() && trim(text) == trim(*step.result.text()); };
  if (std::ranges::any_of(state.run->steps, answers)) return "";   // the script has asked how much, and has it
  const auto is_taken_up = [&](const EntityClaim& one) {
    const bool of_the_text = one.begin < one.end && one.end <= text.size();
    return of_the_text && takes(live, state, one.entity) && speaks_of_a_part(text.substr(one.begin, one.end - one.begin) + " of it");
  };
  if (std::ranges::any_of(state.turn->reading->named, is_taken_up)) return "";
  return takes(live, state, amount) ? "You wrote of a part of it: if it is to be less than this, write the amount in place of a yes. "
                                    : "You wrote of a part of it; this can only be done as a whole, and for anything else just ask for a person. ";
}

bool differs_from_what_was_said(const ConversationState& state) {
  const Json& call_arguments = state.run->waits_arguments;
  const std::string amount = amount_of(call_arguments);
  if (call_arguments.members() && !amounts_named(state, call_arguments).empty()) return true;
  const std::string question(trim(state.run->waits_question));
  bool is_last = true;
  for (auto line = state.recent.rbegin(); line != state.recent.rend() && !line->carries_receipt; ++line) {
    if (line->by == Speaker::customer) {
      if (amount.empty() && line->message != state.turn->message && speaks_of_a_part(line->text)) return true;
      continue;
    }
    const bool asks_it = is_last || (!question.empty() && line->text.find(question) != std::string::npos);
    is_last = false;
    const auto tells = [&](std::string_view words) { return line->text.find(words) != std::string::npos; };
    if (asks_it && (std::ranges::any_of(not_taken_up_marks, tells) || tells(not_later_words))) return true;
  }
  return false;
}

std::vector<std::string> values_named(const ConversationState& state, const std::string& fact) {
  std::vector<std::string> named;
  if (!state.turn || !state.turn->reading) return named;
  for (const SpeechAct& one : state.turn->reading->acts)
    if (one.act == speech::left_open && one.what.starts_with(fact + " ")) named.push_back(one.what.substr(fact.size() + 1));
  return named.size() < 2 ? std::vector<std::string>{} : named;
}

std::string several_named(const ConversationState& state, const std::string& fact) {
  const std::vector<std::string> named = values_named(state, fact);
  if (!named.empty()) return "You wrote of " + english_list(named) + ". ";
  if (is_read(state))   // "after Friday"
    for (const SpeechAct& one : state.turn->reading->acts)
      if (one.act == speech::left_open && one.what.starts_with(fact + " ")) return "You wrote \"" + one.what.substr(fact.size() + 1) + "\"; I need the one that is meant. ";
  return "";
}

Words asked_again_as_crossed(const ConversationState& state) {
  const std::string question = state.episode.waits_for_customer ? last_question(state) : "";
  if (!question.empty() && !state.episode.asked.empty()) return {.text = std::string(crossed_words) + question, .asked = state.episode.asked.back()};
  return {.text = "Your message reached me before my last one was sent, so I have not taken it as an answer to that. Is there anything else I can do?", .asked = "anything else"};
}

}  // namespace handrail
