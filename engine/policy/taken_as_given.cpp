// What a case or an example takes as given: that which it does not name. What it says to be unknown, and what it leaves out of a record that it writes or finds,
// nobody knows, as the gate has it.
#include <algorithm>
#include <set>

#include "engine/policy/call_facts.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {

using dsl::ExpressionId;
using dsl::NodeOp;
using dsl::Program;

namespace {

// The names of the fields that the expression reads of entries and of what is looked up.
void fields_read(const Program& program, ExpressionId id, std::set<std::string>& names) {
  const dsl::Node& node = program.nodes[id];
  const auto list = [&](std::uint32_t begin) {
    for (std::uint32_t i = 0; i < node.count; ++i) fields_read(program, program.operands[begin + i], names);
  };
  if (node.op == NodeOp::field) names.insert(program.names[node.b]);
  switch (node.op) {
    case NodeOp::constant: case NodeOp::local: case NodeOp::slot: return;
    case NodeOp::look_up: return list(node.b);
    case NodeOp::field: case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates:
      return fields_read(program, node.a, names);
    case NodeOp::logical_and: case NodeOp::logical_or: return list(node.a);
    case NodeOp::in_list: fields_read(program, node.a, names); return list(node.b);
    default: fields_read(program, node.a, names); fields_read(program, node.b, names);
  }
}

// Something in the value that nobody knows and that is read: an entry, or one of these fields.
bool has_hole(const Program& program, const dsl::Type& type, const Value& value, const std::set<std::string>& read) {
  const auto hole = [&](const dsl::Type& inner, const Value& part) { return part.unknown() || has_hole(program, inner, part, read); };
  if (const auto* list = value.as<ValueList>())
    return std::ranges::any_of(*list, [&](const Value& item) { return hole(type.element.front(), item); });
  const auto* record = value.as<ValueRecord>();
  if (record == nullptr) return false;
  return std::ranges::any_of(record->fields, [&](const ValueField& field) {
    if (type.kind == dsl::TypeKind::map) return hole(type.element.front(), field.value);
    const dsl::Field* declared = dsl::find_field(program.records[type.index].fields, field.name);
    return declared != nullptr && read.contains(field.name) && hole(declared->type, field.value);
  });
}

}  // namespace

// What a `let` finds is said by the case where the look-up is: a failure, or a record without the fact.
bool Judgement::was_made(const std::string& root) const {
  const auto let = std::ranges::find(tool_.lets, root, &dsl::Let::name);
  if (let == tool_.lets.end() || options_.lets.find(root) != nullptr) return false;
  const auto arguments = arguments_of(program_, *let, frame_);
  const dsl::Tool& reading = program_.tools[let->tool];
  return arguments && latest_lookup(program_, reading, normalised(program_, reading, *arguments), call_) != nullptr;
}

bool Judgement::said_unknown(const dsl::Slot& slot) const {
  std::string path;
  for (const std::string& part : slot.path) {
    path += (path.empty() ? "" : ".") + part;
    if (std::ranges::find(options_.unknown, path) != options_.unknown.end()) return true;
  }
  return false;
}

bool Judgement::unknown_as_said(ExpressionId condition) const {
  const dsl::Node& node = program_.nodes[condition];
  if (node.op == NodeOp::logical_not) return unknown_as_said(node.a);
  if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or) {
    for (std::uint32_t i = 0; i < node.count; ++i)
      if (unknown_as_said(program_.operands[node.a + i])) return true;
    return false;
  }
  const std::vector<std::uint32_t> slots = dsl::slots_of(program_, condition);
  if (std::ranges::any_of(slots, [&](std::uint32_t slot) { return said_unknown(tool_.scope.slots[slot]); })) return true;
  const RecordedAnswers answers(program_, call_);   // to hear what this one asks
  const dsl::Frame frame{frame_.slots, &answers};
  const Value value = dsl::evaluate_value(program_, condition, frame);
  if (!value.unknown()) return false;
  std::set<std::string> read;
  fields_read(program_, condition, read);
  const auto open = [&](std::uint32_t index) {
    const dsl::Slot& slot = tool_.scope.slots[index];
    const Value& found = frame.slots[index];
    return found.unknown() ? was_made(slot.path.front()) : has_hole(program_, slot.type, found, read);
  };
  return std::ranges::any_of(slots, open) || std::ranges::any_of(answers.asked(), [&](const auto& one) {
    const auto& [asked, found] = one;
    return found.made && (found.answer.unknown() || has_hole(program_, *program_.tools[asked.first].gives, found.answer, read));
  });
}

bool Judgement::assumed(ExpressionId condition) const {
  return options_.assume_rest && (condition == dsl::no_expression || !unknown_as_said(condition));
}

bool Judgement::assumed(const dsl::Limit& limit) const {
  return options_.assume_rest && std::ranges::none_of(limit.per, [&](ExpressionId term) { return unknown_as_said(term); });
}

}  // namespace handrail
