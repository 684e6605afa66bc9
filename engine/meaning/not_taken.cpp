#include "engine/meaning/not_taken.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/policy/said_days.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {

std::string others_not_taken(const LiveBundle& live, const ConversationState& state) {
  if (!state.run || !state.turn || !state.turn->reading || !does(*state.turn->reading, speech::list)) return "";
  const auto workflow = live.program().find_workflow(state.run->workflow);
  if (!workflow) return "";
  std::string told;
  const auto is_number = [](const Json& value) { return value.text() && value.text()->find_first_of("0123456789") != std::string::npos; };   // an order's, not a reason
  const auto is_said_to_be_it = [&](const EntityClaim& claim) { return said_of(state.turn->text, claim.begin, claim.end, kind_named(claim.value)) == SaidOf::named; };
  for (const std::string& taken : live.program().workflows[*workflow].takes) {
    const Json* used = used_by_run(state, taken);
    const auto is_open = [&](const SpeechAct& one) { return one.act == speech::left_open && one.what.starts_with(taken + " "); };
    if (!used || !is_number(*used) || std::ranges::any_of(state.turn->reading->acts, is_open)) continue;   // of what is open they are asked
    std::vector<std::string> others;
    for (const EntityClaim& claim : state.turn->reading->named) {
      if (claim.entity != taken || !is_number(claim.value) || !is_said_to_be_it(claim) || *claim.value.text() == *used->text()) continue;
      const std::string other = day_in_words(live.program(), *claim.value.text());
      if (std::ranges::count(others, other) == 0) others.push_back(other);
    }
    if (others.empty()) continue;
    const std::string own = day_in_words(live.program(), *used->text());
    told += (told.empty() ? "" : " ") + ("One at a time: this is about " + own + ". For " + english_list(others) + ", please write again after it.");
  }
  return told;
}

}  // namespace handrail
