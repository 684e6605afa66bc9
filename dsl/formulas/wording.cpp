#include "dsl/formulas/wording.hpp"

namespace handrail::dsl {

std::string text_of(const Template& words) {
  std::string text;
  for (const TemplatePiece& piece : words.pieces) {
    text += piece.text;
    for (std::size_t i = 0; i < piece.path.size(); ++i) text += (i == 0 ? "{" : ".") + piece.path[i];
    if (!piece.path.empty()) text += "}";
  }
  return text;
}

std::string way_on(const Program& program, const Action& action) {
  std::string way;
  switch (action.kind) {
    case ActionKind::none: return "";
    case ActionKind::ask: way = "ask a question"; break;
    case ActionKind::ask_for: way = "ask for " + action.ask_for; break;
    case ActionKind::verify: way = "verify the customer"; break;
    case ActionKind::offer_person: way = "offer a person"; break;
    case ActionKind::hand_off: way = "hand off" + (action.queue ? " to " + program.queues[*action.queue].name : ""); break;
    default: way = to_text(action.kind); break;
  }
  if (action.once) way += " once";
  if (action.urgency) way += " with urgency " + std::string(to_text(*action.urgency));
  return action.afterwards.empty() ? way : way + ", then " + way_on(program, action.afterwards.front());
}

}  // namespace handrail::dsl
