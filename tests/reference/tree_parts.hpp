// What stands in a tree, and not what it is worth: blocks by kind and name, what a name in a clause stands for, and the expressions inside of an expression.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dsl/syntax/tree.hpp"

namespace handrail::reference {

template <class Wanted>
std::vector<const Wanted*> blocks(const dsl::Tree& tree) {
  std::vector<const Wanted*> found;
  for (const dsl::Block& block : tree.blocks)
    if (const auto* one = std::get_if<Wanted>(&block)) found.push_back(one);
  return found;
}
// Of all such blocks.
template <class Wanted>
auto rows(const dsl::Tree& tree) {
  std::vector<const typename decltype(Wanted::rows)::value_type*> all;
  for (const Wanted* block : blocks<Wanted>(tree))
    for (const auto& row : block->rows) all.push_back(&row);
  return all;
}
// None where there is no such block.
template <class Wanted>
const Wanted* block(const dsl::Tree& tree, const std::string& name) {
  const auto all = blocks<Wanted>(tree);
  const auto found = std::ranges::find_if(all, [&](const Wanted* one) { return one->name.text == name; });
  return found == all.end() ? nullptr : *found;
}

inline const Value& literal(const dsl::Expression& e) { return std::get<dsl::LiteralNode>(e.node).value; }
inline std::string path_of(const dsl::PathNode& node) {
  std::string path;
  for (const dsl::Name& part : node.parts) path += (path.empty() ? "" : ".") + part.text;
  return path;
}
inline dsl::Expression path(const std::string& root, const std::string& field = "") {
  dsl::PathNode node{{{root, {}}}};
  if (!field.empty()) node.parts.push_back({field, {}});
  return {{}, node};
}

inline dsl::ActionNode doing(dsl::ActionWord word, const std::optional<dsl::Name>& queue = std::nullopt) {
  dsl::ActionNode action;
  std::tie(action.word, action.queue) = std::tie(word, queue);
  return action;
}
// What an outcome does, one after the other; nothing where there is none.
inline std::vector<const dsl::ActionNode*> steps_of(const dsl::OutcomeNode* outcome) {
  std::vector<const dsl::ActionNode*> steps;
  for (const dsl::ActionNode* action = outcome != nullptr ? &outcome->action : nullptr; action != nullptr; action = action->afterwards.empty() ? nullptr : &action->afterwards[0])
    steps.push_back(action);
  return steps;
}
// The first row of that name under `confidence`.
inline const dsl::BandRow* band(const dsl::Tree& tree, const std::string& subject) {
  const auto all = rows<dsl::ConfidenceBlock>(tree);
  const auto found = std::ranges::find_if(all, [&](const dsl::BandRow* row) { return row->subject.text == subject; });
  return found == all.end() ? nullptr : *found;
}
// The place of a trigger on the scale of urgencies; medium where it says none.
inline std::ptrdiff_t urgency(const dsl::TriggerBlock& trigger) {
  static const std::vector<std::string> rising{"low", "medium", "high", "immediate"};
  return std::ranges::find(rising, trigger.urgency ? trigger.urgency->text : "medium") - rising.begin();
}
// "count refund per customer", "sum refund.amount per conversation in 60000": what earlier calls add up to, as facts name it.
inline std::string name_of(const dsl::WindowNode& node) {
  const std::string what = node.parameter ? "sum " + node.tool.text + "." + node.parameter->text : "count " + node.tool.text;
  return what + " per " + node.per.text + (node.window.empty() ? "" : " in " + std::to_string(literal(node.window[0]).as<Duration>()->ms));
}

// The call behind `let order is find_order(order_id)`; none where it is no let.
inline const dsl::CallNode* let(const dsl::ToolBlock& tool, const std::string& name) {
  const auto found = std::ranges::find_if(tool.lets, [&](const auto& one) { return one.first.text == name; });
  return found == tool.lets.end() ? nullptr : &found->second;
}
// `per order` is per what was looked up: its `id`, else its field called like what it is looked up by, else that itself.
inline dsl::Operands counted_per(const dsl::Tree& tree, const dsl::ToolBlock& tool, const std::string& name) {
  const dsl::CallNode* call = let(tool, name);
  const dsl::ToolBlock* reading = call != nullptr ? block<dsl::ToolBlock>(tree, call->tool.text) : nullptr;
  if (reading == nullptr || reading->gives->word == dsl::TypeWord::text) return {name == "customer" ? path(name, "id") : path(name)};
  const auto* record = reading->gives->word == dsl::TypeWord::named ? block<dsl::RecordBlock>(tree, reading->gives->words[0].text) : nullptr;
  const auto names_it = [&](const std::string& field) {
    return record != nullptr && std::ranges::any_of(record->fields, [&](const dsl::FieldNode& one) {
      return one.name.text == field && (one.type.word == dsl::TypeWord::text || one.type.word == dsl::TypeWord::whole_number);
    });
  };
  if (names_it("id")) return {path(name, "id")};
  dsl::Operands key = call->arguments;
  for (std::size_t i = 0; i < key.size(); ++i)
    if (const std::string& by = reading->parameters[i].name.text; names_it(by)) key[i] = path(name, by);
  return key;
}
inline dsl::Operands counted_per(const dsl::Tree& tree, const dsl::ToolBlock& tool, const dsl::LimitNode& limit) {
  dsl::Operands all;
  for (const dsl::Name& per : limit.per) std::ranges::copy(counted_per(tree, tool, per.text), std::back_inserter(all));
  return all;
}
// A limit with the bounds of its budget, where it has one.
inline dsl::LimitNode with_budget(const dsl::Tree& tree, dsl::LimitNode limit) {
  const auto* budget = limit.budget ? block<dsl::BudgetBlock>(tree, limit.budget->text) : nullptr;
  if (budget != nullptr) std::tie(limit.ceiling, limit.per, limit.window) = std::tie(budget->ceiling, budget->per, budget->window);
  return limit;
}

// What is inside of a node: `here` sees the same facts as the node, `rounds` those of each item.
struct Inside { std::vector<const dsl::Operands*> here, rounds; };
template <class Node> Inside inside(const Node&) { return {}; }
template <class Node> requires requires(Node node) { node.operands; } Inside inside(const Node& node) { return {{&node.operands}, {}}; }
template <class Node> requires requires(Node node) { node.operand; } Inside inside(const Node& node) { return {{&node.operand}, {}}; }
template <class Node> requires requires(Node node) { node.sides; } Inside inside(const Node& node) { return {{&node.sides}, {}}; }
inline Inside inside(const dsl::InListNode& node) { return {{&node.needle, &node.items}, {}}; }
inline Inside inside(const dsl::QuantifierNode& node) { return {{&node.list}, {&node.condition}}; }
inline Inside inside(const dsl::SumNode& node) { return {{&node.list}, {&node.term}}; }
inline Inside inside(const dsl::DuplicatesNode& node) { return {{&node.list}, {}}; }
inline Inside inside(const dsl::LookUpNode& node) { return {{&node.arguments}, {}}; }
inline Inside inside(const dsl::MemberNode& node) { return {{&node.owner}, {}}; }

// Calls `visit(expression, whether it sees the facts of the whole)` for the expression and all in it.
template <class Visit>
void each_part(const dsl::Expression& e, Visit visit, bool plain = true) {
  visit(e, plain);
  const Inside parts = std::visit([](const auto& node) { return inside(node); }, e.node);
  for (const dsl::Operands* list : parts.here)
    for (const dsl::Expression& part : *list) each_part(part, visit, plain);
  for (const dsl::Operands* list : parts.rounds)
    for (const dsl::Expression& part : *list) each_part(part, visit, false);
}

// Whether the expression asks for that fact or signal by its name, or a field of it.
inline bool mentions(const dsl::Expression& e, const std::string& name) {
  bool found = false;
  each_part(e, [&](const dsl::Expression& part, bool) {
    const auto* path = std::get_if<dsl::PathNode>(&part.node);
    found = found || (path != nullptr && path->parts[0].text == name);
  });
  return found;
}

// Of a tool that moves money, the amounts that are given where all of them are zero; none where one is not, or nobody knows.
std::vector<std::string> zeros_alone(const dsl::ToolBlock& tool, const auto& value_of) {
  std::vector<std::string> zeros;
  if (!tool.effect || tool.effect->text != "moves money") return zeros;
  for (const dsl::FieldNode& one : tool.parameters) {
    const Value given = value_of(one.name.text);
    if (one.type.word != dsl::TypeWord::money || given.absent()) continue;
    if (given.as<Money>() == nullptr || given.as<Money>()->minor != 0) return {};
    zeros.push_back(one.name.text);
  }
  return zeros;
}

}  // namespace handrail::reference
