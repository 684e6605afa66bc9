#include "dsl/program/evaluate.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "dsl/program/compare.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

const Value unknown_value{Unknown{}};
const Value absent_value{Absent{}};

Truth truth(bool yes) { return yes ? Truth::yes : Truth::no; }
Truth negated(Truth t) { return t == Truth::unknown ? t : truth(t == Truth::no); }

// A value as a condition: yes or no; known absence is no.
Truth truth_of(const Value& value) {
  if (const auto* yes = value.as<bool>()) return truth(*yes);
  return value.absent() ? Truth::no : Truth::unknown;
}

Value value_of(Truth t) { return t == Truth::unknown ? Value(Unknown{}) : Value(t == Truth::yes); }

bool is_condition(NodeOp op) {
  switch (op) {
    case NodeOp::constant: case NodeOp::slot: case NodeOp::local: case NodeOp::field: case NodeOp::count_of: case NodeOp::sum_of:
    case NodeOp::add: case NodeOp::subtract: case NodeOp::multiply: return false;
    default: return true;
  }
}

// The commonest condition, a fact beside a fixed value, needs nothing of an Evaluation; none for any other.
inline std::optional<Truth> at_once(const Program& program, const Node& node, const Frame& frame) {
  if (node.op < NodeOp::equal || node.op > NodeOp::at_least) return std::nullopt;
  const Node &left = program.nodes[node.a], &right = program.nodes[node.b];
  if (left.op != NodeOp::slot || right.op != NodeOp::constant) return std::nullopt;
  return compare(node.op, frame.slots[left.a], program.constants[right.a]);
}

Truth text_test(NodeOp op, const Value& a, const Value& b) {
  if (a.absent() || b.absent()) return Truth::no;
  const auto *text = a.as<std::string>(), *part = b.as<std::string>();
  if (text == nullptr || part == nullptr) return Truth::unknown;
  if (op == NodeOp::starts_with) return truth(text->starts_with(*part));
  if (op == NodeOp::ends_with) return truth(text->ends_with(*part));
  return truth(text->find(*part) != std::string::npos);
}

Truth in_value(const Value& needle, const Value& list) {
  if (needle.absent() || list.absent()) return Truth::no;
  const auto* items = list.as<ValueList>();
  if (items == nullptr || needle.unknown()) return Truth::unknown;
  Truth answer = Truth::no;
  for (const Value& item : *items) {
    const Truth same = compare(NodeOp::equal, needle, item);
    if (same == Truth::yes) return Truth::yes;
    if (same == Truth::unknown) answer = Truth::unknown;
  }
  return answer;
}

// One asking of one condition. Values are passed by reference: slots, constants, locals and their fields are never copied; `scratch` holds
// what has to be calculated.
class Evaluation {
 public:
  Evaluation(const Program& program, const Frame& frame, Trace* trace) : program_(program), frame_(frame), trace_(trace) {}

