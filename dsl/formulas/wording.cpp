#include "dsl/formulas/wording.hpp"

#include "dsl/check/amounts.hpp"
#include "dsl/syntax/one_line.hpp"

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

std::string on_one_line(const Program& program, ExpressionId condition) {
  return condition == no_expression ? "" : on_one_line(program.sources.text(program.nodes[condition].span));
}

std::string counted_in_words(const Tool& tool, const Limit& limit) { return limit.amount ? tool.parameters[*limit.amount].name + " comes to " : "it is "; }

std::string ceiling_in_words(const Program& program, const Limit& limit) {
  const auto* count = limit.ceiling.as<std::int64_t>();
  std::string text = count ? std::to_string(*count) + (*count == 1 ? " call" : " calls") : amount_in_words(*limit.ceiling.as<Money>());
  if (limit.per_customer) text += " per customer";
  if (limit.per_conversation) text += " per conversation";
  for (const ExpressionId key : limit.per) text += " per " + std::string(program.sources.text(program.nodes[key].span));
  return limit.window ? text + " in " + format_duration(*limit.window) : text;
}

std::string after_approval(const std::string& role) { return "after an approval by " + role; }

}  // namespace handrail::dsl
