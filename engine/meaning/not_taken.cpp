#include "engine/meaning/not_taken.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
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
    if (!used || !is_number(*used)) continue;
    std::vector<std::string> others;
    for (const EntityClaim& claim : state.turn->reading->named) {
      if (claim.entity != taken || !is_number(claim.value) || !is_said_to_be_it(claim) || *claim.value.text() == *used->text()) continue;
      if (std::ranges::count(others, *claim.value.text()) == 0) others.push_back(*claim.value.text());
    }
    if (others.empty()) continue;
    told += (told.empty() ? "" : " ") + ("One at a time: this is about " + *used->text() + ". For " + english_list(others) + ", please write again after it.");
  }
  return told;
}

}  // namespace handrail
