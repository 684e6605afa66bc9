#include "engine/turn/asking_again.hpp"

#include <algorithm>

#include "engine/turn/asked.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/speech.hpp"

namespace handrail {
namespace {

constexpr std::string_view no_clear_yes_words = "Sorry, I need a clear yes or no. ";
// They said that something is to be different, and it could not be read off their words.
constexpr std::string_view not_taken_up_words =
    "I could not tell what is to be different, so nothing is changed yet. If this is not right, say no, or write what is to be in its place. As it stands: ";
// They do not know what they were asked for.
constexpr std::string_view cannot_tell_words = "No problem, take your time. If you cannot find it, just ask for a person, who looks it up with you. ";

bool names_an_amount(const ConversationState& state) {
  const auto& claims = state.turn->reading->claims;
  return std::any_of(claims.begin(), claims.end(), [](const auto& claim) { return !claim.second.text_or("amount").empty(); });
}

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

bool is_read(const ConversationState& state) { return state.run && state.turn && state.turn->reading; }

}  // namespace

std::string before_asking_again(const LiveBundle& live, const ConversationState& state, const std::string& fact) {
  if (crossed(state)) return std::string(crossed_words);
  const bool cannot_tell = is_read(state) && has_clause(InRun(live, state, *state.turn->reading).clauses, ClauseAct::does_not_know);
  return cannot_tell ? std::string(cannot_tell_words) : "I could not read that as " + in_words(fact) + ". ";
}

std::string before_asking_again(const LiveBundle& live, const ConversationState& state, const Json& call_arguments) {
  if (!is_read(state)) return std::string(no_clear_yes_words);
  const std::string amounts = amounts_named(state, call_arguments);
  if (!amounts.empty() && (wants_it_different(state) || names_an_amount(state))) return "Nothing is changed yet. " + amounts;
  if (wants_it_different(state)) return std::string(not_taken_up_words);
  if (does(*state.turn->reading, speech::say_signed_in)) return std::string(no_clear_yes_words);   // "done"
  const std::string unclear = unclear_clause(InRun(live, state, *state.turn->reading));
  return unclear.empty() ? std::string(no_clear_yes_words) : "I could not take up \"" + unclear + "\", so nothing is changed yet. Please answer yes or no to this alone: ";
}

std::string nothing_of_it_changed(const LiveBundle& live, const ConversationState& state) {
  if (!is_read(state) || state.run->waits_for != "approval") return "";
  const InRun in(live, state, *state.turn->reading);
  const bool restricts = has_clause(in.clauses, ClauseAct::restricts) || has_clause(in.clauses, ClauseAct::condition) || wants_it_different(state) || names_an_amount(state);
  return restricts && !unclear_clause(in).empty() ? "Nothing about it has been changed by what you wrote; if you do not want it as it stands, say \"stop\". " : "";
}

}  // namespace handrail
