#include "engine/sentences/deed_ordered.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr std::array heads{"please", "plz", "kindly", "just", "then", "so", "now", "well", "oh", "and"};
constexpr std::array tails{"please", "plz", "now", "already", "then", "immediately", "asap", "thanks", "thank", "you"};
constexpr std::array pointing{"it", "that", "this", "me", "us"};
constexpr std::array of_one{"the", "my", "our", "this", "that"};
// Of a call's name: say nothing of what is done, where another word of it does.
constexpr std::array light{"process", "issue", "make", "create", "do", "submit", "request", "start", "begin", "perform", "execute", "run", "handle", "apply", "give", "get"};
// At a yes or no they may be meant for the proposal, and not for the thing.
constexpr std::array revising{"change", "update", "correct", "edit", "modify", "adjust", "set", "alter", "revise", "amend", "move", "stop", "hold", "drop", "forget", "leave",
                              "skip", "undo", "revert", "reject", "decline", "deny", "check", "confirm"};
// Of a call's name, behind its first telling word: it takes back or revises what that word says, "return_cancel".
constexpr std::array taking_back{"cancel", "cancelled", "canceled", "cancellation", "stop", "void", "close", "closure", "end", "abort", "undo", "revoke", "revocation", "reverse",
                                 "reversal", "revert", "rollback", "remove", "removal", "delete", "deletion", "withdraw", "withdrawal", "pause", "suspend", "suspension", "terminate",
                                 "termination", "reject", "rejection", "refuse", "refusal", "deny", "denial", "decline", "dismiss", "disable", "deactivate", "hold", "drop", "halt",
                                 "discard", "rescind", "retract", "change", "update", "edit", "modify", "modification", "correct", "correction", "adjust", "adjustment", "amend",
                                 "amendment", "alter", "revise", "revision", "reschedule", "postpone", "delay", "reduce"};
// Of a question, between who does it and what is done: "shall I go ahead and cancel it?"
constexpr std::array going_ahead{"go", "ahead", "and", "now", "then", "please", "just", "really", "also", "proceed", "continue", "to"};
constexpr std::array no_deed{"with", "do", "the", "a", "an", "it", "that", "this", "so"};
constexpr std::array wishing{"want", "like", "wish"};
constexpr std::array offering{"shall", "should", "may", "can", "could", "must", "will"};
constexpr std::size_t bytes_max = 120;

bool among(const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

std::string deed_of(std::string_view tool) {
  const std::vector<std::string_view> name = split(tool, '_');
  const auto telling = std::ranges::find_if(name, [](std::string_view word) { return !among(light, lower_ascii(word)); });
  if (telling == name.end()) return "";
  const bool is_taken_back = std::any_of(telling + 1, name.end(), [](std::string_view word) { return among(taking_back, lower_ascii(word)); });
  return is_taken_back ? "" : lower_ascii(*telling);
}

// "Shall I cancel the return?", "do you want me to cancel it?": whether each deed that it proposes by a word is this one. "Shall I go ahead?" proposes none.
bool proposes_no_other(std::string_view question, std::string_view deed) {
  for (std::size_t from = 0; from < question.size();) {
    const std::size_t to = std::min(question.find_first_of(".?!;:(\n", from), question.size());
    const std::vector<std::string> said = spelled_out(question.substr(from, to - from));
    from = to + 1;
    for (std::size_t at = 1; at + 1 < said.size(); ++at) {
      const bool of_ours = (said[at] == "i" || said[at] == "we") && among(offering, said[at - 1]);
      const bool of_theirs = said[at] == "to" && at > 1 && (said[at - 1] == "me" || said[at - 1] == "us" || (said[at - 2] == "you" && among(wishing, said[at - 1])));
      if (!of_ours && !of_theirs) continue;
      std::size_t verb = at + 1;
      while (verb < said.size() && among(going_ahead, said[verb])) ++verb;
      if (verb < said.size() && !among(no_deed, said[verb]) && !among(light, said[verb]) && said[verb] != deed) return false;
    }
  }
  return true;
}

}  // namespace

bool orders_the_deed(std::string_view text, std::string_view tool, std::string_view question, const std::vector<std::string>& things, const std::vector<std::string>& values) {
  const std::string deed = deed_of(tool);
  if (text.size() > bytes_max || text.find_first_of("?\"%$+-") != std::string_view::npos || deed.empty() || among(revising, deed)) return false;
  if (!proposes_no_other(question, deed)) return false;
  const std::vector<std::string> said = spelled_out(text);
  std::size_t at = 0;
  const auto word = [&] { return at < said.size() ? std::string_view(said[at]) : std::string_view(); };
  const auto names_the_thing = [&] {
    const std::size_t from = at;
    at += among(of_one, word()) ? 1 : 0;
    const bool by_a_word = among(things, word());
    at += by_a_word ? 1 : 0;
    const bool by_a_value = word().find_first_of("0123456789") != std::string_view::npos && among(values, word());
    at += by_a_value ? 1 : 0;
    if (!by_a_word && !by_a_value) at = from;
    return by_a_word || by_a_value;
  };
  while (among(heads, word())) ++at;
  if (word() != deed) return false;
  ++at;
  if (!names_the_thing()) {
    if (!among(pointing, word())) return false;
    ++at;
  }
  while (among(tails, word())) ++at;
  return at == said.size();
}

}  // namespace handrail
