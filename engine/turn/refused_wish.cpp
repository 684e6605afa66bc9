#include "engine/turn/refused_wish.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/meaning/refused_clause.hpp"
#include "engine/sentences/declined.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/taken_back.hpp"
#include "engine/turn/in_run.hpp"

namespace handrail {

void forget_what_was_refused(ConversationLog& log, const Json& inputs) {
  if (log.state().run || !inputs.members()) return;   // it goes on with something else
  for (const auto& [name, value] : *inputs.members()) {
    const auto claim = log.state().claims.find(name);
    const bool is_said = !value.is_null() && claim != log.state().claims.end() && !claim->second.is_null();
    if (is_said && kind_named(value) != NamedKind::thing) log.record(event::Remembered{name, Json()});
  }
}

std::optional<Words> said_beside_a_refusal(const LiveBundle& live, const ConversationState& state, std::string_view offer) {
  constexpr std::string_view nothing_done = "All right, I do nothing of that kind, and nothing has been changed. ";
  if (does(*state.turn->reading, speech::ask_beside)) return Words{.text = std::string(nothing_done) + "Is there anything else I can do?", .asked = "anything else"};
  constexpr std::size_t repeated_bytes = 120;
  const std::string said_first = without_further_wishes(*state.turn, *state.turn->reading), kept = without_refused_clauses(live, said_first, state.turn->reading->intent);
  std::string rest(trim(blanked_where_it_excuses(without_what_is_declined(kept.empty() ? said_first : kept))));   // "sorry, wrong chat"
  rest.erase(0, std::min(rest.find_first_not_of(" ,.;:!-\n"), rest.size()));
  if (!wishes_in_words(rest)) return std::nullopt;
  const std::string said = rest.size() <= repeated_bytes ? " (\"" + rest.substr(0, rest.find_last_not_of(" ,.;:!\n") + 1) + "\")" : "";
  return Words{.text = std::string(nothing_done) + "What you want instead" + said + " I could not take up. " + std::string(offer), .asked = "offer a person"};
}

}  // namespace handrail
