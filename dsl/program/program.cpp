#include "dsl/program/program.hpp"

#include <algorithm>

namespace handrail::dsl {

namespace {

template <class Named>
std::optional<std::uint32_t> find_named(const std::vector<Named>& all, std::string_view name) {
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (all[i].name == name) return i;
  return std::nullopt;
}

}  // namespace

std::string Program::worded(std::string_view text, const Manner& wanted) const {
  if (const auto of = std::ranges::find(wordings, text, &Wording::text); of != wordings.end()) {
    const Wording::Variant* best = nullptr;
    for (const Wording::Variant& one : of->variants)
      if (const int fits = suits(one.manner, wanted); fits > (best == nullptr ? 0 : suits(best->manner, wanted))) best = &one;
    if (best != nullptr) return best->words;
  }
  return std::string(text);
}

std::vector<Manner> Program::manners() const {
  std::vector<Manner> all{{}};
  for (const Wording& wording : wordings)
    for (const Wording::Variant& one : wording.variants)
      if (std::ranges::find(all, one.manner) == all.end()) all.push_back(one.manner);
  return all;
}

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
