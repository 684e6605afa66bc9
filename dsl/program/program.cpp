#include "dsl/program/program.hpp"

namespace handrail::dsl {

namespace {

template <class Named>
std::optional<std::uint32_t> find_named(const std::vector<Named>& all, std::string_view name) {
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (all[i].name == name) return i;
  return std::nullopt;
}

}  // namespace

std::string_view to_text(RequestClass word) {
  switch (word) {
    case RequestClass::answerable: return "answerable";
    case RequestClass::needs_account: return "needs account";
    case RequestClass::needs_human: return "needs human";
    case RequestClass::unsafe: return "unsafe";
  }
  return "answerable";
}

std::string_view to_text(Risk word) {
  switch (word) {
    case Risk::low: return "low";
    case Risk::medium: return "medium";
    case Risk::high: return "high";
  }
  return "low";
}

std::string_view to_text(Urgency word) {
  switch (word) {
    case Urgency::low: return "low";
    case Urgency::medium: return "medium";
    case Urgency::high: return "high";
    case Urgency::immediate: return "immediate";
  }
  return "low";
}

std::string_view to_text(ActionKind word) {
  switch (word) {
    case ActionKind::none: return "none";
    case ActionKind::ask: return "ask";
    case ActionKind::ask_for: return "ask for";
    case ActionKind::verify: return "verify";
    case ActionKind::offer_person: return "offer a person";
    case ActionKind::hand_off: return "hand off";
    case ActionKind::refuse: return "refuse";
    case ActionKind::answer: return "answer";
    case ActionKind::draft: return "draft";
  }
  return "none";
}

std::string_view to_text(Effect word) {
  switch (word) {
    case Effect::reads: return "reads";
    case Effect::writes: return "writes";
    case Effect::moves_money: return "moves money";
  }
  return "reads";
}

std::optional<std::uint32_t> Program::find_tool(std::string_view name) const { return find_named(tools, name); }
std::optional<std::uint32_t> Program::find_intent(std::string_view name) const { return find_named(intents, name); }
std::optional<std::uint32_t> Program::find_queue(std::string_view name) const { return find_named(queues, name); }
std::optional<std::uint32_t> Program::find_workflow(std::string_view name) const { return find_named(workflows, name); }
std::optional<std::uint32_t> Program::find_role(std::string_view name) const { return find_named(roles, name); }

}  // namespace handrail::dsl