  Truth condition(ExpressionId id) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::logical_not: return negated(condition(node.a));
      case NodeOp::logical_and: return all(node);
      case NodeOp::logical_or: return any(node);
      default: break;
    }
    const std::optional<Truth> plain = at_once(program_, node, frame_);
    const Truth answer = plain ? *plain : leaf(node);
    if (trace_ != nullptr) trace_->push_back({node.span, answer});
    return answer;
  }

  const Value& value(ExpressionId id, Value& scratch) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::constant: return program_.constants[node.a];
      case NodeOp::slot: return frame_.slots[node.a];
      case NodeOp::local: return *locals_[depth_ - 1 - node.a];
      case NodeOp::field: return field(node, scratch);
      case NodeOp::count_of: scratch = count(node); return scratch;
      case NodeOp::sum_of: scratch = sum(node); return scratch;
      case NodeOp::add: case NodeOp::subtract: case NodeOp::multiply: {
        Value a, b;
        scratch = calculate(node.op, value(node.a, a), value(node.b, b));
        return scratch;
      }
      default: scratch = value_of(condition(id)); return scratch;
    }
  }

 private:
  // A value that is there already, or null where it has to be calculated.
  const Value* at_hand(ExpressionId id) const {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::slot) return &frame_.slots[node.a];
    if (node.op == NodeOp::constant) return &program_.constants[node.a];
    return node.op == NodeOp::local ? locals_[depth_ - 1 - node.a] : nullptr;
  }

  Truth all(const Node& node) {
    Truth answer = Truth::yes;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Truth part = condition(program_.operands[node.a + i]);
      if (part == Truth::no) return Truth::no;
      if (part == Truth::unknown) answer = Truth::unknown;
    }
    return answer;
  }

  Truth any(const Node& node) {
    Truth answer = Truth::no;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Truth part = condition(program_.operands[node.a + i]);
      if (part == Truth::yes) return Truth::yes;
      if (part == Truth::unknown) answer = Truth::unknown;
    }
    return answer;
  }

  Truth leaf(const Node& node) {
    switch (node.op) {
      case NodeOp::equal: case NodeOp::not_equal: case NodeOp::less: case NodeOp::at_most: case NodeOp::more: case NodeOp::at_least:
        return comparison(node);
      case NodeOp::in_list: return in_list(node);
      case NodeOp::in_value: {
        Value needle, list;
        return in_value(value(node.a, needle), value(node.b, list));
      }
      case NodeOp::contains: case NodeOp::starts_with: case NodeOp::ends_with: {
        Value a, b;
        return text_test(node.op, value(node.a, a), value(node.b, b));
      }
      case NodeOp::is_known: case NodeOp::is_unknown: {
        Value scratch;
        const Value& asked = value(node.a, scratch);
        return truth(!asked.absent() && asked.unknown() == (node.op == NodeOp::is_unknown));
      }
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: return quantifier(node);
      default: {
        Value scratch;
        const Value* there = plain(node, scratch);
        return truth_of(*there);
      }
    }
  }

  const Value* plain(const Node& node, Value& scratch) {
    if (node.op == NodeOp::slot) return &frame_.slots[node.a];
    if (node.op == NodeOp::constant) return &program_.constants[node.a];
    if (node.op == NodeOp::local) return locals_[depth_ - 1 - node.a];
    if (node.op == NodeOp::field) return &field(node, scratch);
    return &unknown_value;
  }

  Truth comparison(const Node& node) {
    const Value *a = at_hand(node.a), *b = at_hand(node.b);
    if (a != nullptr && b != nullptr) return compare(node.op, *a, *b);
    const Quiet quiet(*this);
    Value left, right;
    return compare(node.op, value(node.a, left), value(node.b, right));
  }

  Truth in_list(const Node& node) {
    Value scratch, other;
    const Value& needle = value(node.a, scratch);
    Truth answer = Truth::no;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Truth same = compare(NodeOp::equal, needle, value(program_.operands[node.b + i], other));
      if (same == Truth::yes) return Truth::yes;
      if (same == Truth::unknown) answer = Truth::unknown;
    }
    return answer;
  }

  const Value& field(const Node& node, Value& scratch) {
    const Value& owner = value(node.a, scratch);
    const auto* record = owner.as<ValueRecord>();
    if (record == nullptr) return owner.absent() ? absent_value : unknown_value;
    const Value* found = record->find(program_.names[node.b]);
    return found == nullptr ? absent_value : *found;
  }

  // Calls `visit` with each item bound to the innermost local, until it returns false.
  template <class Visit>
  bool each(const Value& list, Visit visit) {
    HANDRAIL_ASSERT(depth_ < locals_.size(), "quantifiers are nested deeper than an expression may be");
    ++depth_;
    bool on = true;
    if (const auto* items = list.as<ValueList>()) {
      for (std::size_t i = 0; on && i < items->size(); ++i) {
        locals_[depth_ - 1] = &(*items)[i];
        on = visit();
      }
    } else if (const auto* map = list.as<ValueRecord>()) {
      for (std::size_t i = 0; on && i < map->fields.size(); ++i) {
        locals_[depth_ - 1] = &map->fields[i].value;
        on = visit();
      }
    }
    --depth_;
    return on;
  }

  static bool is_list(const Value& value) { return value.as<ValueList>() != nullptr || value.as<ValueRecord>() != nullptr; }

  Truth quantifier(const Node& node) {
    const Quiet quiet(*this);
    Value scratch;
    const Value& list = value(node.a, scratch);
    if (list.absent()) return truth(node.op == NodeOp::none_of);
    if (!is_list(list)) return Truth::unknown;
    const Truth decisive = node.op == NodeOp::all_of ? Truth::no : Truth::yes;
    bool undecided = false;
    const bool through = each(list, [&] {
      const Truth item = condition(node.b);
      undecided = undecided || item == Truth::unknown;
      return item != decisive;
    });
    if (!through) return truth(node.op == NodeOp::any_of);
    return undecided ? Truth::unknown : truth(node.op != NodeOp::any_of);
  }

  Value count(const Node& node) {
    const Quiet quiet(*this);
    Value scratch;
    const Value& list = value(node.a, scratch);
    if (list.absent()) return std::int64_t{0};
    if (!is_list(list)) return Unknown{};
    std::int64_t yes = 0;
    const bool decided = each(list, [&] {
      const Truth item = condition(node.b);
      yes += item == Truth::yes ? 1 : 0;
      return item != Truth::unknown;
    });
    return decided ? Value(yes) : Value(Unknown{});
  }

  Value zero(TypeKind kind) const {
    switch (kind) {
      case TypeKind::money: return Money{0, program_.currency};
      case TypeKind::duration: return Duration{0};
      case TypeKind::whole_number: return std::int64_t{0};
      default: return Decimal{0};
    }
  }

  // An absent term adds nothing: there is nothing to add.
  Value sum(const Node& node) {
    const Quiet quiet(*this);
    Value scratch;
    const Value& list = value(node.a, scratch);
    const Value nothing = zero(static_cast<TypeKind>(node.count));
    if (list.absent()) return nothing;
    if (!is_list(list)) return Unknown{};
    Value total = Absent{};
    each(list, [&] {
      Value item;
      const Value& term = value(node.b, item);
      if (!term.absent()) total = total.absent() ? term : calculate(NodeOp::add, total, term);
      return !total.unknown();
    });
    return total.absent() ? nothing : total;
  }

  // While the parts of a leaf are asked, only the leaf itself is a step.
  class Quiet {
   public:
    explicit Quiet(Evaluation& evaluation) : evaluation_(evaluation), trace_(evaluation.trace_) { evaluation.trace_ = nullptr; }
    ~Quiet() { evaluation_.trace_ = trace_; }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

   private:
    Evaluation& evaluation_;
    Trace* trace_;
  };

  const Program& program_;
  const Frame& frame_;
  Trace* trace_;
  std::size_t depth_ = 0;
  std::array<const Value*, limits::expression_depth> locals_;   // written before it is read, and left alone without quantifiers
};

