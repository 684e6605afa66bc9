#include "dsl/formulas/entry_program.hpp"

#include <algorithm>

#include "dsl/program/typical.hpp"

namespace handrail::dsl {

const std::string EntryProgram::root = "an entry";   // no name has a blank in it

namespace {

const std::string entry_field = "it";

bool lies_below(const std::vector<std::string>& path, const std::vector<std::string>& root) {
  return path.size() >= root.size() && std::equal(root.begin(), root.end(), path.begin());
}

}  // namespace

EntryProgram::EntryProgram(const Program& program, const Scope& outer, const Type& element, Beside beside, const std::vector<Value>* values)
    : program_(program), outer_(outer), beside_(beside), values_(values) {
  program_.records.push_back({root, {{entry_field, element}}});
  const Type record{.kind = TypeKind::record, .index = static_cast<std::uint32_t>(program_.records.size() - 1)};
  Tool tool;
  tool.name = root;
  tool.gives = record;
  program_.tools.push_back(std::move(tool));
  Let let;
  let.name = root;
  let.tool = static_cast<std::uint32_t>(program_.tools.size() - 1);
  let.type = record;
  lets_.push_back(std::move(let));
}

std::optional<ExpressionId> EntryProgram::of_entry(ExpressionId id, std::optional<std::uint32_t> list) {
  list_ = list;
  return rewritten(id, 0);
}

std::optional<ExpressionId> EntryProgram::is_entry(ExpressionId value) {
  const auto made = of_entry(value);
  if (!made) return std::nullopt;
  const Span span = program_.nodes[value].span;
  const ExpressionId entry = slot({root, entry_field}, program_.records.back().fields.front().type, false, span);
  return add({NodeOp::equal, 0, *made, entry, span});
}

std::optional<ExpressionId> EntryProgram::rewritten(ExpressionId id, std::uint32_t depth) {
  Node node = program_.nodes[id];
  const auto parts = [&](std::uint32_t& from) {
    std::vector<ExpressionId> all;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const auto part = rewritten(program_.operands[from + i], depth);
      if (!part) return false;
      all.push_back(*part);
    }
    from = static_cast<std::uint32_t>(program_.operands.size());
    program_.operands.insert(program_.operands.end(), all.begin(), all.end());
    return true;
  };
  const auto part = [&](ExpressionId& inner, std::uint32_t deeper = 0) {
    const auto made = rewritten(inner, depth + deeper);
    if (made) inner = *made;
    return made.has_value();
  };
  bool understood = false;
  switch (node.op) {
    case NodeOp::constant: return id;
    case NodeOp::slot: return beside(node);
    case NodeOp::local: case NodeOp::field: case NodeOp::index_of:
      if (auto made = fact(id, depth)) return made;
      if (beside_ == Beside::nothing) return std::nullopt;
      if (node.op == NodeOp::local) return node.a < depth ? std::optional(id) : std::nullopt;   // bound within what is asked of the entry
      understood = part(node.a) && (node.op == NodeOp::field || part(node.b));
      break;
    case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: case NodeOp::count_of: case NodeOp::sum_of:
      if (beside_ == Beside::nothing) return std::nullopt;
      understood = part(node.b, program_.nodes[node.a].op == NodeOp::pairs_of ? 2 : 1) && part(node.a);
      break;
    case NodeOp::pairs_of: case NodeOp::has_duplicates:
      if (beside_ == Beside::nothing) return std::nullopt;
      understood = part(node.a) && (node.op == NodeOp::has_duplicates || part(node.b));
      break;
    case NodeOp::look_up: understood = beside_ != Beside::nothing && parts(node.b); break;
    case NodeOp::logical_and: case NodeOp::logical_or: understood = parts(node.a); break;
    case NodeOp::in_list: understood = part(node.a) && parts(node.b); break;
    case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: understood = part(node.a); break;
    default: understood = part(node.a) && part(node.b);
  }
  return understood ? std::optional(add(node)) : std::nullopt;
}

ExpressionId EntryProgram::add(const Node& node) {
  program_.nodes.push_back(node);
  return static_cast<ExpressionId>(program_.nodes.size() - 1);
}

