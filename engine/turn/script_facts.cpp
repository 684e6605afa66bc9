#include "engine/turn/script_facts.hpp"

#include <algorithm>

#include "engine/turn/look_up.hpp"
#include "engine/turn/result_fits.hpp"

namespace handrail {
namespace {

// The customer's messages since something was carried out for them, the latest last: what they ask for may stand there already.
Json said_since_carried_out(const ConversationState& state) {
  constexpr std::int64_t most = 3;
  const auto open = static_cast<std::size_t>(std::clamp<std::int64_t>(state.episode.messages - state.episode.carried_out, 0, most));
  Json::Array texts;
  for (auto line = state.recent.rbegin(); line != state.recent.rend() && texts.size() < open; ++line)
    if (line->by == Speaker::customer) texts.push_back(line->text);
  std::ranges::reverse(texts);
  return Json(std::move(texts));
}

}  // namespace

Json script_facts(const LiveBundle& live, const ConversationState& state) {
  Json claims = Json::object();
  for (const auto& [name, value] : state.claims) claims.set(name, value);
  const dsl::Program& program = live.program();
  return Json::object({{"customer", as_declared(program, program.customer.fields, customer_on_record(program, state))},
                       {"context", as_declared(program, program.context, state.context)},
                       {"claims", std::move(claims)},
                       {"intent", state.episode.last_intent},
                       {"said", said_since_carried_out(state)}});
}

}  // namespace handrail