void collect_slots(const Program& program, ExpressionId id, std::vector<std::uint32_t>& slots) {
  const Node& node = program.nodes[id];
  const auto list = [&](std::uint32_t begin) {
    for (std::uint32_t i = 0; i < node.count; ++i) collect_slots(program, program.operands[begin + i], slots);
  };
  switch (node.op) {
    case NodeOp::constant: case NodeOp::local: return;
    case NodeOp::slot:
      if (std::ranges::find(slots, node.a) == slots.end()) slots.push_back(node.a);
      return;
    case NodeOp::field: case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: return collect_slots(program, node.a, slots);
    case NodeOp::logical_and: case NodeOp::logical_or: return list(node.a);
    case NodeOp::in_list: collect_slots(program, node.a, slots); return list(node.b);
    default: collect_slots(program, node.a, slots); return collect_slots(program, node.b, slots);
  }
}

}  // namespace

Truth evaluate(const Program& program, ExpressionId condition, const Frame& frame, Trace* trace) {
  const Node& node = program.nodes[condition];
  const std::optional<Truth> plain = at_once(program, node, frame);
  if (!plain) return Evaluation(program, frame, trace).condition(condition);
  if (trace != nullptr) trace->push_back({node.span, *plain});
  return *plain;
}

Value evaluate_value(const Program& program, ExpressionId term, const Frame& frame) {
  Evaluation evaluation(program, frame, nullptr);
  Value scratch;
  const Value& found = is_condition(program.nodes[term].op) ? (scratch = value_of(evaluation.condition(term))) : evaluation.value(term, scratch);
  return found;
}

std::vector<std::uint32_t> slots_of(const Program& program, ExpressionId condition) {
  std::vector<std::uint32_t> slots;
  if (condition != no_expression) collect_slots(program, condition, slots);
  return slots;
}

}  // namespace handrail::dsl