ExpressionId EntryProgram::slot(std::vector<std::string> path, Type type, bool always_set, Span span) {
  auto known = std::ranges::find(scope_.slots, path, &Slot::path);
  if (known == scope_.slots.end()) {
    scope_.slots.push_back({std::move(path), std::move(type), always_set});
    known = scope_.slots.end() - 1;
  }
  return add({NodeOp::slot, 0, static_cast<std::uint32_t>(known - scope_.slots.begin()), 0, span});
}

ExpressionId EntryProgram::fixed(const Value& value, Span span) {
  const auto* money = value.as<Money>();
  const bool comparable = money == nullptr || money->currency == program_.currency;
  program_.constants.push_back(comparable ? value : Value(Unknown{}));
  return add({NodeOp::constant, 0, static_cast<std::uint32_t>(program_.constants.size() - 1), 0, span});
}

bool EntryProgram::begins_entry(const Node& node, std::uint32_t depth) const {
  if (node.op == NodeOp::local) return node.a == depth;
  return node.op == NodeOp::index_of && list_ && depth == 0 && program_.nodes[node.a].op == NodeOp::slot && program_.nodes[node.a].a == *list_;
}

std::optional<ExpressionId> EntryProgram::fact(ExpressionId id, std::uint32_t depth) {
  const Span span = program_.nodes[id].span;
  std::vector<std::string> names;
  for (; program_.nodes[id].op == NodeOp::field; id = program_.nodes[id].a) names.insert(names.begin(), program_.names[program_.nodes[id].b]);
  if (!begins_entry(program_.nodes[id], depth)) return std::nullopt;
  Type type = program_.records.back().fields.front().type;
  bool optional = type.optional;
  std::vector<std::string> path{root, entry_field};
  for (std::string& name : names) {
    const Field* field = type.kind == TypeKind::record ? find_field(program_.records[type.index].fields, name) : nullptr;
    if (field == nullptr) return std::nullopt;
    const Type inner = field->type;
    type = inner;
    optional = optional || type.optional;
    path.push_back(std::move(name));
  }
  type.optional = optional;
  return slot(std::move(path), std::move(type), false, span);
}

// The one fact beside the entry that two programs share for certain is the time.
std::optional<ExpressionId> EntryProgram::beside(const Node& node) {
  const Slot& asked = outer_.slots[node.a];
  if (beside_ == Beside::values) return fixed((*values_)[node.a], node.span);
  if (beside_ == Beside::nothing && asked.path != std::vector<std::string>{"now"}) return std::nullopt;
  return slot(asked.path, asked.type, asked.always_set, node.span);
}

Value EntryProgram::entry(const std::vector<Value>& values) const {
  return assembled(program_, program_.records.back().fields.front().type, scope_, {root, entry_field}, values);
}

void set_in(ValueRecord& record, const std::vector<std::string>& path, std::size_t from, const Value& value) {
  if (from + 1 == path.size()) return record.set(path[from], value);
  const Value* there = record.find(path[from]);
  if (there == nullptr || !there->as<ValueRecord>()) return;
  ValueRecord inner = *there->as<ValueRecord>();
  set_in(inner, path, from + 1, value);
  record.set(path[from], std::move(inner));
}

Value assembled(const Program& program, const Type& type, const Scope& scope, const std::vector<std::string>& root, const std::vector<Value>& values) {
  Value made = typical(program, type);
  std::vector<std::size_t> told;
  for (std::size_t i = 0; i < scope.slots.size(); ++i)
    if (lies_below(scope.slots[i].path, root)) told.push_back(i);
  std::ranges::stable_sort(told, {}, [&](std::size_t i) { return scope.slots[i].path.size(); });   // a record, then what stands in it
  for (const std::size_t i : told) {
    const auto& path = scope.slots[i].path;
    if (path.size() == root.size()) {
      if (!values[i].as<ValueRecord>()) made = values[i];
    } else if (auto* record = made.as<ValueRecord>(); record && !values[i].absent()) {
      ValueRecord changed = *record;
      set_in(changed, path, root.size(), values[i]);
      made = Value(std::move(changed));
    }
  }
  return made;
}

}  // namespace handrail::dsl
